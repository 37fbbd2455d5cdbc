import { defineDomain } from '../../kit/domain.ts'
import { contracts } from './contracts.ts'
import { handlers, listeners } from './handlers.ts'
import { endpointSecrets } from './store.ts'
import { refusals } from './text.ts'

/** What happens here, told to systems elsewhere: signed, tried again, and told once more when asked. */
export const webhooks = defineDomain({
  name: 'webhooks',
  contracts,
  handlers,
  refusals,
  secrets: endpointSecrets,
  listens: listeners,
  examples: {},
})
