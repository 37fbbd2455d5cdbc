import { type App, createApp } from '../../src/app/app.ts'
import { createFeed } from '../../src/app/feed.ts'
import type { Ports } from '../../src/app/ports.ts'
import { createRegistry } from '../../src/app/registry.ts'
import { connect } from '../../src/app/tenancy.ts'
import { type MovableClock, movableClock } from '../../src/app/travel.ts'
import { createDirectory } from '../../src/domains/people/api.ts'
import { people } from '../../src/domains/people/index.ts'
import { linkSigner } from '../../src/infra/crypto/link-signer.ts'
import { sealWith } from '../../src/infra/crypto/seal.ts'
import type { Database } from '../../src/infra/db/database.ts'
import { outgoingPort } from '../../src/infra/http/outgoing.ts'
import { uuidIds } from '../../src/infra/ids/uuid-ids.ts'
import { resvgPictures } from '../../src/infra/images/resvg-pictures.ts'
import { pgBossEngine } from '../../src/infra/jobs/pg-boss-engine.ts'
import { noModel } from '../../src/infra/llm/no-model.ts'
import type { WorkspaceId } from '../../src/kit/brand.ts'
import type { Said } from '../../src/kit/interaction.ts'
import { noMetrics } from '../../src/kit/metrics.ts'
import type { ModelPort } from '../../src/kit/model.ts'
import type { Role, SurfaceName } from '../../src/kit/person.ts'
import type { Reply } from '../../src/kit/reply.ts'
import type { Card } from '../../src/kit/ui/card.ts'
import type { RawFields } from '../../src/kit/ui/form.ts'
import { toPlainText } from '../../src/kit/ui/text.ts'
import { kitDatabase } from '../../src/main.ts'
import { type CollectingLog, collectingLog } from '../helpers/log.ts'
import { type RecordingSurface, recordingSurface } from './recording-surface.ts'
import { notesDomain, type Script } from './test-domain.ts'

/** A Tuesday morning at which everybody in Europe is awake. */
export const TUESDAY = new Date('2026-11-24T09:20:00Z')

/** The runtime over a real database and the real job engine, with a domain and platforms that do what a test says. */
export interface TestDesk {
  readonly app: App
  readonly ports: Ports
  readonly database: Database
  readonly log: CollectingLog
  readonly clock: MovableClock
  /** Emptied before each test by `fresh`. */
  readonly script: Script
  surface(name: SurfaceName): RecordingSurface
  /** Forgets what the last test said, set and saw; returns a new community for the next. */
  fresh(): Promise<Place>
  settles(): Promise<void>
  /** As if so much machine time had passed: what waits for its next try is due. */
  waits(ms: number): Promise<void>
  /** The next minute tick. */
  ticks(): Promise<void>
  close(): Promise<void>
}

/** One community, connected to every platform under the same name. */
export interface Place {
  readonly workspaceId: WorkspaceId
  readonly installation: string
  person(externalId: string, where?: SurfaceName): TestPerson
}

export interface TestPerson {
  readonly externalId: string
  does(said: Said, act?: { readonly id?: string; readonly origin?: string }): Promise<Reply>
  says(words: string, act?: { readonly id?: string }): Promise<Reply>
  clicks(token: string, act?: { readonly id?: string; readonly origin?: string }): Promise<Reply>
  submits(token: string, fields: RawFields, act?: { readonly id?: string }): Promise<Reply>
  /** Known from now on, as after a first message. */
  arrives(roles?: readonly Role[]): Promise<string>
  /** The cards in their direct messages here, as they are now. */
  cards(): readonly (Card | undefined)[]
}

export interface TestDeskOptions {
  readonly model?: ModelPort
  /** `none`: jobs are only enqueued. `later`: the test starts it, when its platforms are as they should be. */
  readonly worker?: 'started' | 'none' | 'later'
}

const SURFACE_NAMES = ['slack', 'discord', 'web', 'mail'] as const

