import type {
  ActionContract,
  AnyContract,
  AnyEvent,
  CommandContract,
  FormContract,
  HearingContract,
  JobContract,
  LinkContract,
  LlmTaskContract,
  NoticeContract,
  RouteContract,
  SearchContract,
  SweepContract,
} from '../kit/contracts.ts'
import type { Domain, HandlerOf, Listener } from '../kit/domain.ts'
import type { Refusal, Sentence } from '../kit/reply.ts'

/** A contract together with its handler and the domain that worded its refusals. */
export interface Entry<C extends AnyContract> {
  readonly domain: Domain
  readonly contract: C
  readonly handler: HandlerOf<C, Refusal>
}

/** Everything that can be said to the desk, found by name. Built once from the list of domains. */
export interface Registry {
  readonly domains: readonly Domain[]
  readonly commands: readonly Entry<CommandContract>[]
  readonly hearings: readonly Entry<HearingContract>[]
  readonly sweeps: readonly Entry<SweepContract>[]
  readonly jobs: readonly Entry<JobContract>[]
  readonly routes: readonly Entry<RouteContract>[]
  readonly listeners: readonly { readonly domain: Domain; readonly listener: Listener }[]
  command(command: string, verb: string): Entry<CommandContract> | null
  action(name: string): Entry<ActionContract> | null
  form(name: string): Entry<FormContract> | null
  search(name: string): Entry<SearchContract> | null
  notice(name: string): Entry<NoticeContract> | null
  link(name: string): Entry<LinkContract> | null
  llmTask(name: string): Entry<LlmTaskContract> | null
  listenersOf(event: AnyEvent): readonly Listener[]
  sentence(domain: Domain, refusal: Refusal): Sentence
}

type Kind = AnyContract['kind']
type OfKind<K extends Kind> = Extract<AnyContract, { kind: K }>

/** Refuses two contracts of one name at start, because the second would silently never be called. */
export function createRegistry(domains: readonly Domain[]): Registry {
  const entries = domains.flatMap((domain) => entriesOf(domain).toSorted(inOrder))
  refuseDoubles(entries)
  const listeners = domains.flatMap((domain) => domain.listens.map((listener) => ({ domain, listener })))
  const commands = ofKind(entries, 'command').toSorted(byPlace)
  const find = <K extends Kind>(kind: K) => {
    const byName = new Map(ofKind(entries, kind).map((entry) => [entry.contract.name, entry]))
    return (name: string) => byName.get(name) ?? null
  }
  return {
    domains,
    commands,
    hearings: ofKind(entries, 'hearing'),
    sweeps: ofKind(entries, 'sweep'),
    jobs: ofKind(entries, 'job'),
    routes: ofKind(entries, 'route'),
    listeners,
    command: (command, verb) =>
      commands.find(({ contract }) => contract.command === command && contract.verb === verb) ?? null,
    action: find('action'),
    form: find('form'),
    search: find('search'),
    notice: find('notice'),
    link: find('link'),
    llmTask: find('llmTask'),
    listenersOf: (event) =>
      listeners.filter(({ listener }) => listener.event.name === event.name).map(({ listener }) => listener),
    sentence: (domain, refusal) => sentenceFor(domain, refusal),
  }
}

/** The name of the job that runs a listener. */
export function listenerJobName(listener: Listener): string {
  return `${listener.name}.on.${listener.event.name}`
}

/** A module's exports come in another order from one loader to the next; help and manifests should not. */
function inOrder(a: Entry<AnyContract>, b: Entry<AnyContract>): number {
  return a.contract.name < b.contract.name ? -1 : 1
}

/** A domain that adds a verb to another's command finds its place among the others. */
function byPlace(a: Entry<CommandContract>, b: Entry<CommandContract>): number {
  return (a.contract.order ?? LAST) - (b.contract.order ?? LAST)
}

const LAST = Number.MAX_SAFE_INTEGER

function entriesOf(domain: Domain): Entry<AnyContract>[] {
  return Object.entries(domain.contracts)
    .filter(([, contract]) => contract.kind !== 'event')
    .map(([key, contract]) => ({
      domain,
      contract,
      // `defineDomain` checked that this key has exactly the handler that its contract asks for.
      handler: domain.handlers[key] as HandlerOf<AnyContract, Refusal>,
    }))
}

function ofKind<K extends Kind>(entries: readonly Entry<AnyContract>[], kind: K): Entry<OfKind<K>>[] {
  // Filtering on `kind` narrows the contract and with it the handler, which TypeScript cannot follow through the pair.
  return entries.filter((entry) => entry.contract.kind === kind) as unknown as Entry<OfKind<K>>[]
}

function refuseDoubles(entries: readonly Entry<AnyContract>[]): void {
  const seen = new Set<string>()
  for (const { contract, domain } of entries) {
    const name = `${contract.kind} ${contract.name}`
    if (seen.has(name))
      throw new Error(`Two contracts are called "${name}"; the second is in the domain "${domain.name}". Rename one.`)
    seen.add(name)
  }
}

function sentenceFor(domain: Domain, refusal: Refusal): Sentence {
  const sentence = domain.refusals[refusal.kind]
  if (!sentence)
    throw new Error(`The domain "${domain.name}" refused with "${refusal.kind}" but has no sentence for it.`)
  return sentence(refusal)
}
