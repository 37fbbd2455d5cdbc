import type { z } from 'zod'
import type { AnyNotice } from '../../kit/contracts.ts'
import { care } from './contracts-care.ts'
import { talk } from './contracts-talk.ts'
import { humanAnswered, humanWanted } from './events.ts'

export const contracts = { ...talk, ...care, humanWanted, humanAnswered }

/** What `w.redraw` calls the thing that this notice is about. */
export const subjectOf = <N extends AnyNotice>(notice: N, data: z.input<N['data']>): string =>
  notice.subject(notice.data.parse(data))
