import type { types } from '@slack/bolt'
import type { App } from '../../app/app.ts'
import { peopleIn } from '../../app/destination.ts'
import type { Ports } from '../../app/ports.ts'
import type { Interaction, Said } from '../../kit/interaction.ts'
import type { ActorClaim } from '../../kit/person.ts'
import type { Reply } from '../../kit/reply.ts'
import type { Reader } from '../../kit/surface.ts'
import type { Door } from './door.ts'
import { type NativeBlocks, type NativeType, nativeTypesIn } from './native.ts'
import type { Profiles } from './profiles.ts'
import type { Seen } from './seen.ts'
import type { Grant } from './tokens.ts'
import { withoutAlerts } from './views.ts'
import { platformError } from './web-api.ts'

/** What every listener works with. */
export interface SlackDesk {
  readonly app: App
  readonly ports: Ports
  readonly profiles: Profiles
  /** Events that were acted upon, remembered for a day. */
  readonly events: Seen
  /** Where Slack's own servers take late answers: hooks.slack.com, or the test server beside the Web API. */
  isHook(url: string): boolean
  /** Whether a refusal of newer blocks would be heard there, and the answer surely would be. */
  canProbe(url: string | undefined): boolean
  readonly native: NativeBlocks
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
  const actor = await desk.profiles.complete(grant, scene.claim)
  const place = { installation: grant.installation, ...(origin && { origin }), ...(channel && { channel }) }
  const base = { id, surface: 'slack' as const, actor, ...place }
  const interaction: Interaction = { ...base, ...(typeof said === 'function' ? await said() : said) }
  return desk.app.dispatch(interaction)
}

/** How the actor reads an answer. */
export function readerOf({ desk, grant, claim }: Scene, shown: unknown): Promise<Reader> {
  return readerFor(desk, grant, { claim, shown })
}

/** How somebody reads what is shown: mentions of the people in it, times in their zone. */
export async function readerFor(
  { ports, profiles }: Pick<SlackDesk, 'ports' | 'profiles'>,
  grant: Grant,
  { claim, shown }: { readonly claim: ActorClaim; readonly shown: unknown },
): Promise<Reader> {
  const { directory, database } = ports
  const { timeZone = 'UTC', locale = 'en' } = await profiles.complete(grant, claim)
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

/** A modal that stands; its id is missing where Slack's answer was lost on the way. */
export interface OpenModal {
  readonly id?: string | undefined
}

/** Opens a modal with this act's trigger, on top of another one where there is one. Null where the trigger is used up. */
export async function openModal(scene: Scene, view: types.ModalView, how: 'open' | 'push'): Promise<OpenModal | null> {
  const { triggerId, grant, desk } = scene
  if (!triggerId) return null
  const open = () =>
    sendView(scene, view, async (drawn) => {
      const opened = await grant.quick.views[how]({ trigger_id: triggerId, view: drawn })
      return { id: opened.view?.id }
    })
  const openAgain = (error: unknown) => {
    if (platformError(error)) throw error
    return open().catch((again: unknown) => {
      // Then the first try did open it, and only its answer was lost.
      if (platformError(again) === 'exchanged_trigger_id') return {}
      throw again
    })
  }
  try {
    return await open().catch(openAgain)
  } catch (error) {
    desk.ports.log.warn({ error, installation: grant.installation }, 'Slack opened no form')
    return null
  }
}

export async function changeModal(scene: Scene, viewId: string, view: types.ModalView): Promise<void> {
  try {
    await sendView(scene, view, (drawn) => scene.grant.client.views.update({ view_id: viewId, view: drawn }))
  } catch (error) {
    // Whoever closed it does not wait for it any more.
    if (platformError(error) !== 'not_found') throw error
    scene.desk.ports.log.info({ installation: scene.grant.installation }, 'A modal was closed before its answer came')
  }
}

/** The view as it may go where no refusal would be heard: in the answer to a form. */
export function viewForAnswer({ desk, grant }: Scene, view: types.ModalView): types.ModalView {
  return desk.native.isProven(grant.installation, nativeTypesIn(view.blocks)) ? view : withoutAlerts(view)
}

function sendView<T>(
  { desk, grant }: Scene,
  view: types.ModalView,
  send: (drawn: types.ModalView) => Promise<T>,
): Promise<T> {
  const draw = (without: ReadonlySet<NativeType>) => (without.has('alert') ? withoutAlerts(view) : view)
  return desk.native.send(grant.installation, draw, send)
}
