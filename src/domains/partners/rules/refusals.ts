import type { IntroRefusal } from '../../introductions/api.ts'
import type { PartnerStatus } from '../model.ts'

/** Everything that the partners' desk may say no with; what it passes on from the requests' own rules is among it. */
export type PartnerRefusal =
  | IntroRefusal
  | { readonly kind: 'cannot_become'; readonly from: PartnerStatus; readonly to: PartnerStatus }
  | { readonly kind: 'invited_before'; readonly company: string; readonly status: PartnerStatus }
  | { readonly kind: 'group_is_missing' }
  | { readonly kind: 'not_in_group' }
  | { readonly kind: 'group_is_full' }
  | { readonly kind: 'channel_is_taken' }
  | { readonly kind: 'no_channel_here' }
  | { readonly kind: 'member_unknown' }
  | { readonly kind: 'state_unknown'; readonly said: string }
  | { readonly kind: 'not_a_choice' }
  | { readonly kind: 'areas_need_the_team' }
  | { readonly kind: 'status_not_settable'; readonly status: string }
  | { readonly kind: 'reason_is_missing' }
