import { z } from 'zod'
import { action, command } from '../../kit/contracts.ts'
import { id, line } from '../../kit/schema.ts'

/** "Does anybody know someone there?": counted, and never who. */

const MOST_LETTERS = 80

export const coverageCommand = command({
  command: 'intro',
  verb: 'coverage',
  order: 6,
  summary: 'See whether somebody here knows people at an organization; nobody is named',
  input: z.object({ where: line(MOST_LETTERS, 'An organization') }),
  options: [
    { name: 'where', describe: 'An organization or its web address', kind: 'text', required: true, rest: true },
  ],
  answers: 'card',
})

/** Opens the form of a request for somebody at this organization. */
export const askThere = action({ name: 'intro.ask_there', values: z.object({ organizationId: id }), answers: 'form' })
