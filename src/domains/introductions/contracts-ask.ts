import { z } from 'zod'
import { action, command, form, llmTask, search } from '../../kit/contracts.ts'
import { id, line, nothing, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { URGENCIES } from './model.ts'

/** What an asker can say to the desk, and what anybody can look up. */

const requestOnly = z.object({ requestId: id })
const purpose = line(LIMITS.line, 'What it is about')
const message = line(LIMITS.paragraph, 'Your message')
const urgency = z.enum(URGENCIES, 'Please choose how urgent it is.')

export const contactSearch = search({ name: 'intro.contacts' })

export const askCommand = command({
  command: 'intro',
  verb: 'ask',
  order: 1,
  summary: 'Ask for an introduction to somebody, or to a kind of person',
  input: z.object({ who: z.string().optional(), why: z.string().optional() }),
  options: [
    { name: 'who', describe: 'Whom you want to meet', kind: 'search', search: contactSearch.name },
    { name: 'why', describe: 'What you want to say to them', kind: 'text', rest: true },
  ],
  answers: 'form',
  bare: true,
  shortcuts: [
    { label: 'Ask for an introduction', on: 'anywhere' },
    { label: 'Turn into a request', on: 'message' },
  ],
})

export const mineCommand = command({
  command: 'intro',
  verb: 'mine',
  order: 2,
  summary: 'See where your requests stand',
  input: nothing,
  options: [],
  answers: 'card',
})

export const inboxCommand = command({
  command: 'intro',
  verb: 'inbox',
  order: 3,
  summary: 'See what waits for your decision',
  input: nothing,
  options: [],
  answers: 'card',
  shortcuts: [{ label: 'What waits for me', on: 'anywhere' }],
})

export const boardCommand = command({
  command: 'intro',
  verb: 'board',
  order: 4,
  summary: 'See requests that nobody has a path for yet: perhaps you can help',
  input: nothing,
  options: [],
  answers: 'card',
})

export const findCommand = command({
  command: 'intro',
  verb: 'find',
  order: 5,
  summary: 'Find somebody to ask for, by name or organization',
  input: z.object({ query: line(LIMITS.line, 'A name or an organization') }),
  options: [{ name: 'query', describe: 'A name or an organization', kind: 'text', required: true, rest: true }],
  answers: 'card',
})

/** Opens the empty form; for buttons in homes and lists. */
export const startAsk = action({ name: 'intro.start', values: nothing, answers: 'form' })
/** Opens the form with this person in it. */
export const askFor = action({ name: 'intro.ask_for', values: z.object({ contactId: id }), answers: 'form' })
/** Opens the form with the words of a request that has ended. */
export const askAgain = action({ name: 'intro.ask_again', values: requestOnly, answers: 'form' })

export const askForm = form({
  name: 'intro.ask',
  values: nothing,
  fields: z.object({
    target: optionalLine(64, 'Whom you want to meet'),
    someone: optionalLine(LIMITS.line, 'Your description'),
    purpose,
    message,
    urgency,
  }),
  answers: 'nothing',
})

/** The request as this person may see it: the asker's card, or the card of whoever is asked. */
export const open = action({ name: 'intro.open', values: requestOnly, answers: 'card' })
export const details = action({ name: 'intro.details', values: requestOnly, answers: 'card' })
export const history = action({
  name: 'intro.history',
  values: z.object({ requestId: id, page: z.coerce.number().int().min(1).max(1000) }),
  answers: 'card',
})

export const edit = action({ name: 'intro.edit', values: requestOnly, answers: 'form' })
export const editForm = form({
  name: 'intro.edit',
  values: requestOnly,
  fields: z.object({ purpose, message, urgency }),
  answers: 'update',
})

export const withdraw = action({ name: 'intro.withdraw', values: requestOnly, answers: 'update' })
export const extend = action({ name: 'intro.extend', values: requestOnly, answers: 'update' })
export const putOnBoard = action({ name: 'intro.put_on_board', values: requestOnly, answers: 'update' })

/** From now on nobody reads who asks before they have said yes. */
export const seal = action({ name: 'intro.seal', values: requestOnly, answers: 'update' })

export const answer = action({
  name: 'intro.answer',
  values: z.object({ requestId: id, offerId: id }),
  answers: 'form',
})
export const answerForm = form({
  name: 'intro.answer',
  values: z.object({ requestId: id, offerId: id }),
  fields: z.object({ answer: line(LIMITS.paragraph, 'An answer') }),
  answers: 'update',
})

/** "Somebody who has sold batteries to shipyards" as words that contacts are found by. The model sees the asker's words alone. */
export const criteriaTask = llmTask({
  name: 'intro.criteria',
  input: z.object({ wanted: z.string(), purpose: z.string() }),
  output: z.object({ words: z.array(z.string()) }),
  maxOutputTokens: 120,
  timeoutMs: 10_000,
})
