import type { Reader } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import type { Home } from '../../kit/ui/home.ts'
import { renderCard } from './render-card.ts'
import { renderForm } from './render-form.ts'
import { renderHome } from './render-home.ts'

/** What Slack would be sent, for the gallery of the playground. */
export const slackBlocksFor = (card: Card, reader: Reader) => renderCard(card, reader)
export const slackModalFor = (form: Form, reader: Reader) => renderForm(form, reader)
export const slackHomeFor = (home: Home, reader: Reader) => renderHome(home, reader)