export async function openTestDesk(database: Database, options: TestDeskOptions = {}): Promise<TestDesk> {
  const script: Script = {}
  const log = collectingLog()
  const clock = movableClock({ now: () => TUESDAY })
  const surfaces = new Map<SurfaceName, RecordingSurface>()
  const ports: Ports = {
    registry: createRegistry([people, notesDomain(script)]),
    database: kitDatabase(database),
    engine: pgBossEngine({ database, log }),
    directory: createDirectory(uuidIds),
    model: options.model ?? noModel,
    clock,
    ids: uuidIds,
    log,
    metrics: noMetrics,
    feed: createFeed(),
    outgoing: outgoingPort(),
    pictures: resvgPictures(),
    links: linkSigner('a secret that only this test knows, at least'),
    seal: sealWith(`test:${Buffer.alloc(32, 1).toString('base64')}`),
    publicUrl: () => 'https://desk.example',
    keepers: [],
    keepRemovedDays: 30,
    surfaces: new Map(),
  }
  const app = createApp(ports)
  const addSurfaces = () => {
    for (const name of SURFACE_NAMES) {
      const surface = recordingSurface(name)
      surfaces.set(name, surface)
      app.addSurface(surface)
    }
  }
  addSurfaces()
  const { worker = 'started' } = options
  if (worker === 'none') await app.startWithoutWorker()
  if (worker === 'started') await app.startWorker()
  await ports.engine.settled()
  const desk: TestDesk = {
    app,
    ports,
    database,
    log,
    clock,
    script,
    surface(name) {
      const surface = surfaces.get(name)
      if (!surface) throw new Error(`There is no ${name} in this test.`)
      return surface
    },
    async fresh() {
      for (const step of Object.keys(script)) delete script[step as keyof Script]
      log.forget()
      clock.setAhead(0)
      ports.surfaces.clear()
      addSurfaces()
      return newPlace(desk)
    },
    settles: () => ports.engine.settled(),
    async waits(ms) {
      clock.setAhead(clock.aheadMs() + ms)
      await database.pool.query("update pgboss.job set start_after = now() where state in ('created', 'retry')")
      await ports.engine.settled()
    },
    async ticks() {
      // A slot of its own, because one that was swept is swept no more; what is due is found by the desk's clock.
      await app.tick(new Date(TUESDAY.getTime() + ++slots * 60_000))
      await ports.engine.settled()
    },
    async close() {
      await app.stopWorker(2000)
      await database.close()
    },
  }
  return desk
}

let places = 0
let slots = 0
let acts = 0

async function newPlace(desk: TestDesk): Promise<Place> {
  const installation = `T${++places}-${process.pid}`
  const name = `Community ${places}`
  const workspaceId = await connect(
    desk.ports,
    { surface: 'slack', externalId: installation, name, timeZone: 'Europe/Berlin' },
    { joins: false },
  )
  for (const surface of ['discord', 'web'] as const) {
    const id = uuidIds.next()
    await desk.database.prisma.installation.create({ data: { id, workspaceId, surface, externalId: installation } })
  }
  return placeAt(desk, { workspaceId, installation })
}

/** A community that is there already. */
export function placeAt(desk: TestDesk, known: Pick<Place, 'workspaceId' | 'installation'>): Place {
  return { ...known, person: (externalId, where = 'slack') => personIn(desk, { ...known, externalId, where }) }
}

interface Account {
  readonly workspaceId: WorkspaceId
  readonly installation: string
  readonly externalId: string
  readonly where: SurfaceName
}

function personIn(desk: TestDesk, { workspaceId, installation, externalId, where }: Account): TestPerson {
  const does: TestPerson['does'] = (said, act = {}) =>
    desk.app.dispatch({
      id: act.id ?? `act-${++acts}`,
      surface: where,
      installation,
      actor: { externalId },
      ...(act.origin && { origin: act.origin }),
      ...said,
    })
  return {
    externalId,
    does,
    says: (words, act) => does({ kind: 'command', command: 'note', words }, act),
    clicks: (token, act) => does({ kind: 'action', token }, act),
    submits: (token, fields, act) => does({ kind: 'submit', token, fields }, act),
    async arrives(roles) {
      await does({ kind: 'command', command: 'note', words: 'look' })
      const { memberId } = await desk.database.prisma.identity.findFirstOrThrow({
        where: { workspaceId, surface: where, externalId },
      })
      if (roles) await desk.database.prisma.member.update({ where: { id: memberId }, data: { roles: [...roles] } })
      return memberId
    },
    cards: () =>
      desk
        .surface(where)
        .to(externalId)
        // A card of the test before may arrive in this one.
        .filter((message) => message.installation === installation)
        .map(({ cards }) => cards.at(-1)),
  }
}

/** What a reply that is no card says. */
export function wordsOf(reply: Reply): string {
  return 'text' in reply ? toPlainText(reply.text) : ''
}
