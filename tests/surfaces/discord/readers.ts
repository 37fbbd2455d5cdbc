import type { MemberId } from '../../../src/kit/brand.ts'
import type { Reader } from '../../../src/kit/surface.ts'

export const ANA = 'm-known' as MemberId
export const READER: Reader = {
  timeZone: 'Europe/Berlin',
  locale: 'en-GB',
  mentions: new Map([[ANA, '123456789012345678']]),
}
