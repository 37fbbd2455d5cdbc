import type { Person, Role } from '../../kit/person.ts'
import { type ActionItem, actions, type Block, button, type Card, fields, list, pick, text } from '../../kit/ui/card.ts'
import { clip, LIMITS } from '../../kit/ui/limits.ts'
import { joinTexts, person, type Text, t, time } from '../../kit/ui/text.ts'
import { contracts, GIVEN_ROLES, STRENGTHS } from './contracts.ts'
import { accountContracts } from './contracts-account.ts'
import type { KeptAbout, KnownContact, PersonSummary, Settings } from './model.ts'
import { VISIBILITIES } from './model.ts'
import { relationshipStrength } from './rules.ts'
import * as say from './text.ts'

/** An answer in a sentence, with what can be done next. */
export function savedCard(title: string, saved: Text, ...next: readonly ActionItem[]): Card {
  return {
    title,
    status: { word: 'Saved', tone: 'good' },
    body: [text(saved), ...(next.length > 0 ? [actions(...next)] : [])],
  }
}

/** `known` is null for guests from another organization, who bring no contacts. */
export function homeCard(settings: Settings, known: number | null): Card {
  return {
    title: 'Your desk',
    body: [
      text(say.availability(settings)),
      ...(known === null ? [] : [text(known === 0 ? say.noContacts() : say.contactsCount(known))]),
      actions(
        known !== null && button('See my contacts', contracts.showContacts, {}),
        awayButton(settings),
        button('Notifications…', contracts.openNotify, {}),
        button('Privacy', contracts.showPrivacy, {}),
      ),
    ],
    footer: t`What waits for you, and all of your settings, are in the desk's home.`,
  }
}

export function awayCard(settings: Settings, said: Text): Card {
  const isAway = settings.awayUntil !== null || settings.pausedAt !== null
  return {
    title: isAway ? 'You are away' : 'You are here',
    status: isAway ? { word: 'Away', tone: 'quiet' } : { word: 'Here', tone: 'good' },
    body: [text(said), actions(awayButton(settings))],
  }
}

export const awayButton = (settings: Settings) =>
  settings.awayUntil || settings.pausedAt
    ? button("I'm back", contracts.comeBack, {})
    : button('Take a break…', contracts.openAway, {})

export function profileCard(summary: PersonSummary): Card {
  const { headline, organization, city, tags, bio } = summary
  return {
    title: clip(summary.name, LIMITS.cardTitle),
    body: [
      ...(headline ? [text(t`${headline}`)] : []),
      fields([
        organization !== undefined && { label: 'Organization', value: t`${organization}` },
        city !== undefined && { label: 'City', value: t`${city}` },
        tags.length > 0 && { label: 'Ask about', value: t`${clip(tags.join(', '), LIMITS.line)}` },
      ]),
      ...(bio ? [text(t`${bio}`, 'quote')] : []),
      actions(button('Edit profile…', contracts.openProfile, {})),
    ],
    footer: t`This is what people see whom you deal with through the desk.`,
  }
}

export interface PrivacyView extends KeptAbout {
  readonly settings: Settings
}

export function privacyCard({ settings, accounts, known, neverAsk, blocked }: PrivacyView): Card {
  return {
    title: 'Your privacy',
    body: [
      text(say.keptAboutYou({ accounts, known })),
      text(say.whoMayUse(settings.edgeVisibility)),
      text(say.availability(settings)),
      ...(neverAsk > 0 ? [text(say.neverAskCount(neverAsk))] : []),
      text(say.blockedCount(blocked.total, blocked.last.length)),
      ...(blocked.last.length > 0 ? [blockedList(blocked.last)] : []),
      actions(
        button('Change…', contracts.openPrivacy, {}),
        button('Block somebody…', contracts.openBlock, {}),
        known > 0 && button('See my contacts', contracts.showContacts, {}),
        button('Download my data', accountContracts.exportMine, {}),
        button('Delete my data', accountContracts.showDelete, {}),
      ),
    ],
  }
}

function blockedList(blocked: KeptAbout['blocked']['last']): Block {
  return list(
    blocked.map(({ id, name }) => ({
      title: clip(name, ITEM_TITLE),
      actions: [button('Unblock', contracts.unblock, { memberId: id })],
    })),
  )
}

export interface ContactsView {
  readonly total: number
  readonly offset: number
  readonly shown: readonly KnownContact[]
}

export function contactsCard({ total, offset, shown }: ContactsView): Card {
  const end = offset + shown.length
  return {
    title: 'People you know',
    body: [
      text(total === 0 ? say.noContacts() : say.contactsCount(total)),
      ...(shown.length > 0 ? [list(shown.map(contactItem))] : []),
      actions(
        end < total && button('Show more', contracts.pageContacts, { offset: end }),
        offset > 0 &&
          button('Show earlier', contracts.pageContacts, { offset: Math.max(0, offset - LIMITS.listItems) }),
        button('Add a contact…', contracts.nameContact, {}),
      ),
    ],
    ...(shown.length < total && { footer: say.contactRange(offset + 1, end, total) }),
  }
}

/** Ten of them stay within the 4,000 characters that Discord gives a whole message. */
const ITEM_TITLE = 80
const ITEM_TEXT = 160

