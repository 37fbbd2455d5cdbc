import { describe, expect, test } from 'vitest'
import { createRegistry } from '../../../src/app/registry.ts'
import { domains } from '../../../src/domains/index.ts'
import { command } from '../../../src/kit/contracts.ts'
import type { Domain } from '../../../src/kit/domain.ts'
import { nothing } from '../../../src/kit/schema.ts'
import { discordCommands, menuContract } from '../../../src/surfaces/discord/commands.ts'
import { LOCALISED } from '../../../src/surfaces/discord/localisations.ts'
import { permissionCard } from '../../../src/surfaces/discord/permission-card.ts'
import { inviteLink, missingPermissions, NEEDED_BITS } from '../../../src/surfaces/discord/permissions.ts'
import { differences } from '../../../src/surfaces/discord/register.ts'
import { apiDescription } from '../../helpers/discord/description.ts'
import { commandProblems } from '../../helpers/discord/rules.ts'

const registry = createRegistry(domains)
const commands = discordCommands(registry)

describe('surfaces.discord.commands', () => {
  test('fit Discord’s description of itself and the rules that it leaves out', () => {
    expect(commands.flatMap(commandProblems)).toEqual([])
    for (const one of commands)
      expect(apiDescription()?.schemaProblems('ApplicationCommandUpdateRequest', one) ?? []).toEqual([])
  })

  test('are the noun with its verbs, help among them', () => {
    const intro = commands.find(({ name }) => name === 'intro')
    expect(intro?.options?.map(({ name }) => name)).toEqual(expect.arrayContaining(['ask', 'mine', 'inbox', 'help']))
    const ask = intro?.options?.find(({ name }) => name === 'ask')
    expect(ask?.options?.find(({ name }) => name === 'who')).toMatchObject({ autocomplete: true })
  })

  test('show administrators’ verbs to those who manage the server, and one’s own wherever one is', () => {
    expect(commands.find(({ name }) => name === 'desk')).toMatchObject({
      default_member_permissions: 32,
      contexts: [0],
      integration_types: [0],
    })
    expect(commands.find(({ name }) => name === 'me')).toMatchObject({ contexts: [0, 1, 2], integration_types: [0, 1] })
  })

  test('describe themselves in other languages, and nothing that is not there', () => {
    const own = ['help', 'desk.check']
    const known = registry.commands.flatMap(({ contract: { name, options } }) => [
      name,
      ...options.map((option) => `${name}.${option.name}`),
    ])
    expect(Object.keys(LOCALISED).filter((key) => !own.includes(key) && !known.includes(key))).toEqual([])
    expect(JSON.stringify(commands)).toContain('Wen du treffen möchtest')
  })

  test('are offered on the menu of a person and of a message where they are shortcuts', () => {
    const base = { command: 'thanks', summary: 'Thank somebody', input: nothing, answers: 'card' } as const
    const who = { name: 'who', describe: 'Whom', kind: 'member' } as const
    const contracts = {
      thank: command({ ...base, verb: 'give', options: [who], shortcuts: [{ label: 'Thank', on: 'anywhere' }] }),
      win: command({ ...base, verb: 'win', options: [], shortcuts: [{ label: 'Save as win', on: 'message' }] }),
    }
    const domain = { ...domains[0], name: 'x', contracts, handlers: {}, listens: [] } as unknown as Domain
    const withMenus = createRegistry([domain])
    expect(discordCommands(withMenus).slice(1)).toEqual([
      { name: 'Save as win', type: 3, contexts: [0], integration_types: [0] },
      { name: 'Thank', type: 2, contexts: [0], integration_types: [0] },
    ])
    expect(discordCommands(withMenus).flatMap(commandProblems)).toEqual([])
    expect(menuContract(withMenus, 'Thank', 2)?.name).toBe('thanks.give')
    expect(menuContract(withMenus, 'Thank', 3)).toBeNull()
  })
})

describe('surfaces.discord.register', () => {
  /** As Discord gives them back: with ids, versions and defaults of its own. */
  const registered = commands.map((one, index) => ({
    ...structuredClone(one),
    id: String(index),
    application_id: '1',
    version: '7',
    nsfw: false,
    default_member_permissions: one.default_member_permissions?.toString() ?? null,
  }))

  test('tells Discord nothing when it has everything', () => {
    expect(differences(commands, registered)).toEqual([])
  })

  test('names what is new, changed and gone', () => {
    const [first, second, ...others] = registered
    if (!first || !second) throw new Error('There are two commands at least.')
    const changed = { ...second, options: [{ type: 1, name: 'help', description: 'Old words', required: true }] }
    const gone = { name: 'old', type: 1 }
    expect(differences(commands, [changed, ...others, gone])).toEqual([first.name, second.name, 'old'])
  })

  test('a required option that is not required any more is a change', () => {
    const [one] = commands
    if (!one) throw new Error('There is a command.')
    const option = { type: 3, name: 'x', description: 'x' }
    expect(
      differences([{ ...one, options: [option] }], [{ ...one, options: [{ ...option, required: true }] }]),
    ).toEqual([one.name])
  })
})

describe('surfaces.discord.permissions', () => {
  test('are asked for by the invite, exactly', () => {
    const url = new URL(inviteLink('123'))
    expect(url.searchParams.get('permissions')).toBe(String(NEEDED_BITS))
    expect(url.searchParams.get('scope')).toBe('bot applications.commands')
    expect(NEEDED_BITS & (1n << 3n)).toBe(0n)
  })

  test('that are missing are named, and an administrator lacks none', () => {
    const lacking = String(NEEDED_BITS & ~(1n << 36n))
    expect(missingPermissions(lacking).map(({ name }) => name)).toEqual(['Create Private Threads'])
    expect(missingPermissions('8')).toEqual([])
    expect(permissionCard('123', lacking)).toMatchObject({ status: { word: '1 missing' } })
  })
})
