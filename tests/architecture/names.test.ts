import { describe, expect, test } from 'vitest'
import { createRegistry } from '../../src/app/registry.ts'
import { domains } from '../../src/domains/index.ts'
import type { AnyContract } from '../../src/kit/contracts.ts'

const contracts = domains.flatMap(({ name, contracts }) =>
  Object.values(contracts).map((contract) => ({ domain: name, contract, name: `${contract.kind} ${contract.name}` })),
)
const isKind = (...kinds: readonly AnyContract['kind'][]) =>
  contracts.filter(({ contract }) => kinds.includes(contract.kind))

describe('names', () => {
  test('everything that travels begins with its domain’s name, or the beginning of it', () => {
    const travels = isKind('action', 'form', 'search', 'hearing', 'notice', 'job', 'sweep', 'event', 'llmTask', 'link')
    const wrong = travels.filter(({ domain, contract }) => {
      const [, prefix] = /^([a-z_]{4,})\.[a-z]+(?:_[a-z]+)*$/.exec(contract.name) ?? []
      return prefix === undefined || !domain.startsWith(prefix)
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
  })

  test('a command is two words that a person can type', () => {
    expect(
      isKind('command')
        .filter(({ contract }) => !/^[a-z]+\.[a-z]+$/.test(contract.name))
        .map(({ name }) => name),
    ).toEqual([])
  })

  test('nothing is called like something else', () => {
    expect(() => createRegistry(domains)).not.toThrow()
    const events = isKind('event').map(({ contract }) => contract.name)
    expect(events.filter((name, index) => events.indexOf(name) !== index)).toEqual([])
  })

  test('a command has one bare verb at most, one option for the rest at most, and short summaries', () => {
    const { commands } = createRegistry(domains)
    const bare = commands.filter(({ contract }) => contract.bare).map(({ contract }) => contract.command)
    expect(bare.filter((command, index) => bare.indexOf(command) !== index)).toEqual([])
    const long = commands.filter(
      ({ contract }) => contract.summary.length > 100 || contract.options.filter(({ rest }) => rest).length > 1,
    )
    expect(long.map(({ contract }) => contract.name)).toEqual([])
  })

  test('an option of a command is one of its inputs, and its search is there', () => {
    const registry = createRegistry(domains)
    const wrong = registry.commands.flatMap(({ contract }) =>
      contract.options
        .filter(({ name, search }) => !(name in contract.input.shape) || (search && !registry.search(search)))
        .map(({ name }) => `${contract.name} ${name}`),
    )
    expect(wrong).toEqual([])
  })
})
