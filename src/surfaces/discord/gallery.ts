import type { Reader } from '../../kit/surface.ts'
import type { Card } from '../../kit/ui/card.ts'
import type { Form } from '../../kit/ui/form.ts'
import type { Home } from '../../kit/ui/home.ts'
import { renderCard } from './render-card.ts'
import { renderForm } from './render-form.ts'
import { renderHome } from './render-home.ts'

/** What Discord would be sent, for the gallery of the playground. */
export const discordComponentsFor = (card: Card, reader: Reader) => renderCard(card, reader)
export const discordModalFor = (form: Form, reader: Reader) => renderForm(form, reader)
export const discordHomeFor = (home: Home, reader: Reader, page?: number) => renderHome(home, reader, page)
