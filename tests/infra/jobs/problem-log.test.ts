import { expect, it } from 'vitest'
import { problemLog } from '../../../src/infra/jobs/boss-database.ts'
import { collectingLog } from '../../helpers/log.ts'

it('says an outage once for all workers, and once that it is over', () => {
  const log = collectingLog()
  const problems = problemLog(log)

  problems.failed({ message: 'connect ECONNREFUSED (Queue: jobs, Worker: 1)' })
  problems.failed({ message: 'connect ECONNREFUSED (Queue: lanes, Worker: 2)' })
  problems.worked()
  problems.worked()
  problems.failed({ message: 'connect ECONNREFUSED (Queue: jobs, Worker: 1)' })

  expect(log.messages('error')).toHaveLength(2)
  expect(log.messages('info')).toEqual(['The job engine works again'])
  expect(log.entries[0]?.fields).toEqual({ reason: 'connect ECONNREFUSED' })
})
