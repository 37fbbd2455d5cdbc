import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { renewSecrets } from '../../src/app/secrets.ts'
import { connect } from '../../src/app/tenancy.ts'
import { doctorVerb } from '../../src/cli/verbs/doctor.ts'
import { insertEndpoint, secretOf } from '../../src/domains/webhooks/store.ts'
import type { Database } from '../../src/infra/db/database.ts'
import { type Desk, deskOver } from '../../src/main.ts'
import { sealedFor } from '../../src/surfaces/slack/installation-store.ts'
import { testDatabases } from '../helpers/database.ts'
import { type CollectingLog, collectingLog } from '../helpers/log.ts'
import { TUESDAY, townConfig } from '../helpers/tuesday.ts'

/** A new key is put in front of ENCRYPTION_KEYS: every secret that is stored comes under it, so that the old key can go. */

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`
const [OLD, NEW] = [key('old'), key('new')]

describe.each(testDatabases())('stored secrets on $name', ({ open }) => {
  let database: Database
  let log: CollectingLog

  beforeEach(async () => {
    // The doctor looks at the jobs as well, so a desk has run here before.
    database = await open('town')
    log = collectingLog()
  })
  afterEach(() => database.close())

  const deskWith = (keys: string): Promise<Desk> =>
    deskOver(database, townConfig({ ENCRYPTION_KEYS: keys }), { log, machine: { now: () => TUESDAY } })

  /** An installation of Slack and a webhook, with secrets under the desk's first key. */
  async function storeSecrets(desk: Desk): Promise<string> {
    const { ports } = desk
    const place = { surface: 'slack', externalId: 'T1', name: 'Harbour' } as const
    const workspaceId = await connect(ports, place, { joins: false })
    const seal = (secret: string, about: string) => ports.seal?.seal(secret, about) ?? ''
    const secrets = seal('xoxb-1', sealedFor('T1'))
    await database.prisma.installation.updateMany({ where: { externalId: 'T1' }, data: { secrets } })
    await insertEndpoint(ports.database.reader, workspaceId, {
      ...{ id: 'w1', url: 'https://crm.example/hook', events: [], createdAt: TUESDAY, disabledAt: null, failures: 0 },
      secret: seal('whsec_1', secretOf(workspaceId, 'w1')),
    })
    return workspaceId
  }

  const stored = async () => {
    const { secrets } = await database.prisma.installation.findFirstOrThrow({ where: { externalId: 'T1' } })
    const { secret } = await database.prisma.webhookEndpoint.findFirstOrThrow()
    return [secrets ?? '', secret] as const
  }
  const doctorSays = async (desk: Desk): Promise<string> => {
    const lines: string[] = []
    await doctorVerb.run({ words: [], options: {}, cwd: '.', print: (line) => void lines.push(line) }, desk)
    return lines.filter((line) => line.includes('Key ')).join()
  }

  test('come under the new first key, once; then the old one is not needed any more', async () => {
    const workspaceId = await storeSecrets(await deskWith(OLD))
    const both = await deskWith(`${NEW},${OLD}`)
    expect(await doctorSays(both)).toContain('Key old: 2 stored secrets need it')
    await renewSecrets(both.ports)
    expect(await doctorSays(both)).toContain('Key old: no stored secret needs it any more')
    const renewed = await stored()
    const { seal } = (await deskWith(NEW)).ports
    expect(seal?.open(renewed[0], sealedFor('T1'))).toBe('xoxb-1')
    expect(seal?.open(renewed[1], secretOf(workspaceId, 'w1'))).toBe('whsec_1')
    await renewSecrets(both.ports)
    expect(await stored()).toEqual(renewed)
  })

  test('that no key opens keep none of the others back, and are named', async () => {
    await storeSecrets(await deskWith(key('lost')))
    await database.prisma.webhookEndpoint.updateMany({
      data: { secret: (await deskWith(OLD)).ports.seal?.seal('whsec_1', 'webhook of another') ?? '' },
    })
    const desk = await deskWith(`${NEW},${OLD}`)
    await renewSecrets(desk.ports)
    expect(log.messages('warn').filter((said) => said.includes('could not be sealed anew'))).toHaveLength(2)
    expect(await doctorSays(desk)).toContain('Key lost: 1 stored secret needs it, and ENCRYPTION_KEYS does not name it')
  })

  test('that were renewed by somebody else meanwhile are left as they are', async () => {
    await storeSecrets(await deskWith(OLD))
    const [one, other] = [await deskWith(`${NEW},${OLD}`), await deskWith(`${NEW},${OLD}`)]
    await Promise.all([renewSecrets(one.ports), renewSecrets(other.ports)])
    expect((await stored()).map((sealed) => one.ports.seal?.keyOf(sealed))).toEqual(['new', 'new'])
  })
})
