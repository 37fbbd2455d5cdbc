import { createHash } from 'node:crypto'
import type { FieldProblem } from '../../kit/reply.ts'
import type { Form, FormField, RawFields } from '../../kit/ui/form.ts'
import { type Text, t } from '../../kit/ui/text.ts'
import { container, type DiscordMessage, KIND, messageOf, row, textDisplay } from './components.ts'
import { ACCENT } from './drawing.ts'
import { type KeptForm, keepForm, keptForm } from './form-store.ts'
import { renderForm } from './render-form.ts'
import { lineToMarkdown, markdownWithin, prefixLines } from './render-text.ts'
import { readerOf, type Scene } from './scene.ts'
import { formGone, whatYouTyped } from './words.ts'

/** How long a form that was not finished can be opened again. */
const KEPT_MS = 24 * 3_600_000
const AGAIN = 'discord.again'

/** Opens a form, and keeps it for the case that it cannot be opened, or that something is wrong with what comes back. */
export async function openForm(scene: Scene, form: Form): Promise<boolean> {
  const kept: KeptForm = { form, typed: {}, names: {}, problems: [], matches: {}, origin: scene.origin }
  const [opened] = await Promise.all([openKept(scene, kept), keep(scene, kept)])
  return opened
}

/** The same form with everything that was typed. A button of somebody else's finds nothing. */
export async function openAgain(scene: Scene, id: string): Promise<void> {
  const kept = await keptAs(scene, id)
  const isTheirs = kept && idOf(scene, kept.form.token) === id
  if (isTheirs) await openKept(scene, kept)
  else await scene.voice.show(sentence(formGone(), { reader: await readerOf(scene, null) }), 'actor')
}

export async function keptFor(scene: Scene, token: string): Promise<KeptForm | null> {
  return keptAs(scene, idOf(scene, token))
}

export async function keep(scene: Scene, kept: KeptForm): Promise<void> {
  const { ports, keeping } = scene.desk
  const id = idOf(scene, kept.form.token)
  const place = {
    id,
    installation: scene.installation,
    userId: scene.claim.externalId,
    expiresAt: new Date(ports.clock.now().getTime() + KEPT_MS),
  }
  const saving = keepForm(ports.database.reader, place, kept)
  keeping.set(id, saving)
  try {
    await saving
  } finally {
    if (keeping.get(id) === saving) keeping.delete(id)
  }
}

/** A form opens while it is still being kept, and may be sent before that is done: then it is waited for. */
async function keptAs({ desk }: Scene, id: string): Promise<KeptForm | null> {
  const { ports, keeping } = desk
  // Whoever keeps it says so where it fails.
  await keeping.get(id)?.catch(() => undefined)
  return keptForm(ports.database.reader, id, ports.clock.now())
}

/** The id of the kept form that a button of ours opens, or null for any other button. */
export function againIdOf(customId: string): string | null {
  return customId.startsWith(`${AGAIN}:1:`) ? customId.slice(`${AGAIN}:1:`.length) : null
}

/** What was wrong, field by field, and the button that opens the form again. Where nothing was kept, at least the words are given back. */
export async function askAgain(
  scene: Scene,
  token: string,
  said: { lead: Text; problems?: readonly FieldProblem[]; kept: KeptForm | null; typed: RawFields },
): Promise<DiscordMessage> {
  const { lead, problems = [], kept, typed } = said
  const reader = await readerOf(scene, lead)
  const labels = new Map(kept?.form.fields.map(({ name, label }) => [name, label]))
  const lines = problems.map(({ field, problem }) => {
    const label = labels.get(field)
    return `- ${label ? `**${lineToMarkdown(label, LABEL)}** ` : ''}${lineToMarkdown(problem, PROBLEM)}`
  })
  const given = kept ? '' : typedWords(typed)
  return messageOf([
    container(
      [
        textDisplay([markdownWithin(lead, reader, LEAD), ...lines].join('\n')),
        ...(given ? [textDisplay(`${markdownWithin(whatYouTyped(), reader, LEAD)}\n${given}`)] : []),
        ...(kept ? [row([againButton(idOf(scene, token), 'Open the form again…')])] : []),
      ],
      ACCENT.waiting,
    ),
  ])
}

/** For a form that could not be opened in time. */
export function openingLater(scene: Scene, form: Form, words: Text): DiscordMessage {
  const reader = { timeZone: 'UTC', locale: 'en', mentions: new Map() }
  return sentence(words, { reader, button: againButton(idOf(scene, form.token), form.title) })
}

export function sentence(
  words: Text,
  { reader, button }: { reader: Parameters<typeof markdownWithin>[1]; button?: ReturnType<typeof againButton> },
): DiscordMessage {
  const text = textDisplay(markdownWithin(words, reader, LEAD).trim() || '–')
  return messageOf(button ? [text, row([button])] : [text])
}

const LEAD = 1_500
const LABEL = 45
const PROBLEM = 300
const TYPED = 3_000

async function openKept(scene: Scene, kept: KeptForm): Promise<boolean> {
  const form = withTyped(kept)
  const chosen = form.fields.flatMap((field) =>
    field.kind === 'person' && field.initial ? [{ kind: 'person', memberId: field.initial }] : [],
  )
  return scene.voice.open(renderForm(form, await readerOf(scene, [form.intro, chosen]), kept))
}

/** The form with what was typed in it as its first values; an empty field stays as empty as it was left. */
export function withTyped({ form, typed, names, problems }: KeptForm): Form {
  const wasSent = problems.length > 0 || Object.keys(typed).length > 0
  return wasSent
    ? { ...form, fields: form.fields.map((field) => typedInto(field, typed[field.name], names[field.name])) }
    : form
}

function typedInto(field: FormField, value: RawFields[string], name: string | undefined): FormField {
  const { initial: _, ...empty } = field
  const text = typeof value === 'string' ? value : undefined
  switch (field.kind) {
    case 'line':
    case 'paragraph':
    case 'pickOne':
    case 'person':
    case 'date':
      return { ...(empty as typeof field), ...(text !== undefined && { initial: text }) }
    case 'pickMany':
      return { ...(empty as typeof field), initial: typeof value === 'string' ? [value] : (value ?? []) }
    case 'number':
      return { ...(empty as typeof field), ...(text && Number.isFinite(Number(text)) && { initial: Number(text) }) }
    case 'search': {
      const label = field.initial?.value === text ? field.initial?.label : name
      return { ...(empty as typeof field), ...(text && { initial: { value: text, label: label ?? text } }) }
    }
  }
}

function typedWords(typed: RawFields): string {
  const words = Object.values(typed).flatMap((value) => (typeof value === 'string' && value.trim() ? [value] : []))
  const text: Text = t`${words.join('\n\n')}`
  return words.length > 0
    ? prefixLines(markdownWithin(text, { timeZone: 'UTC', locale: 'en', mentions: new Map() }, TYPED), '> ')
    : ''
}

function againButton(id: string, label: string) {
  return { type: KIND.button, style: 1, label: label.slice(0, 80) || 'Open', custom_id: `${AGAIN}:1:${id}` } as const
}

/** Found again from who has it open and which form it is; the person is part of it, so that a stolen button opens nothing. */
function idOf({ installation, claim }: Scene, token: string): string {
  const digest = createHash('sha256').update(JSON.stringify(['discord form', installation, claim.externalId, token]))
  return `discord-${digest.digest('base64url').slice(0, 22)}`
}
