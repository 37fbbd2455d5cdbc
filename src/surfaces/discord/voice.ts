import type { SeenBy } from '../../kit/contracts.ts'
import type { Log } from '../../kit/log.ts'
import type { PickOption } from '../../kit/ui/card.ts'
import { clip } from '../../kit/ui/limits.ts'
import type { DiscordApi } from './api.ts'
import { type DiscordMessage, EPHEMERAL } from './components.ts'
import { CODE, codeOf, isTokenOver, isTooLate, reasonOf } from './failures.ts'
import { answerLate } from './late.ts'
import { DISCORD } from './limits.ts'
import type { InteractionGiven } from './payload.ts'
import type { DiscordModal } from './render-form.ts'
import { onOneLine } from './render-text.ts'

/**
 * The one who answers an interaction. The first answer has three seconds and may be "wait"; what follows changes it or comes
 * after it. Nothing here throws: an answer that Discord does not take any more is logged, and the work it told of is kept.
 */
export interface Voice {
  /** A new message, for the actor's eyes or everybody's. */
  show(message: DiscordMessage, seenBy: SeenBy): Promise<void>
  /** In place of the message that was clicked. */
  replace(message: DiscordMessage): Promise<void>
  /** False when it is too late for a form: one has to be the first answer. */
  open(modal: DiscordModal): Promise<boolean>
  complete(options: readonly PickOption[]): Promise<void>
  /**
   * "I am on it". False when Discord does not listen any more: then nothing should be done. With `again`, it may have been said
   * before, by a process that is gone.
   */
  wait(for_: Awaited, said?: { readonly again: boolean }): Promise<boolean>
  /** Nothing to say to a click; `otherwise` for what cannot stay without words. */
  acknowledge(otherwise: DiscordMessage): Promise<void>
}

/** What is being waited for: it decides where the answer will appear. */
export type Awaited = 'update' | 'private' | 'public'

const RESPONSE = { message: 4, waitForMessage: 5, waitForUpdate: 6, update: 7, choices: 8, modal: 9 } as const
const CLICK = 3

type State = 'silent' | 'message awaited' | 'update awaited' | 'answered'

export function createVoice(api: DiscordApi, given: InteractionGiven, log: Log): Voice {
  let state: State = 'silent'
  const canUpdate = given.type === CLICK || (given.type === 5 && given.message !== undefined)
  const tried = async (call: () => Promise<void>): Promise<boolean> => {
    try {
      await call()
      return true
    } catch (error) {
      const level = isTooLate(error) ? 'info' : 'error'
      log[level]({ interaction: given.id, reason: reasonOf(error) }, 'Discord took no answer')
      return false
    }
  }
  /** Through the interaction's token; after its fifteen minutes by other means. */
  const later = (message: DiscordMessage, isUpdate: boolean, call: () => Promise<void>) =>
    tried(async () => {
      try {
        await call()
      } catch (error) {
        if (!isTokenOver(error)) throw error
        await answerLate(api, given, { message, isUpdate })
      }
    })
  const first = (next: State, response: { type: number; data?: object }) => {
    state = next
    return tried(() => api.answer(given, response))
  }
  const show = async (message: DiscordMessage, seenBy: SeenBy) => {
    const flags = message.flags | (seenBy === 'actor' ? EPHEMERAL : 0)
    if (state === 'silent')
      return void (await first('answered', { type: RESPONSE.message, data: { ...message, flags } }))
    if (state === 'message awaited') {
      state = 'answered'
      // Who sees it was decided when it was awaited.
      return void (await later(message, false, () => api.editAnswer(given, message)))
    }
    await later(message, false, () => api.followUp(given, { ...message, flags }))
  }
  return {
    show,
    async replace(message) {
      if (!canUpdate || state === 'message awaited') return show(message, 'actor')
      if (state === 'silent') return void (await first('answered', { type: RESPONSE.update, data: message }))
      await later(message, true, () => api.editAnswer(given, message))
    },
    async open(modal) {
      if (state !== 'silent' || given.type === 5) return false
      return first('answered', { type: RESPONSE.modal, data: modal })
    },
    async complete(options) {
      const choices = options.slice(0, DISCORD.choices).flatMap((option) => optionToChoice(option) ?? [])
      if (state === 'silent') await first('answered', { type: RESPONSE.choices, data: { choices } })
    },
    async wait(for_, { again } = { again: false }) {
      if (state !== 'silent') return true
      const isUpdate = for_ === 'update' && canUpdate
      state = isUpdate ? 'update awaited' : 'message awaited'
      const flags = for_ === 'public' ? 0 : EPHEMERAL
      const response = isUpdate ? { type: RESPONSE.waitForUpdate } : { type: RESPONSE.waitForMessage, data: { flags } }
      return tried(async () => {
        try {
          await api.answer(given, response)
        } catch (error) {
          if (!again || codeOf(error) !== CODE.alreadyAnswered) throw error
        }
      })
    },
    async acknowledge(otherwise) {
      if (state === 'update awaited') return
      if (state === 'silent' && canUpdate) return void (await first('answered', { type: RESPONSE.waitForUpdate }))
      await show(otherwise, 'actor')
    },
  }
}

function optionToChoice({ label, value, hint }: PickOption): { name: string; value: string } | null {
  if (value.length === 0 || value.length > DISCORD.choiceValue) return null
  const name = clip(onOneLine(hint ? `${label} · ${hint}` : label), DISCORD.choiceName)
  return { name: name || '–', value }
}
