import { z } from 'zod'
import { action, notice, sweep } from '../../kit/contracts.ts'
import { day, id, nothing } from '../../kit/schema.ts'

export const contracts = {
  /** What a member's week looks like from the desk: three numbers and what waits for them. */
  weekly: notice({
    name: 'digest.weekly',
    data: z.object({ memberId: id, day }),
    topic: 'digest',
    subject: ({ memberId, day }) => `digest:${memberId}:${day}`,
    key: ({ memberId, day }) => `${memberId}:${day}`,
  }),
  /** Switches the topic off, in place. */
  mute: action({ name: 'digest.mute', values: nothing, answers: 'update' }),
  unmute: action({ name: 'digest.unmute', values: nothing, answers: 'update' }),
  due: sweep({ name: 'digest.due', every: 'minute' }),
}
