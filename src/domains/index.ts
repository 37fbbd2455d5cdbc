import type { Domain } from '../kit/domain.ts'
import { coach } from './coach/index.ts'
import { digest } from './digest/index.ts'
import { introductions } from './introductions/index.ts'
import { partners } from './partners/index.ts'
import { people } from './people/index.ts'
import { webhooks } from './webhooks/index.ts'

/** What this desk can do. People come first, because the others point to them. */
export const domains: readonly Domain[] = [people, introductions, partners, coach, digest, webhooks]
