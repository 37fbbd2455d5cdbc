import type { Domain } from '../kit/domain.ts'
import { people } from './people/index.ts'

/** What this desk can do. The order is that of the sections of a home; people come first, because the others point to them. */
export const domains: readonly Domain[] = [people]
