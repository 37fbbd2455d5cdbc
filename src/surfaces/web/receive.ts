import { Hono } from 'hono'
import type { Said } from '../../kit/interaction.ts'
import { type Act, keepAnswer, notUnderstood, type ShownForm, say } from './answer.ts'
import { commandsOf, resolveOptions, search, type Typist } from './complete.ts'
import type { CastMember } from './desk.ts'
import { claimOf } from './look-around.ts'
import type { Playground } from './playground.ts'
import { readPost, type SaidByBrowser, splitSearches } from './said-by-browser.ts'
import { parseSaid } from './say.ts'
import { conversationById, formById } from './store.ts'

/** What a press, a form or a typed line leads to: nothing more to show, or a form. */
export interface Outcome {
  readonly member: CastMember
  readonly said: SaidByBrowser
  readonly form: ShownForm | null
}

/** Every route by which a person of the town says something to the desk. Whoever has no scripts comes back to the page. */
export function sayingRoutes(playground: Playground): Hono {
  const routes = new Hono()
  const on = (path: string, handle: (playground: Playground, person: Saying) => Promise<ShownForm | null>) =>
    routes.post(path, async (c) => {
      const said = readPost(new URLSearchParams(await c.req.text()))
      const member = await memberIn(playground, said)
      if (!member) return c.text('This person does not live in the town any more. Please reload the page.', 404)
      const act = await actOf(playground, { said, member })
      const form = await handle(playground, { said, member, act })
      return playground.show(c, { said, member, form })
    })
  on('/act', press)
  on('/submit', submit)
  on('/say', speak)
  on('/begin', begin)
  return routes
}

interface Saying {
  readonly said: SaidByBrowser
  readonly member: CastMember
  readonly act: Act
}

async function press(playground: Playground, { said, member, act }: Saying): Promise<ShownForm | null> {
  const { _token: token, _pick: pick } = said
  if (!token) return null
  return tell(playground, { said, member, act }, { kind: 'action', token, ...(pick !== undefined && { pick }) })
}

async function submit(playground: Playground, { said, member, act }: Saying): Promise<ShownForm | null> {
  const { _token: token, _id: formId } = said
  if (!token || !formId) return null
  const { chosen, words } = splitSearches(said.fields)
  const fields = { ...chosen, ...(await findByWords(playground, { member, formId, chosen, words })) }
  const typed = { ...fields, ...Object.fromEntries([...words].map(([name, text]) => [`${name}.words`, text])) }
  return tell(
    playground,
    { said, member, act: { ...act, submitted: { formId, typed } } },
    { kind: 'submit', token, fields },
  )
}

async function speak(playground: Playground, { said, member, act }: Saying): Promise<ShownForm | null> {
  const text = typeof said.fields.text === 'string' ? said.fields.text : ''
  if (text.trim() === '') return null
  const { post, desk } = playground
  const meant = parseSaid(text, commandsOf(desk))
  const isTalkInRoom = meant.kind === 'talk' && act.room !== null && !(await isDirect(playground, act.room))
  await say({ kind: 'said', text }, act, { post, isPrivate: !isTalkInRoom, isTyped: true })
  if (meant.kind === 'talk') {
    const isHeard = (!isTalkInRoom || MENTION.test(text)) && (await offerHelp(playground, { said, member, act }, text))
    if (!isTalkInRoom && !isHeard)
      await say({ kind: 'note', tone: 'info', text: notUnderstood }, act, { post, isPrivate: true })
    return null
  }
  const { command, verb, contract, words } = meant
  const options = contract ? await resolveOptions(meant.options, contract, typistFor(playground, member)) : {}
  return tell(
    playground,
    { said, member, act },
    { kind: 'command', command, words, options, ...(verb !== null && { verb }) },
  )
}

/** How the desk is mentioned in a room. */
const MENTION = /(?:^|\s)@(?:desk|introdesk)\b/i

/** Whether a need was heard in what was said: then its speaker has a quiet card with a button, and nothing else has happened. */
async function offerHelp({ desk, post }: Playground, { member, act }: Saying, words: string): Promise<boolean> {
  const { installation } = act
  const actor = claimOf(member)
  const reply = await desk.dispatch({
    id: post.ids.next(),
    surface: 'web',
    installation,
    actor,
    kind: 'heard',
    words: words.replace(MENTION, ' '),
  })
  if (reply.kind === 'card') await keepAnswer(reply, act, post)
  return reply.kind === 'card'
}

/** A newcomer's one press: the demo town is there, and its first person opens the form. */
async function begin(playground: Playground, { said, member, act }: Saying): Promise<ShownForm | null> {
  const { command, verb } = playground.opening
  return tell(playground, { said, member, act }, { kind: 'command', command, verb, options: {} })
}

async function tell(playground: Playground, { said, member, act }: Saying, what: Said): Promise<ShownForm | null> {
  const { desk, post } = playground
  const isShared = act.room !== null && !(await isDirect(playground, act.room))
  const reply = await desk.dispatch({
    id: said._id ?? post.ids.next(),
    surface: 'web',
    installation: act.installation,
    actor: claimOf(member),
    ...(act.origin && { origin: act.origin }),
    ...(isShared && act.room && { channel: act.room }),
    ...what,
  })
  return keepAnswer(reply, act, post)
}

async function memberIn({ desk, post }: Playground, { _person }: SaidByBrowser): Promise<CastMember | null> {
  const find = async () => (await desk.town.cast()).find(({ externalId }) => externalId === _person) ?? null
  const found = await find()
  if (found || _person !== desk.town.hero.externalId || (await desk.town.isDemoLoaded())) return found
  await desk.town.loadDemo()
  post.changed()
  return find()
}

async function actOf({ desk, post }: Playground, { said, member }: Pick<Saying, 'said' | 'member'>): Promise<Act> {
  const { installation } = desk.town
  const room = said._room ? await conversationById(post.db, installation, said._room) : null
  const isTheirs = room?.externalIds.includes(member.externalId) ?? false
  return {
    member,
    installation,
    room: room && isTheirs ? room.id : null,
    origin: said._origin ?? null,
    submitted: null,
  }
}

async function isDirect({ desk, post }: Playground, room: string): Promise<boolean> {
  const conversation = await conversationById(post.db, desk.town.installation, room)
  return conversation?.key.startsWith('direct:') ?? true
}

/** Where words were typed and nothing was chosen: the one option that is called exactly so, else the words themselves. */
async function findByWords(
  playground: Playground,
  {
    member,
    formId,
    chosen,
    words,
  }: { member: CastMember; formId: string; chosen: Record<string, unknown>; words: ReadonlyMap<string, string> },
): Promise<Record<string, string>> {
  const form = await formById(playground.post.db, formId)
  const found: Record<string, string> = {}
  for (const [name, text] of words) {
    const field = form?.fields.find((each) => each.name === name)
    if (chosen[name] !== undefined || field?.kind !== 'search') continue
    const options = await search(field.search, text, typistFor(playground, member))
    const same = options.find(({ label }) => label.toLocaleLowerCase() === text.trim().toLocaleLowerCase())
    found[name] = same?.value ?? text
  }
  return found
}

export function typistFor({ desk, post }: Playground, member: CastMember): Typist {
  return { desk, member, newId: () => post.ids.next() }
}
