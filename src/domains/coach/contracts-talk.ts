import { z } from 'zod'
import { action, command, form, job, notice, sweep } from '../../kit/contracts.ts'
import { id, line, nothing, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { summarise } from './llm.ts'
import { SHARES } from './model.ts'
import { startersFor } from './text-starters.ts'

/** What a member says to the coach, and what they get to see of it. */

const answerOnly = z.object({ answerId: id })

/** The platform's own name of the thread it was said in; a surface gives it, nobody types it. */
const place = { thread: z.string().max(200).optional() }
const said = z.object({ question: z.string().optional(), ...place })

export const talk = {
  ask: command({
    command: 'coach',
    verb: 'ask',
    order: 1,
    summary: 'Ask the coach, an AI, about your business or whom to meet',
    input: said,
    options: [{ name: 'question', describe: 'What is on your mind', kind: 'text', required: true, rest: true }],
    answers: 'nothing',
    bare: true,
    starters: startersFor,
  }),
  begin: command({
    command: 'coach',
    verb: 'new',
    order: 2,
    summary: 'Begin a new conversation with the coach',
    input: said,
    options: [{ name: 'question', describe: 'What is on your mind', kind: 'text', rest: true }],
    answers: 'nothing',
  }),
  halt: command({
    command: 'coach',
    verb: 'stop',
    summary: 'Stop what the coach is writing for you',
    input: z.object(place),
    options: [],
    answers: 'card',
  }),
  help: command({
    command: 'coach',
    verb: 'help',
    summary: 'See what the coach can do, and who reads what',
    input: said,
    options: [{ name: 'question', describe: 'A question that begins with “help”', kind: 'text', rest: true }],
    answers: 'card',
  }),

  /** One card for one answer, from the first moment to the last: it grows, ends, can be rated and acted on. */
  answer: notice({
    name: 'coach.answer',
    /** `aside`: for its reader alone, although it was asked where others read too. */
    data: answerOnly.extend({ aside: z.boolean().default(false) }),
    topic: 'essential',
    subject: ({ answerId }) => `coach-answer:${answerId}`,
    key: ({ answerId, aside }) => (aside ? `${answerId}:aside` : answerId),
  }),
  welcome: notice({
    name: 'coach.welcome',
    data: z.object({ conversationId: id }),
    topic: 'essential',
    subject: ({ conversationId }) => `coach-conversation:${conversationId}`,
    key: ({ conversationId }) => conversationId,
  }),

  stop: action({ name: 'coach.stop', values: answerOnly, answers: 'update' }),
  again: action({ name: 'coach.again', values: answerOnly, answers: 'update' }),
  more: action({
    name: 'coach.more',
    answers: 'card',
    values: answerOnly.extend({ page: z.coerce.number().int().min(2).max(50) }),
  }),
  rate: action({
    name: 'coach.rate',
    answers: 'update',
    values: answerOnly.extend({ rating: z.enum(['1', '2']) }),
  }),
  openReason: action({ name: 'coach.open_reason', values: answerOnly, answers: 'form' }),
  reason: form({
    name: 'coach.reason',
    values: answerOnly,
    answers: 'update',
    fields: z.object({
      reason: optionalLine(LIMITS.paragraph, 'The reason'),
      share: z.enum(['yes', 'no']).transform((chosen) => chosen === 'yes'),
    }),
  }),
  /** Opens the form of a request with what was talked about in it. Nothing is sent by this. */
  makeRequest: action({ name: 'coach.make_request', values: answerOnly, answers: 'form' }),

  openHuman: action({ name: 'coach.open_human', values: answerOnly, answers: 'form' }),
  human: form({
    name: 'coach.human',
    values: answerOnly,
    answers: 'update',
    fields: z.object({ share: z.enum(SHARES), note: optionalLine(LIMITS.paragraph, 'The note') }),
  }),
  /** The member wants nobody to look into it any more. */
  takeBack: action({ name: 'coach.take_back', values: answerOnly, answers: 'update' }),
  /** What a human wrote into the conversation. */
  humanAnswer: notice({
    name: 'coach.human_answer',
    data: z.object({ messageId: id }),
    topic: 'essential',
    subject: ({ messageId }) => `coach-message:${messageId}`,
    key: ({ messageId }) => messageId,
  }),
  openWriteBack: action({ name: 'coach.open_write_back', values: z.object({ escalationId: id }), answers: 'form' }),
  writeBack: form({
    name: 'coach.write_back',
    values: z.object({ escalationId: id }),
    answers: 'card',
    fields: z.object({ words: line(LIMITS.paragraph, 'Your message') }),
  }),
  /** Nobody answered for a working day: the member hears that more people were asked. */
  stillWaiting: notice({
    name: 'coach.still_waiting',
    data: z.object({ escalationId: id }),
    topic: 'essential',
    subject: ({ escalationId }) => `coach-escalation:${escalationId}`,
    key: ({ escalationId }) => escalationId,
  }),
  forget: action({ name: 'coach.forget', values: nothing, answers: 'card' }),

  write: job({ name: 'coach.write', data: answerOnly, retries: 3 }),
  sumUp: job({ name: 'coach.sum_up', data: z.object({ conversationId: id }), retries: 2 }),
  summarise,
  due: sweep({ name: 'coach.due', every: 'minute' }),
  forgetOld: sweep({ name: 'coach.forget_old', every: 'hour' }),
}
