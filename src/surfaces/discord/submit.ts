import type { FieldProblem, Reply } from '../../kit/reply.ts'
import type { PickOption } from '../../kit/ui/card.ts'
import type { RawFields } from '../../kit/ui/form.ts'
import { keep, keptFor } from './form-again.ts'
import { modalToAnswers, NONE_OF_THESE, type TypedSearch } from './form-answers.ts'
import type { KeptForm } from './form-store.ts'
import { type ControlGiven, controlsOf, nameOf, type SubmitGiven } from './payload.ts'
import { askDesk, memberOf, type Scene } from './scene.ts'
import { nobodyFits, severalFit, typeTheName } from './words.ts'

/** What became of a form that was sent, and how it can be opened again. */
export interface Submitted {
  readonly reply: Reply
  readonly typed: RawFields
  /** Null when nothing was kept: the form was opened too long ago. */
  readonly kept: KeptForm | null
  /** It had been sent before and came back with problems. */
  readonly isSecondTry: boolean
}

/** Finds what names mean, then lets the desk decide. What was typed stays kept until the desk has taken it. */
export async function submitForm(scene: Scene, given: SubmitGiven): Promise<Submitted> {
  const token = given.data.custom_id
  const before = await keptFor(scene, token)
  const whole = before?.origin && !scene.origin ? { ...scene, origin: before.origin } : scene
  const answers = modalToAnswers(controlsOf(given))
  const names = Object.fromEntries(answers.searches.map(({ field, typed }) => [field, typed]))
  const found = await findNames(whole, answers.searches)
  const fields = { ...(await withMembers(whole, given, answers.fields)), ...found.values }
  const problems = [...found.problems, ...withoutChoice(fields)]
  const typed = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== NONE_OF_THESE))
  const reply: Reply =
    problems.length > 0
      ? { kind: 'invalid', problems, typed }
      : await askDesk(whole, { kind: 'submit', token, fields: typed })
  const isDone = reply.kind !== 'invalid' && reply.kind !== 'refused' && reply.kind !== 'failed'
  const isSecondTry = (before?.problems.length ?? 0) > 0
  if (!before || isDone) return { reply, typed, kept: before, isSecondTry }
  const wrong = reply.kind === 'invalid' ? reply.problems : []
  const kept = { ...before, typed, names, problems: wrong, matches: found.matches }
  await keep(whole, kept)
  return { reply, typed, kept, isSecondTry }
}

interface Found {
  readonly values: Record<string, string>
  readonly problems: FieldProblem[]
  readonly matches: Record<string, readonly PickOption[]>
}

/** A modal has no type-ahead, so a name is searched for when it arrives: one match is meant, several are asked about. */
async function findNames(scene: Scene, searches: readonly TypedSearch[]): Promise<Found> {
  const found: Found = { values: {}, problems: [], matches: {} }
  for (const { field, search, typed } of searches) {
    const options = await optionsFor(scene, search, typed)
    const meant = theOneMeant(options, typed)
    if (meant) found.values[field] = meant.value
    else if (options.length === 0) found.problems.push({ field, problem: nobodyFits(typed) })
    else {
      found.problems.push({ field, problem: severalFit(typed) })
      found.matches[field] = options
    }
  }
  return found
}

export async function optionsFor(scene: Scene, search: string, query: string): Promise<readonly PickOption[]> {
  const reply = await askDesk(scene, { kind: 'search', search, query })
  return reply.kind === 'options' ? reply.options : []
}

/** The only option, or the only one that is called exactly so. */
export function theOneMeant(options: readonly PickOption[], typed: string): PickOption | null {
  const same = options.filter(({ label }) => label.toLocaleLowerCase() === typed.trim().toLocaleLowerCase())
  if (same.length === 1) return same[0] ?? null
  return options.length === 1 ? (options[0] ?? null) : null
}

const USER_SELECT = 5

async function withMembers(scene: Scene, given: SubmitGiven, fields: RawFields): Promise<RawFields> {
  const resolved: Record<string, string> = {}
  for (const { field, account } of controlsOf(given).filter(isPerson).flatMap(accountOf)) {
    const user = given.data.resolved?.users?.[account]
    resolved[field] = await memberOf(scene, { id: account, ...(user && { name: nameOf(user) }) })
  }
  return { ...fields, ...resolved }
}

const isPerson = ({ type }: ControlGiven) => type === USER_SELECT

function accountOf({ custom_id, values = [] }: ControlGiven): { field: string; account: string }[] {
  const [field = ''] = custom_id.split('@')
  return values[0] ? [{ field, account: values[0] }] : []
}

function withoutChoice(fields: RawFields): FieldProblem[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === NONE_OF_THESE ? [{ field, problem: typeTheName() }] : [],
  )
}
