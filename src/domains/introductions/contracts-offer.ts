import { z } from 'zod'
import { action, form } from '../../kit/contracts.ts'
import { day, id, line, nothing, optionalLine } from '../../kit/schema.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { LIGHTER_YES, REASON_READERS } from './model.ts'

/** What a facilitator can say to an offer. */

const offerOnly = z.object({ requestId: id, offerId: id })

export const accept = action({ name: 'intro.accept', values: offerOnly, answers: 'update' })

export const decline = action({ name: 'intro.decline', values: offerOnly, answers: 'form' })
export const declineForm = form({
  name: 'intro.decline',
  values: offerOnly,
  fields: z.object({
    reason: optionalLine(LIMITS.paragraph, 'The reason'),
    reasonFor: z.enum(REASON_READERS, 'Please choose who may read it.'),
  }),
  answers: 'update',
})

export const question = action({ name: 'intro.question', values: offerOnly, answers: 'form' })
export const questionForm = form({
  name: 'intro.question',
  values: offerOnly,
  fields: z.object({ question: line(LIMITS.paragraph, 'A question') }),
  answers: 'update',
})

/** The quieter answers, in one menu: the picked value says which form opens. */
export const more = action({ name: 'intro.more', values: offerOnly, answers: 'form' })

export const suggestForm = form({
  name: 'intro.suggest',
  values: offerOnly,
  fields: z.object({
    member: optionalLine(64, 'The person'),
    text: optionalLine(LIMITS.line, 'The suggestion'),
  }),
  answers: 'update',
})

export const deferForm = form({
  name: 'intro.defer',
  values: offerOnly,
  fields: z.object({ until: day }),
  answers: 'update',
})

export const lighterForm = form({
  name: 'intro.lighter',
  values: offerOnly,
  fields: z.object({
    how: z.enum(LIGHTER_YES, 'Please choose how you want to help.'),
    note: optionalLine(LIMITS.paragraph, 'Your words to the asker'),
  }),
  answers: 'update',
})

/** "I can help", from the ask board or for the kind of person wanted. */
export const help = action({ name: 'intro.help', values: z.object({ requestId: id }), answers: 'form' })
export const helpForm = form({
  name: 'intro.help',
  values: z.object({ requestId: id }),
  fields: z.object({
    contact: optionalLine(64, 'The person'),
    name: optionalLine(LIMITS.line, 'The name'),
    email: z
      .union([z.literal(''), z.email('Please give an e-mail address, such as mia@example.com.')])
      .optional()
      .transform((value) => (value ? value : undefined)),
  }),
  answers: 'nothing',
})

/** After three silent offers: go on, ask again in a month, or stop. */
export const resume = action({
  name: 'intro.resume',
  values: z.object({ choice: z.enum(['stay', 'month', 'stop']) }),
  answers: 'update',
})

/** Opens the board as a card; for buttons in homes. */
export const openBoard = action({ name: 'intro.board', values: nothing, answers: 'card' })

/** Another ask for the same person waits behind this one: the facilitator opens the door for both. */
export const takeAlong = action({
  name: 'intro.take_along',
  values: z.object({ requestId: id }),
  answers: 'update',
})

/** "How well do you know them?" in one click, where somebody is asked and where they have met. The picked value is a strength. */
export const know = action({ name: 'intro.know', values: z.object({ requestId: id }), answers: 'card' })

/** How the desk came to ask this facilitator, in numbers that are theirs alone. */
export const why = action({ name: 'intro.why', values: offerOnly, answers: 'card' })
