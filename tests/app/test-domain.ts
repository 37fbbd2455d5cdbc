import { z } from 'zod'
import { memberId } from '../../src/kit/brand.ts'
import {
  action,
  command,
  event,
  form,
  hearing,
  job,
  llmTask,
  notice,
  search,
  signedLink,
  sweep,
} from '../../src/kit/contracts.ts'
import type { Ctx, JobCtx, Recipient, Work } from '../../src/kit/ctx.ts'
import { defineDomain, on } from '../../src/kit/domain.ts'
import { isRefused, type Refused, refuse } from '../../src/kit/reply.ts'
import { id, line, nothing } from '../../src/kit/schema.ts'
import { actions, button, type Card, text } from '../../src/kit/ui/card.ts'
import { formFor } from '../../src/kit/ui/form.ts'
import { t, typed } from '../../src/kit/ui/text.ts'
import { markNote, type Note, noteById, notesWithDueTime, saveNote } from './test-store.ts'

/** Notes: a domain with one contract of every kind, whose steps a test can look into or break. */

const noteOf = z.object({ note: id })

export const add = command({
  command: 'note',
  verb: 'add',
  summary: 'keep a note',
  input: z.object({ text: line(2000, 'The note') }),
  options: [{ name: 'text', describe: 'what to keep', kind: 'text', required: true, rest: true }],
  answers: 'card',
  bare: true,
})
export const write = command({
  command: 'note',
  verb: 'write',
  summary: 'keep a note with a form',
  input: nothing,
  options: [],
  answers: 'form',
})
const asCard = { input: nothing, options: [], answers: 'card' } as const
export const look = command({ command: 'note', verb: 'look', summary: 'for anyone', who: 'anyone', ...asCard })
export const lead = command({
  command: 'note',
  verb: 'lead',
  summary: 'for facilitators',
  who: 'facilitator',
  ...asCard,
})
export const boss = command({ command: 'note', verb: 'boss', summary: 'for administrators', who: 'admin', ...asCard })

/** Hears whoever says "note to self". */
export const need = hearing({ name: 'notes.need' })

export const mark = action({
  name: 'notes.mark',
  version: 3,
  values: z.object({ note: id, as: z.enum(['read', 'done']) }),
  answers: 'update',
  // Version 2 knew one mark; version 1 knew notes by numbers that are gone.
  upgrade: (version, [note = '']) => (version === 2 ? { note, as: 'read' as const } : null),
})
export const hush = action({ name: 'notes.hush', version: 2, values: noteOf, answers: 'nothing' })

export const reply = form({
  name: 'notes.reply',
  version: 2,
  values: noteOf,
  fields: z.object({ text: line(40, 'The reply'), mood: z.enum(['good', 'bad'], 'Please choose a mood.').optional() }),
  answers: 'card',
})

export const find = search({ name: 'notes.find', who: 'facilitator' })
export const shown = notice({
  name: 'notes.shown',
  data: noteOf,
  topic: 'essential',
  subject: ({ note }) => note,
  key: ({ note }) => note,
})
export const nudged = notice({
  name: 'notes.nudged',
  data: noteOf,
  topic: 'reminders',
  subject: ({ note }) => note,
  key: ({ note }) => note,
})
export const noted = event({ name: 'notes.noted', data: noteOf })
export const copy = job({ name: 'notes.copy', data: noteOf, retries: 2 })
export const due = sweep({ name: 'notes.due', every: 'minute' })
export const hourly = sweep({ name: 'notes.hourly', every: 'hour' })
export const consent = signedLink({
  name: 'notes.consent',
  values: noteOf,
  fields: z.object({ choice: z.enum(['yes', 'no']) }),
})
export const summary = llmTask({
  name: 'notes.summary',
  input: z.object({ text: z.string() }),
  output: z.object({ line: z.string().max(60) }),
  maxOutputTokens: 100,
  timeoutMs: 1000,
})

type Refusal = { kind: 'no_note' } | { kind: 'already_marked'; by: string } | { kind: 'too_rude' }

const no = (refusal: Refusal): Refused<Refusal> => refuse(refusal)

/** What a test may do inside the handlers. Everything that is left out does nothing. */
export interface Script {
  beforeWork?(ctx: Ctx): Promise<void> | void
  inWork?(w: Work, note: Note, ctx: Ctx): Promise<unknown> | unknown
  afterWork?(ctx: Ctx, note: Note): Promise<void> | void
  card?(note: Note): Card | null
  heard?(ctx: JobCtx, note: string): Promise<void> | void
  copied?(ctx: JobCtx, note: string): Promise<void> | void
  /** What the sweep does with a note that is due, inside its transaction. */
  onDue?(w: Work, note: Note): Promise<void> | void
  hour?(now: Date): void
  inLink?(w: Work, choice: string): unknown
}

