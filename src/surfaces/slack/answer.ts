import type { types } from '@slack/bolt'
import type { SeenBy } from '../../kit/contracts.ts'
import type { Said } from '../../kit/interaction.ts'
import type { FieldProblem, Reply } from '../../kit/reply.ts'
import type { Reader } from '../../kit/surface.ts'
import type { Card, PickOption } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import type { Text } from '../../kit/ui/text.ts'
import { renderForm } from './render-form.ts'
import { askDesk, changeModal, openModal, readerOf, type Scene } from './scene.ts'
import { answerWithCard, answerWithSentence, followWithCard, followWithSentence } from './speak.ts'
import { cardModal, refusalModal, sentenceModal } from './views.ts'
import { oneMoment, tooSlowForAForm } from './words.ts'

/** How an answer reaches the person after one kind of act. Each way works in time, through the door, and late, by other means. */
export interface Mouth {
  /** The answer takes longer than Slack waits. */
  takeTime(): Promise<void>
  form(form: Form): Promise<void>
  card(card: Card, seenBy: SeenBy): Promise<void>
  /** The card in place of the one that was clicked. */
  update(card: Card): Promise<void>
  problems(problems: readonly FieldProblem[]): Promise<void>
  tell(text: Text, latest?: Card): Promise<void>
  options(options: readonly PickOption[]): Promise<void>
  nothing(): Promise<void>
}

/** Lets the desk decide and says its answer, in time where it can. */
export async function converse(scene: Scene, said: Said | (() => Promise<Said>), mouth: Mouth): Promise<void> {
  const replied = askDesk(scene, said)
  const reply = await scene.door.inTime(replied)
  if (!reply) await mouth.takeTime()
  await say(mouth, reply ?? (await replied))
}

async function say(mouth: Mouth, reply: Reply): Promise<void> {
  switch (reply.kind) {
    case 'form':
      return mouth.form(reply.form)
    case 'card':
      return mouth.card(reply.card, reply.seenBy)
    case 'update':
      return mouth.update(reply.card)
    case 'invalid':
      return mouth.problems(reply.problems)
    case 'refused':
      return mouth.tell(reply.text, reply.latest)
    case 'failed':
      return mouth.tell(reply.text)
    case 'options':
      return mouth.options(reply.options)
    case 'home':
    case 'nothing':
      return mouth.nothing()
  }
}

/** A slash command: the answer is a message that only its sender sees, or everybody where the command says so. */
export function commandMouth(scene: Scene, opensForm: boolean): Mouth {
  const modal = formModal(scene, opensForm)
  const tell = (text: Text) => modal.instead(text, () => answerWithSentence(scene, text))
  return {
    takeTime: modal.takeTime,
    form: (form) => modal.show(form, tell),
    card: (card, seenBy) => answerWithCard(scene, card, seenBy),
    update: (card) => answerWithCard(scene, card, 'actor'),
    problems: (problems) => tell(problemsText(problems)),
    tell,
    options: () => nothing(scene),
    nothing: () => nothing(scene),
  }
}

/** A button or menu in a message. */
export function messageMouth(scene: Scene, opensForm: boolean): Mouth {
  const modal = formModal(scene, opensForm)
  const replace = (card: Card) => followWithCard(scene, card, 'in place')
  const tell = async (text: Text, latest?: Card) => {
    await modal.instead(text, () => followWithSentence(scene, text))
    if (latest) await replace(latest)
  }
  return {
    takeTime: modal.takeTime,
    form: (form) => modal.show(form, tell),
    card: (card, seenBy) => followWithCard(scene, card, { seenBy }),
    update: replace,
    problems: (problems) => tell(problemsText(problems)),
    tell,
    options: () => nothing(scene),
    nothing: () => nothing(scene),
  }
}

/** A click in Home, in another modal, or a shortcut: there is no conversation, so every answer is a modal. */
export function modalMouth(scene: Scene, how: 'open' | 'push', update: (card: Card) => Promise<void>): Mouth {
  let shell: string | undefined
  const show = async (view: types.ModalView) => {
    scene.door.answer()
    if (shell) await changeModal(scene, shell, view)
    else await openModal(scene, view, how)
  }
  const tell = async (text: Text) => show(refusalModal(text, await readerOf(scene, text)))
  return {
    async takeTime() {
      scene.door.answer()
      shell = (await openModal(scene, sentenceModal(oneMoment(), NOBODY), how))?.id
    },
    form: async (form) => show(renderForm(form, await readerOf(scene, peopleOf(form)))),
    card: async (card) => show(cardModal(card, await readerOf(scene, card))),
    update,
    problems: (problems) => tell(problemsText(problems)),
    tell,
    options: () => nothing(scene),
    nothing: () => nothing(scene),
  }
}

/** Type-ahead: what comes too late is of no use any more. */
export function suggestionMouth(scene: Scene, toOptions: (options: readonly PickOption[]) => object): Mouth {
  const give = async (options: readonly PickOption[]) => void scene.door.answer(toOptions(options))
  return {
    takeTime: () => give([]),
    form: () => give([]),
    card: () => give([]),
    update: () => give([]),
    problems: () => give([]),
    tell: () => give([]),
    options: give,
    nothing: () => give([]),
  }
}

/** Our own words before the answer is known: nobody is named in them. */
export const NOBODY: Reader = { timeZone: 'UTC', locale: 'en', mentions: new Map() }

interface FormModal {
  takeTime(): Promise<void>
  show(form: Form, otherwise: (text: Text) => Promise<void>): Promise<void>
  /** In the modal that was opened while the answer was awaited, or else as `otherwise` says. */
  instead(text: Text, otherwise: () => Promise<void>): Promise<void>
}

/** A trigger lives three seconds and opens one modal, so a slow form opens an empty one at once and fills it later. */
function formModal(scene: Scene, opensForm: boolean): FormModal {
  let shell: string | undefined
  return {
    async takeTime() {
      scene.door.answer()
      if (opensForm) shell = (await openModal(scene, sentenceModal(oneMoment(), NOBODY), 'open'))?.id
    },
    async show(form, otherwise) {
      scene.door.answer()
      const { origin, channel } = scene
      const place = { ...(origin && { origin }), ...(channel && { channel }) }
      const view = renderForm(form, await readerOf(scene, peopleOf(form)), place)
      if (shell) return changeModal(scene, shell, view)
      if (!(await openModal(scene, view, 'open'))) await otherwise(tooSlowForAForm())
    },
    async instead(text, otherwise) {
      if (shell) return changeModal(scene, shell, refusalModal(text, await readerOf(scene, text)))
      await otherwise()
    },
  }
}

async function nothing(scene: Scene): Promise<void> {
  scene.door.answer()
}

function problemsText(problems: readonly FieldProblem[]): Text {
  return { kind: 'sentence', parts: [{ kind: 'plain', text: problems.map(({ problem }) => problem).join(' ') }] }
}

/** The members that a form names in its person fields, in the shape in which sentences name them. */
function peopleOf(form: Form): unknown {
  const chosen = form.fields.flatMap((field) =>
    field.kind === 'person' && field.initial ? [{ kind: 'person', memberId: field.initial }] : [],
  )
  return [form.intro, chosen]
}
