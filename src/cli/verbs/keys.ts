import { auditOperator } from '../../app/audit.ts'
import { findGroup, findPartner } from '../../domains/partners/api.ts'
import type { WorkspaceId } from '../../kit/brand.ts'
import type { ApiScope } from '../../kit/ctx.ts'
import { addDays } from '../../kit/working-time.ts'
import type { Desk } from '../../main.ts'
import { newKey } from '../../surfaces/rest/keys.ts'
import { createKey, type ListedKey, listKeys, revokeKey } from '../../surfaces/rest/store.ts'
import { type DeskVerb, UsageError } from '../verb.ts'
import { workspaceFor, workspaceOption } from '../workspace.ts'

export const createKeyVerb: DeskVerb = {
  name: 'keys create',
  usage: 'keys create --scope admin|group:ID|partner:ID',
  summary: 'make a key for the REST API, and print it once',
  needs: 'desk',
  options: {
    ...workspaceOption,
    scope: { type: 'string', describe: 'what it opens: admin, group:ID or partner:ID' },
    name: { type: 'string', describe: 'what it is for, so that you know it later' },
    days: { type: 'string', describe: 'after how many days it ends; without it, it does not' },
  },
  async run(call, desk) {
    const workspaceId = await workspaceFor(call, desk)
    const scope = await scopeOf(call.options.scope, desk, workspaceId)
    const now = desk.clock.now()
    const { key, hash, prefix } = newKey()
    const { name = scopeWord(scope) } = call.options
    const expiresAt = daysFrom(call.options.days, now)
    const wanted = { id: desk.ports.ids.next(), hash, prefix, name: String(name), scope, expiresAt, now }
    await createKey(desk.ports.database.reader, workspaceId, wanted)
    const said = `made a key that opens ${scopeWord(scope)}, ${prefix}`
    await auditOperator(desk.ports, workspaceId, { kind: 'desk.key_made', said })
    // In one piece: whoever keeps only the first line, the key, closes the pipe behind it.
    call.print(`${key}\nKeep it safe: it is not stored here and cannot be shown again. Scope: ${scopeWord(scope)}.`)
    return 0
  },
}

export const listKeysVerb: DeskVerb = {
  name: 'keys list',
  usage: 'keys list',
  summary: 'list the keys of the REST API',
  needs: 'desk',
  options: workspaceOption,
  async run(call, desk) {
    const keys = await listKeys(desk.ports.database.reader, await workspaceFor(call, desk))
    if (keys.length === 0) call.print('There are no keys. Make one: introdesk keys create --scope admin')
    for (const key of keys) call.print(lineOf(key, desk.clock.now()))
    return 0
  },
}

export const revokeKeyVerb: DeskVerb = {
  name: 'keys revoke',
  usage: 'keys revoke KEY',
  summary: 'take a key away, by its id or its first characters',
  needs: 'desk',
  options: workspaceOption,
  async run(call, desk) {
    const [ref] = call.words
    if (!ref) throw new UsageError('Name the key: its id or its first characters, as "introdesk keys list" shows them.')
    const workspaceId = await workspaceFor(call, desk)
    const count = await revokeKey(desk.ports.database.reader, workspaceId, ref, desk.clock.now())
    if (count === 0) throw new UsageError(`No key that is in use is called "${ref}". See: introdesk keys list`)
    await auditOperator(desk.ports, workspaceId, { kind: 'desk.key_revoked', said: 'took a key away' })
    call.print('Revoked. Calls with it are refused from now on.')
    return 0
  },
}

async function scopeOf(said: unknown, desk: Desk, workspaceId: WorkspaceId): Promise<ApiScope> {
  const { reader } = desk.ports.database
  const [, kind, id = ''] = /^(admin|group|partner)(?::(.+))?$/.exec(String(said ?? '')) ?? []
  if (kind === 'admin' && !id) return { kind }
  if (kind === 'group' && (await findGroup(reader, workspaceId, id))) return { kind, groupId: id }
  if (kind === 'partner' && (await findPartner(reader, workspaceId, id))) return { kind, partnerId: id }
  if ((kind === 'group' || kind === 'partner') && id)
    throw new UsageError(`There is no ${kind} with the id "${id}" here.`)
  throw new UsageError('Say what the key opens: --scope admin, --scope group:ID or --scope partner:ID')
}

function daysFrom(said: unknown, now: Date): Date | null {
  if (said === undefined) return null
  const days = Number(said)
  if (Number.isInteger(days) && days > 0) return addDays(now, days)
  throw new UsageError(`--days wants a number of days, such as 90; "${said}" is none.`)
}

function scopeWord(scope: ApiScope): string {
  switch (scope.kind) {
    case 'admin':
      return 'admin'
    case 'group':
      return `group:${scope.groupId}`
    case 'partner':
      return `partner:${scope.partnerId}`
  }
}

function lineOf({ id, prefix, name, scope, lastUsedAt, revokedAt, expiresAt }: ListedKey, now: Date): string {
  const ended = revokedAt ? 'revoked' : expiresAt && expiresAt <= now ? 'expired' : 'in use'
  const used = lastUsedAt ? `last used ${lastUsedAt.toISOString().slice(0, 16)}` : 'never used'
  return `${prefix}…  ${ended}  ${scopeWord(scope)}  ${name}  ${used}  ${id}`
}
