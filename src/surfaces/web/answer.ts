import type { Reply } from '../../kit/reply.ts'
import type { Form, RawFields } from '../../kit/ui/form.ts'
import { type Text, t } from '../../kit/ui/text.ts'
import type { Post } from './deliver.ts'
import type { CastMember } from './desk.ts'
import { addMessage, editMessage, formById, type MessageBody, openDirect, openForm } from './store.ts'

/** Who acted, and on what. */
export interface Act {
  readonly member: CastMember
  readonly installation: string
  /** The conversation in which it was done. */
  readonly room: string | null
  /** The message that was clicked. */
  readonly origin: string | null
  /** The form that was sent. */
  readonly submitted: { readonly formId: string; readonly typed: RawFields } | null
}

/** A form to be shown: a new one, or the one that was sent, with what was typed and what is wrong with it. */
export interface ShownForm {
  readonly id: string
  readonly form: Form
  readonly typed?: RawFields
  readonly problems?: readonly { readonly field: string; readonly problem: string }[]
  readonly refusal?: Text
}

/** Keeps what the desk answered where its readers look; returns a form when one has to be shown. */
export async function keepAnswer(reply: Reply, act: Act, post: Post): Promise<ShownForm | null> {
  switch (reply.kind) {
    case 'form':
      return keepForm(reply.form, post)
    case 'invalid':
      return shownAgain(act, post, { typed: reply.typed, problems: reply.problems })
    case 'card':
      await say({ kind: 'card', card: reply.card }, act, { post, isPrivate: reply.seenBy === 'actor' })
      return null
    case 'update':
      await redraw({ kind: 'card', card: reply.card }, act, post)
      return null
    case 'refused': {
      if (reply.latest && act.origin) await redraw({ kind: 'card', card: reply.latest }, act, post)
      const again = await shownAgain(act, post, { refusal: reply.text })
      if (!again) await say({ kind: 'note', tone: 'refused', text: reply.text }, act, { post, isPrivate: true })
      return again
    }
    case 'failed': {
      const again = await shownAgain(act, post, { refusal: reply.text })
      const { text, reference } = reply
      if (!again) await say({ kind: 'note', tone: 'failed', text, reference }, act, { post, isPrivate: true })
      return again
    }
    case 'options':
    case 'home':
    case 'nothing':
      return null
  }
}

async function keepForm(form: Form, { db, ids, clock }: Post): Promise<ShownForm> {
  const id = ids.next()
  await openForm(db, { id, form, now: clock.now() })
  return { id, form }
}

/** The form that was sent, still open, because nothing of it was kept. */
async function shownAgain(
  { submitted }: Act,
  { db }: Post,
  why: Pick<ShownForm, 'typed' | 'problems' | 'refusal'>,
): Promise<ShownForm | null> {
  const form = submitted && (await formById(db, submitted.formId))
  return form && submitted ? { id: submitted.formId, form, ...why, typed: { ...why.typed, ...submitted.typed } } : null
}

/** A clicked card is replaced where it is; where it is gone, the new one is shown below. */
async function redraw(body: MessageBody, act: Act, post: Post): Promise<void> {
  const edited = act.origin && (await editMessage(post.db, act.origin, { body, now: post.clock.now() }))
  if (edited) post.changed()
  else await say(body, act, { post, isPrivate: true })
}

export async function say(
  body: MessageBody,
  act: Act,
  { post, isPrivate, isTyped = false }: { post: Post; isPrivate: boolean; isTyped?: boolean },
): Promise<void> {
  const { db, ids, clock } = post
  const { member, installation } = act
  const { externalId } = member
  const conversationId =
    act.room ?? (await openDirect(db, { installation, externalId, id: ids.next(), now: clock.now() })).id
  await addMessage(db, {
    id: ids.next(),
    conversationId,
    body,
    now: clock.now(),
    ...(isTyped && { authorId: externalId }),
    ...(isPrivate && { visibleTo: externalId }),
  })
  post.changed()
}

export const notUnderstood: Text = t`The desk understands commands. Type / to see what it can do.`
