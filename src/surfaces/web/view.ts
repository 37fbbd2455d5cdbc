/** What is in sight, as it stands in the address: it can be shared, reloaded and tested. */
export interface View {
  /** Accounts side by side; empty for whoever comes first in the cast. */
  readonly people: readonly string[]
  /** Whose turn it is on a narrow screen. */
  readonly at: string | null
  /** By account: a conversation's id, or `home`. Left out: the direct message with the desk. */
  readonly tabs: Readonly<Record<string, string>>
  /** By account: as whom the cards are drawn. Left out: plain. */
  readonly skins: Readonly<Record<string, Skin>>
  readonly drawer: Drawer | null
  /** The time line narrowed to one act. */
  readonly reference: string | null
}

export const SKINS = ['plain', 'slack', 'discord'] as const
export type Skin = (typeof SKINS)[number]

export const DRAWERS = ['trail', 'outbox', 'mail'] as const
export type Drawer = (typeof DRAWERS)[number]

export const EMPTY_VIEW: View = { people: [], at: null, tabs: {}, skins: {}, drawer: null, reference: null }

/** Reads an address; what it does not understand is left out rather than refused. */
export function viewFromQuery(query: URLSearchParams): View {
  const tabs: Record<string, string> = {}
  const skins: Record<string, Skin> = {}
  for (const [name, value] of query) {
    if (name.startsWith('tab.')) tabs[name.slice('tab.'.length)] = value
    const skin = name.startsWith('as.') && SKINS.find((known) => known === value)
    if (skin) skins[name.slice('as.'.length)] = skin
  }
  const people = (query.get('people') ?? '').split(',').filter((person) => person !== '')
  return {
    people: [...new Set(people)],
    at: query.get('at'),
    tabs,
    skins,
    drawer: DRAWERS.find((known) => known === query.get('drawer')) ?? null,
    reference: query.get('ref'),
  }
}

export function viewToQuery({ people, at, tabs, skins, drawer, reference }: View): string {
  const pairs: [string, string][] = [
    ...(people.length > 0 ? [['people', people.join(',')] satisfies [string, string]] : []),
    ...(at ? [['at', at] satisfies [string, string]] : []),
    ...Object.entries(tabs).map(([person, tab]): [string, string] => [`tab.${person}`, tab]),
    ...Object.entries(skins).flatMap(([person, skin]): [string, string][] =>
      skin === 'plain' ? [] : [[`as.${person}`, skin]],
    ),
    ...(drawer ? [['drawer', drawer] satisfies [string, string]] : []),
    ...(reference ? [['ref', reference] satisfies [string, string]] : []),
  ]
  return new URLSearchParams(pairs).toString().replaceAll('%2C', ',')
}

export const viewToAddress = (view: View): string => {
  const query = viewToQuery(view)
  return query === '' ? '/playground' : `/playground?${query}`
}

/** The same view with this person in it and in front: in the place of the last one where there is no room. */
export function bringing(view: View, person: string, room: number): View {
  if (view.people.includes(person)) return { ...view, at: person }
  return { ...view, people: [...view.people.slice(0, room - 1), person], at: person }
}

export function withTab(view: View, person: string, tab: string | null): View {
  const { [person]: _, ...others } = view.tabs
  return { ...view, at: person, tabs: tab ? { ...others, [person]: tab } : others }
}

export function withSkin(view: View, person: string, skin: Skin): View {
  return { ...view, at: person, skins: { ...view.skins, [person]: skin } }
}
