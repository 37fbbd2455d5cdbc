import { actions, type Button, button, type Card, text } from '../../../kit/ui/card.ts'
import { t } from '../../../kit/ui/text.ts'
import * as contracts from '../contracts-chat.ts'
import type { Need } from '../needs/hear.ts'
import { aType } from '../text.ts'

/** The quiet offer under what somebody said: a form to look at, and nothing that happens by itself. */
export const needCard = (need: Need): Card => ({
  title: `Looking for ${aType(need.type)}?`,
  body: [text(t`A partner of ours may help. Nobody is asked until you send the form.`), actions(needButton(need))],
})

/** The same offer as a button, for whoever answers with a card of their own. */
export const needButton = ({ type, state }: Need): Button =>
  button(`Ask for ${aType(type)}…`, contracts.startAsk, { type, state: state ?? undefined })
