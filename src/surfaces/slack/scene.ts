import type { types } from '@slack/bolt'
import type { App } from '../../app/app.ts'
import { peopleIn } from '../../app/destination.ts'
import type { Ports } from '../../app/ports.ts'
import type { Interaction, Said } from '../../kit/interaction.ts'
import type { ActorClaim } from '../../kit/person.ts'
import type { Reply } from '../../kit/reply.ts'
import type { Reader } from '../../kit/surface.ts'
import type { Door } from './door.ts'
import type { Profiles } from './profiles.ts'
import type { Seen } from './seen.ts'
import type { Grant } from './tokens.ts'

/** What every listener works with. */
export interface SlackDesk {
  readonly app: App
  readonly ports: Ports
  readonly profiles: Profiles
  /** Events that were acted upon, remembered for a day. */
  readonly events: Seen
  /** Where Slack's own servers take late answers: hooks.slack.com, or the test server beside the Web API. */
  isHook(url: string): boolean
  publishHome(installation: string, externalId: string): Promise<void>
}

/** One act of one person: where it happened, who did it, and the door through which it can be answered. */
export interface Scene {
  readonly desk: SlackDesk
  readonly door: Door
  readonly grant: Grant
  readonly claim: ActorClaim
  /** The platform's own id of this act. */
  readonly id: string
  readonly triggerId?: string | undefined
  readonly responseUrl?: string | undefined
  readonly origin?: string | undefined
  /** The channel where it was done; none for a direct message, Home or a modal that began there. */
  readonly channel?: string | undefined
}

/** Asks the desk, once it is sure that this request was not sent before. */
export async function askDesk(scene: Scene, said: Said | (() => Promise<Said>)): Promise<Reply> {
  const { desk, door, grant, id, origin, channel } = scene
  if (!(await door.isFresh)) return { kind: 'nothing' }
  const actor = await desk.profiles.complete(grant.client, { installation: grant.installation, claim: scene.claim })
  const place = { installation: grant.installation, ...(origin && { origin }), ...(channel && { channel }) }
  const base = { id, surface: 'slack' as const, actor, ...place }
  const interaction: Interaction = { ...base, ...(typeof said === 'function' ? await said() : said) }
  return desk.app.dispatch(interaction)
}

/** How the actor reads an answer: mentions of the people in it, times in their zone. */
export async function readerOf(scene: Scene, shown: unknown): Promise<Reader> {
  const { desk, grant, claim } = scene
  const { directory, database } = desk.ports
  const { timeZone = 'UTC', locale = 'en' } = await desk.profiles.complete(grant.client, {
    installation: grant.installation,
    claim,
  })
  const people = peopleIn(shown)
  const workspace = people.length > 0 ? await directory.workspaceOf(database.reader, 'slack', grant.installation) : null
  if (!workspace) return { timeZone, locale, mentions: new Map() }
  const addresses = await directory.addresses(database.reader, workspace.id, people)
  const mentions = [...addresses].flatMap(([memberId, list]) => {
    const here = list.find(({ surface, installation }) => surface === 'slack' && installation === grant.installation)
    return here ? [[memberId, here.externalId] as const] : []
  })
  return { timeZone, locale, mentions: new Map(mentions) }
}

const RESPOND_TIMEOUT_MS = 8_000

/** A late answer. False where Slack does not take it any more: half an hour is over, or it was used five times. */
export async function respond({ desk, responseUrl }: Scene, message: object): Promise<boolean> {
  if (!responseUrl || !desk.isHook(responseUrl)) return false
  try {
    const response = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      redirect: 'error',
      signal: AbortSignal.timeout(RESPOND_TIMEOUT_MS),
    })
    return response.ok
  } catch (error) {
    desk.ports.log.warn({ error }, 'Slack took no late answer')
    return false
  }
}

/** Opens a modal with this act's trigger, on top of another one where there is one. Null where the trigger is used up. */
export async function openModal(scene: Scene, view: types.ModalView, how: 'open' | 'push'): Promise<string | null> {
  const { triggerId, grant, desk } = scene
  if (!triggerId) return null
  try {
    const opened = await grant.client.views[how]({ trigger_id: triggerId, view })
    return opened.view?.id ?? null
  } catch (error) {
    desk.ports.log.warn({ error, installation: grant.installation }, 'Slack opened no form')
    return null
  }
}

export async function changeModal({ grant }: Scene, viewId: string, view: types.ModalView): Promise<void> {
  await grant.client.views.update({ view_id: viewId, view })
}
