import type { ModelPort } from '../../kit/model.ts'
import { err } from '../../kit/result.ts'

/** The port where no model is configured: templates write the drafts, the coach says so. */
export const noModel: ModelPort = {
  describe: { configured: false },
  complete: async () => err({ kind: 'not_configured' }),
  stream: async function* () {
    yield { kind: 'failed', failure: { kind: 'not_configured' } }
  },
}
