import { z } from 'zod'
import type { RawFields } from '../../kit/ui/form.ts'

const id = z.string().regex(/^[\w-]{8,64}$/)

/** What every form of the playground carries. Names with an underscore are ours; all others are the form's own fields. */
const carried = z.object({
  _person: z.string().max(200).optional(),
  _room: id.optional().catch(undefined),
  _origin: id.optional().catch(undefined),
  /** The act's own id: the browser makes one for each press and sends it again when it has to send the press again. */
  _id: id.optional().catch(undefined),
  _token: z.string().max(200).optional(),
  _pick: z.string().max(200).optional(),
  _back: z.string().max(4000).catch(''),
  /** Which page to go back to. */
  _to: z.enum(['town', 'gallery']).catch('town'),
})

export type Carried = z.infer<typeof carried>

export interface SaidByBrowser extends Carried {
  readonly fields: RawFields
}

/** A posted form taken apart: one value as a string, several as a list, an empty control as nothing. */
export function readPost(form: URLSearchParams): SaidByBrowser {
  const ours: Record<string, string> = {}
  const fields: Record<string, string | string[] | undefined> = {}
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value) => value !== '')
    if (name.startsWith('_')) ours[name] = values[0] ?? ''
    else fields[name] = values.length > 1 ? values : values[0]
  }
  return { ...carried.parse(ours), fields }
}

/** The words of the type-ahead fields, apart from the values that were chosen there. */
export function splitSearches(fields: RawFields): {
  readonly chosen: RawFields
  readonly words: ReadonlyMap<string, string>
} {
  const chosen: Record<string, RawFields[string]> = { ...fields }
  const words = new Map<string, string>()
  for (const name of Object.keys(fields).filter((each) => each.endsWith(VALUE))) {
    const field = name.slice(0, -VALUE.length)
    const typed = fields[field]
    if (typeof typed === 'string') words.set(field, typed)
    chosen[field] = fields[name]
    delete chosen[name]
  }
  return { chosen, words }
}

const VALUE = '.value'
