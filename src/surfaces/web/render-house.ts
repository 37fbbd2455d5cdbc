import type { OtherRenderers } from './desk.ts'
import { type Html, html } from './html.ts'
import type { House, TownNow } from './look-around.ts'
import { renderHidden } from './render-actions.ts'
import { type Eyes, renderHomeAs } from './render-as.ts'
import { firstNameOf, hueOf, renderAvatar, renderToDecide } from './render-person.ts'
import { renderMessages, type TalkScene } from './render-talk.ts'
import { directKey } from './store.ts'
import { SKINS, type Skin, type View, viewToAddress, viewToQuery, withSkin, withTab } from './view.ts'

const SKIN_NAMES: Readonly<Record<Skin, string>> = { plain: 'Plain', slack: 'Slack', discord: 'Discord' }

/** One person's chat: who they are, what they can open, what was said, and a line to say something. */
export function renderHouse(house: House, town: TownNow, renderers: OtherRenderers): Html {
  const { member, open } = house
  const { view } = town
  const id = `house-${member.externalId}`
  return html`<section class="house ${hueOf(member)}${house.isInFront && ' is-in-front'}" id="${id}" aria-labelledby="${id}-name">
<header class="house-head">${renderAvatar(member)}<div class="who"><h2 id="${id}-name">${member.name} ${renderToDecide(member.toDecide)}</h2><p>${member.headline || member.roles.join(', ')}</p></div>
${renderSkins(house, view)}</header>
<div class="house-body"><nav class="rooms" aria-label="${firstNameOf(member.name)}’s conversations"><ul>${renderRooms(house, view)}</ul></nav>
${open.kind === 'home' ? renderHomeTab(house, town, renderers) : renderTalkTab(house, town, renderers)}</div></section>`
}

function renderRooms({ member, conversations, open }: House, view: View): Html {
  const current = open.kind === 'home' ? 'home' : (open.conversation?.id ?? null)
  const direct = conversations.find(({ key }) => key === directKey(member.externalId))
  const rooms = conversations.filter((conversation) => conversation !== direct)
  const tab = (to: string | null, label: Html | string, isOpen: boolean) =>
    html`<li><a href="${viewToAddress(withTab(view, member.externalId, to))}"${isOpen && html` aria-current="page"`}>${label}</a></li>`
  return html`${tab(null, html`Desk${member.toDecide > 0 && html` <span class="count">${member.toDecide}</span>`}`, current === (direct?.id ?? null))}
${tab('home', 'Home', current === 'home')}
${rooms.map(({ id, title }) => tab(id, html`<span dir="auto">${title}</span>`, current === id))}`
}

function renderSkins({ member, skin }: House, view: View): Html {
  return html`<p class="skins"><span class="unseen">Show as</span> ${SKINS.map(
    (each) =>
      html`<a href="${viewToAddress(withSkin(view, member.externalId, each))}"${each === skin && html` aria-current="true"`}>${SKIN_NAMES[each]}</a> `,
  )}</p>`
}

function renderTalkTab(house: House, town: TownNow, renderers: OtherRenderers): Html {
  if (house.open.kind === 'home') return html``
  const { member } = house
  const { messages, conversation } = house.open
  const scene: TalkScene = {
    ...eyesOf(house, town, renderers),
    member,
    post: { action: '/playground/act', hidden: hiddenOf(house, town.view) },
  }
  return html`<div class="talk"><div class="messages" id="talk-${member.externalId}" role="log" aria-label="Messages for ${member.name}" tabindex="0"><ol>
${messages.length === 0 ? renderNothingSaid(member.name) : renderMessages(messages, scene)}</ol></div>
${renderComposer(house, { view: town.view, isDirect: !conversation || conversation.key === directKey(member.externalId), title: conversation?.title })}</div>`
}

function renderNothingSaid(name: string): Html {
  return html`<li class="empty"><p><strong>Nothing here yet.</strong></p><p>What the desk has for ${firstNameOf(name)} appears here. To say something yourself, type <kbd>/</kbd> below.</p></li>`
}

function renderComposer(house: House, where: { view: View; isDirect: boolean; title: string | undefined }): Html {
  const { externalId, name } = house.member
  const id = `say-${externalId}`
  const hint = where.isDirect ? 'Type / to see what the desk can do' : `Write to ${where.title ?? 'the room'}`
  return html`<form class="composer" method="post" action="/playground/say" data-complete="/playground/complete?person=${encodeURIComponent(externalId)}">${renderHidden(hiddenOf(house, where.view))}
<label class="unseen" for="${id}">Say something as ${name}</label>
<input type="text" id="${id}" name="text" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="${id}-list" autocomplete="off" maxlength="4000" enterkeyhint="send" dir="auto" placeholder="${hint}">
<ul id="${id}-list" class="listbox" role="listbox" aria-label="What can be said" hidden></ul><button class="button is-quiet">Send</button></form>`
}

function renderHomeTab(house: House, town: TownNow, renderers: OtherRenderers): Html {
  if (house.open.kind !== 'home') return html``
  const { externalId, name } = house.member
  const id = `home-${externalId}`
  const post = { action: '/playground/act', form: `${id}-post`, hidden: hiddenOf(house, town.view) }
  return html`<div class="talk is-home" id="talk-${externalId}" tabindex="0" role="group" aria-label="Home of ${name}">${
    house.open.home
      ? renderHomeAs(house.open.home, eyesOf(house, town, renderers), { id, post })
      : html`<p class="note is-failed">The home could not be put together just now. Nothing is lost; please try again in a moment.</p>`
  }</div>`
}

/** What every form of a house carries: who acts, where they are, and which view to come back to. */
function hiddenOf({ member, open }: House, view: View): Record<string, string> {
  const room = open.kind === 'talk' ? open.conversation?.id : undefined
  return {
    _person: member.externalId,
    _back: viewToQuery({ ...view, at: member.externalId }),
    ...(room && { _room: room }),
  }
}

function eyesOf({ member, skin }: House, { now, cast }: TownNow, renderers: OtherRenderers): Eyes {
  const { timeZone, locale, memberId } = member
  return {
    skin,
    renderers,
    reader: { timeZone, locale, memberId, now },
    names: new Map(cast.map(({ externalId, name }) => [externalId, name])),
    mentions: new Map(cast.map((each) => [each.memberId, each.externalId])),
  }
}
