import type { CommandContract, CommandOption, Who } from '../../kit/contracts.ts'
import type { PickOption } from '../../kit/ui/card.ts'
import type { CastMember, Desk } from './desk.ts'
import { claimOf } from './look-around.ts'
import { quoted, type Typing, typingIn } from './say.ts'

/** One line of the composer's list. `text` is what the whole line becomes. */
export interface Completion {
  readonly label: string
  readonly hint: string
  readonly text: string
}

/** As whom, with what: for looking things up while somebody types. */
export interface Typist {
  readonly desk: Desk
  readonly member: CastMember
  readonly newId: () => string
}

export function commandsOf(desk: Desk): CommandContract[] {
  return desk.domains.flatMap(({ contracts }) =>
    Object.values(contracts).filter((contract) => contract.kind === 'command'),
  )
}

/** What the line that is being typed could become. `first` is the command that a newcomer should see first. */
export async function complete(text: string, typist: Typist, first: string): Promise<Completion[]> {
  const allowed = commandsOf(typist.desk).filter(({ who }) => maySay(who, typist.member))
  const commands = allowed.toSorted((a, b) => Number(b.command === first) - Number(a.command === first))
  const typing = typingIn(text, commands)
  switch (typing.kind) {
    case 'command':
      return commands.filter(({ command }) => command.startsWith(typing.start)).map(asLine)
    case 'verb':
      return commands
        .filter(({ command, verb }) => command === typing.command && verb.startsWith(typing.start))
        .map(asLine)
    case 'option':
      return optionLines(typing)
    case 'value':
      return (await valuesOf(typing.option, typing.start, typist)).map(({ label, hint = '' }) => ({
        label,
        hint,
        text: `${typing.before}${quoted(label)} `,
      }))
    case 'nothing':
      return []
  }
}

/** The values of the options that were typed as words; what nothing is called by stays as it was typed. */
export async function resolveOptions(
  typed: Readonly<Record<string, string>>,
  contract: CommandContract,
  typist: Typist,
): Promise<Record<string, string>> {
  const pairs = Object.entries(typed).map(async ([name, words]): Promise<[string, string]> => {
    const option = contract.options.find((each) => each.name === name)
    const found = option && (await valuesOf(option, words, typist)).find(({ label }) => isSame(label, words))
    return [name, found?.value ?? words]
  })
  return Object.fromEntries(await Promise.all(pairs))
}

export async function search(
  name: string,
  query: string,
  { desk, member, newId }: Typist,
): Promise<readonly PickOption[]> {
  const reply = await desk.dispatch({
    kind: 'search',
    id: newId(),
    surface: 'web',
    installation: desk.town.installation,
    actor: claimOf(member),
    search: name,
    query,
  })
  return reply.kind === 'options' ? reply.options : []
}

/** What their roles do not allow is not offered; the desk itself decides again when it is said. */
function maySay(who: Who, { roles }: CastMember): boolean {
  return who === 'anyone' || who === 'member' || roles.includes('admin') || roles.includes(who)
}

const isSame = (a: string, b: string) => a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase()

function asLine({ command, verb, summary }: CommandContract): Completion {
  const text = `/${command} ${verb}`
  return { label: text, hint: summary, text: `${text} ` }
}

function optionLines({ contract, before, start, used }: Extract<Typing, { kind: 'option' }>): Completion[] {
  return contract.options
    .filter(({ name, rest }) => !used.includes(name) && !rest && name.startsWith(start))
    .map(({ name, describe }) => ({ label: `${name}:`, hint: describe, text: `${before}${name}:` }))
}

async function valuesOf(option: CommandOption, start: string, typist: Typist): Promise<readonly PickOption[]> {
  const isMeant = ({ label }: PickOption) => label.toLocaleLowerCase().includes(start.toLocaleLowerCase())
  switch (option.kind) {
    case 'text':
      return []
    case 'choice':
      return (option.choices ?? []).filter(isMeant)
    case 'member':
      return peopleOptions(await typist.desk.town.cast()).filter(isMeant)
    case 'search':
      return option.search ? search(option.search, start, typist) : []
  }
}

export function peopleOptions(cast: readonly CastMember[]): PickOption[] {
  return cast.map(({ memberId, name, headline }) => ({
    label: name,
    value: memberId,
    ...(headline && { hint: headline }),
  }))
}