export function notesDomain(script: Script) {
  return defineDomain({
    name: 'notes',
    contracts: {
      add,
      write,
      look,
      need,
      lead,
      boss,
      mark,
      hush,
      reply,
      find,
      shown,
      nudged,
      noted,
      copy,
      due,
      hourly,
      consent,
      summary,
    },
    handlers: {
      add: (ctx, input) => keep(script, ctx, input.text),
      write: async () => replyForm('new'),
      need: async (ctx, words) =>
        words.includes('note to self') ? plainCard(`${ctx.actor.name} may want a note`) : null,
      look: async (ctx) => plainCard(`seen by ${ctx.actor.name}`),
      lead: async () => plainCard('for facilitators'),
      boss: async () => plainCard('for administrators'),
      mark: async (ctx, values) => {
        const marked = await ctx.work(async (w) => {
          const note = await noteById(w.db, ctx.workspace.id, values.note)
          if (!note) return no({ kind: 'no_note' })
          const isFirst = await markNote(w.db, note, { by: ctx.actor.name, as: values.as })
          await script.inWork?.(w, note, ctx)
          if (!isFirst) return no({ kind: 'already_marked', by: note.markedBy ?? 'somebody' })
          w.redraw(note.id)
          return { ...note, markedBy: ctx.actor.name, mark: values.as }
        })
        return isRefused(marked) ? marked : noteCard(marked)
      },
      hush: async (ctx) => void (await ctx.work(async () => {})),
      reply: async (ctx, _values, fields) =>
        fields.text === 'rude' ? no({ kind: 'too_rude' }) : keep(script, ctx, fields.text),
      find: async (_ctx, query) => [{ label: `Found ${query}`, value: query }],
      shown: async (ctx, { note: noteId }) => cardOf(script, await noteById(ctx.db, ctx.workspace.id, noteId)),
      nudged: async (ctx, { note: noteId }) => cardOf(script, await noteById(ctx.db, ctx.workspace.id, noteId)),
      copy: async (ctx, { note }) => script.copied?.(ctx, note),
      due: {
        run: async (ctx) => {
          for (const note of await notesWithDueTime(ctx.db)) {
            const here = new Date(String(note.dueAt)) <= ctx.now && (await ctx.in(note.workspaceId))
            if (!here) continue
            await here.work(async (w) => {
              await saveNote(w.db, { ...note, dueAt: null })
              await script.onDue?.(w, note)
            })
          }
        },
        nextDue: async (db) => {
          const [next] = await notesWithDueTime(db)
          return next?.dueAt ? { at: new Date(next.dueAt), what: `a look at ${next.text}` } : null
        },
      },
      hourly: { run: async (ctx) => script.hour?.(ctx.now), nextDue: async () => null },
      consent: {
        show: async (ctx, { note }) => ({
          title: ctx.used ? 'Answered' : `May ${note} be shown?`,
          body: [],
          choices: [],
        }),
        act: async (ctx, _values, { choice }) => {
          const acted = await ctx.work(async (w) => script.inLink?.(w, choice))
          return isRefused(acted) ? no({ kind: 'no_note' }) : { title: `You said ${choice}`, body: [], choices: [] }
        },
      },
      summary: {
        prompt: ({ text: note }) => ({ instructions: { role: 'You summarise.', rules: [] }, data: { note } }),
        fallback: ({ text: note }) => ({ line: note.slice(0, 60) }),
      },
    },
    refusals: {
      no_note: () => ({ text: t`That note is gone.` }),
      already_marked: ({ by }) => ({ text: t`${by} was first.` }),
      too_rude: () => ({ text: t`Please say it kindly.`, field: 'text' }),
    },
    listens: [on('notes', noted, async (ctx, { note }) => script.heard?.(ctx, note))],
    home: async (ctx) => [{ title: `Notes of ${ctx.actor.name}`, order: 1, cards: [], empty: t`No notes yet.` }],
    examples: {
      reply: () => replyForm('example'),
      shown: () => plainCard('shown'),
      nudged: () => plainCard('nudged'),
      consent: () => ({ title: 'May it be shown?', body: [], choices: [] }),
    },
  })
}

async function keep(script: Script, ctx: Ctx, words: string) {
  await script.beforeWork?.(ctx)
  const kept = await ctx.work(async (w) => {
    const note: Note = {
      id: w.newId(),
      workspaceId: ctx.workspace.id,
      author: ctx.actor.id,
      text: words,
      markedBy: null,
      mark: null,
      dueAt: null,
    }
    await saveNote(w.db, note)
    const said = await script.inWork?.(w, note, ctx)
    // A scripted refusal travels the way a handler's own would.
    return isRefused(said) ? no({ kind: 'too_rude' }) : note
  })
  if (isRefused(kept)) return kept
  await script.afterWork?.(ctx, kept)
  return noteCard(kept)
}

/** Everything that one transaction can promise, in one call. */
export function promiseEverything(w: Work, note: Note): void {
  w.emit(noted, { note: note.id })
  w.enqueue(copy, { note: note.id })
  w.notify(shown, to(note.author), { note: note.id }, { now: true })
  w.issueLink(consent, { note: note.id }, new Date('2999-01-01T00:00:00Z'))
}

export const to = (member: string): Recipient => ({ kind: 'member', memberId: memberId(member) })

function cardOf(script: Script, note: Note | null): Card | null {
  if (!note) return null
  return script.card ? script.card(note) : noteCard(note)
}

export function noteCard(note: Note): Card {
  return {
    title: note.text.slice(0, 100),
    ...(note.markedBy && { status: { word: `${note.mark} by ${note.markedBy}`, tone: 'good' as const } }),
    body: [text(typed(note.text)), actions(button('Mark as read', mark, { note: note.id, as: 'read' }))],
  }
}

const plainCard = (title: string): Card => ({ title, body: [] })

const replyForm = (note: string) =>
  formFor(reply, {
    title: 'Reply',
    submit: 'Send',
    values: { note },
    fields: [{ kind: 'paragraph', name: 'text', label: 'Your reply', required: true }],
  })
