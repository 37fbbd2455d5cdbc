import type { Sentences } from '../../kit/domain.ts'
import { t } from '../../kit/ui/text.ts'
import { MOST_ENDPOINTS } from './model.ts'

export type WebhookRefusal =
  | { readonly kind: 'not_found' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'too_many_webhooks' }
  | { readonly kind: 'no_keys' }

export const refusals: Sentences<WebhookRefusal> = {
  not_found: () => ({ text: t`This webhook is not there.` }),
  stale: () => ({
    text: t`It has changed since you looked at it. Nothing was changed. Look at it again, and decide anew.`,
  }),
  no_keys: () => ({
    text: t`This desk cannot keep secrets yet, because ENCRYPTION_KEYS is not set. Nothing was added.`,
  }),
  too_many_webhooks: () => ({ text: t`There can be ${MOST_ENDPOINTS} webhooks. Remove one first. Nothing was added.` }),
}