function contactItem({ contact, relationship }: KnownContact) {
  const about = say.aboutContact(contact)
  const known =
    relationship.declared === null ? null : STRENGTHS.find((value) => Number(value) >= (relationship.declared ?? 0))
  return {
    title: clip(contact.name, ITEM_TITLE),
    ...(about && { text: t`${clip(about, ITEM_TEXT)}` }),
    ...(known && { status: { word: say.STRENGTH_WORDS[known].label, tone: 'quiet' as const } }),
    actions: [button('Open', contracts.openContact, { contactId: contact.id })],
  }
}

/** A contact as the one who knows them sees it; nobody else is ever shown this card. */
export function contactCard(known: KnownContact, now: Date): Card {
  const { contact, relationship } = known
  const strength = Math.round(relationshipStrength(relationship, now) * 100)
  const about = say.aboutContact(contact)
  const { lastInteractionAt, interactions, visibility, notes } = relationship
  return {
    title: clip(contact.name, LIMITS.cardTitle),
    ...(relationship.neverAsk && { status: { word: 'Never ask me', tone: 'quiet' } }),
    body: [
      ...(about ? [text(t`${clip(about, LIMITS.shownParagraph)}`)] : []),
      fields([
        contact.emails[0] !== undefined && { label: 'E-mail', value: t`${contact.emails[0]}` },
        contact.phones[0] !== undefined && { label: 'Phone', value: t`${contact.phones[0]}` },
        { label: 'Strength', value: t`${strength} of 100` },
        { label: 'In touch', value: t`${say.counted(interactions, 'time')}` },
        lastInteractionAt !== null && { label: 'Last', value: t`${time(lastInteractionAt, 'date')}` },
        { label: 'Who may use it', value: t`${say.VISIBILITY_WORDS[visibility].label}` },
      ]),
      ...(notes ? [text(t`${notes}`, 'quote')] : []),
      text(t`How well do you know them?`, 'small'),
      strengthButtons(known),
      actions(
        pick('Who may use it', contracts.chooseVisibility, { contactId: contact.id }, visibilityOptions()),
        askingButton(known),
        button('Edit notes…', contracts.openNotes, { contactId: contact.id }),
        forgetButton(known),
      ),
    ],
    footer: t`Only you see this.`,
  }
}

const visibilityOptions = () => VISIBILITIES.map((value) => ({ ...say.VISIBILITY_WORDS[value], value }))

function strengthButtons({ contact, relationship }: KnownContact): Block {
  return actions(
    ...STRENGTHS.map((strength) =>
      button(
        say.STRENGTH_WORDS[strength].label,
        contracts.declareStrength,
        { contactId: contact.id, strength },
        { style: relationship.declared === Number(strength) ? 'primary' : 'plain' },
      ),
    ),
  )
}

const askingButton = ({ contact, relationship }: KnownContact) =>
  relationship.neverAsk
    ? button('Ask me about them again', contracts.chooseAsking, { contactId: contact.id, ask: 'again' })
    : button('Never ask me about them', contracts.chooseAsking, { contactId: contact.id, ask: 'never' })

const forgetButton = ({ contact }: KnownContact) =>
  button(
    'Remove',
    contracts.forgetContact,
    { contactId: contact.id },
    {
      style: 'danger',
      confirm: {
        title: 'Remove this contact?',
        text: 'How well you know them and your notes are deleted for good.',
        yes: 'Remove',
        no: 'Keep',
      },
    },
  )

export function forgottenCard(erased: boolean): Card {
  return {
    title: 'Removed',
    body: [text(say.contactForgotten(erased)), actions(button('See my contacts', contracts.showContacts, {}))],
  }
}

export interface RoleChanged {
  readonly said: Text
  readonly undo: {
    readonly change: 'give' | 'take'
    readonly memberId: string
    readonly role: (typeof GIVEN_ROLES)[number]
  }
}

export function rolesCard(holders: readonly Person[], changed?: RoleChanged): Card {
  return {
    title: 'Who looks after the desk',
    ...(changed && { status: { word: 'Saved', tone: 'good' } }),
    body: [
      ...(changed ? [text(changed.said)] : []),
      fields(GIVEN_ROLES.map((role) => ({ label: say.ROLE_TITLES[role], value: holdersLine(holders, role) }))),
      actions(
        button('Give a role…', contracts.openRole, { change: 'give' }),
        button('Take a role away…', contracts.openRole, { change: 'take' }),
        changed !== undefined && button('Undo', contracts.undoRole, changed.undo),
      ),
    ],
  }
}

/** Enough names for a desk that people run; a list of hundreds tells nothing. */
const NAMED_HOLDERS = 12

function holdersLine(holders: readonly Person[], role: Role): Text {
  const having = holders.filter(({ roles }) => roles.includes(role))
  if (having.length === 0) return t`nobody yet`
  const named = having.slice(0, NAMED_HOLDERS).map(({ id, name }) => t`${person(id, clip(name, 60))}`)
  const rest = having.length - named.length
  return joinTexts(rest > 0 ? [...named, t`${rest} more`] : named, ', ')
}

export function roleGivenCard(role: Role, by: Person | null): Card {
  return {
    title: `You are ${say.roleWord(role)}`,
    body: [text(say.roleGiven(by, role)), text(say.roleMeaning(role))],
  }
}
