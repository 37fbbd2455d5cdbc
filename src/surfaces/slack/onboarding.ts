import type { Registry } from '../../app/registry.ts'
import type { Log } from '../../kit/log.ts'
import { type Button, type Card, list, text } from '../../kit/ui/card.ts'
import { t } from '../../kit/ui/text.ts'
import { AS_IT_IS } from './deliver.ts'
import { commandToken } from './receive.ts'
import { renderCard } from './render-card.ts'
import type { Grant } from './tokens.ts'
import { platformError } from './web-api.ts'
import { welcomeLead } from './words.ts'

/** The first message to whoever installed the app: three steps, each with its button, nothing posted anywhere else. */
export async function welcome(
  grant: Grant,
  to: { installerId: string; workspace: string; registry: Registry; log: Log },
): Promise<void> {
  const card = welcomeCard(to.registry, to.workspace)
  const { text: words, blocks } = renderCard(card, { timeZone: 'UTC', locale: 'en', mentions: new Map() })
  try {
    const { channel } = await grant.client.conversations.open({ users: to.installerId })
    if (channel?.id)
      await grant.client.chat.postMessage({ channel: channel.id, text: words, blocks: [...blocks], ...AS_IT_IS })
  } catch (error) {
    to.log.warn({ reason: platformError(error) ?? 'no answer' }, 'The welcome message could not be sent')
  }
}

interface Step {
  readonly title: string
  readonly why: string
  readonly label: string
  readonly command: string
  readonly verb: string
}

const STEPS: readonly Step[] = [
  {
    title: '1 of 3 · Name the desk',
    why: 'Its name and its time zone; when nobody is disturbed follows from that.',
    label: 'Set up the desk…',
    command: 'desk',
    verb: 'setup',
  },
  {
    title: '2 of 3 · Say who opens doors',
    why: 'Facilitators are asked first. Members join by themselves when they first use the desk.',
    label: 'Choose facilitators',
    command: 'desk',
    verb: 'roles',
  },
  {
    title: '3 of 3 · Ask for a first introduction',
    why: 'Try it with a colleague: you see what a member sees, and you can withdraw it any time.',
    label: 'Make a test request…',
    command: 'intro',
    verb: 'ask',
  },
]

export function welcomeCard(registry: Registry, workspace: string): Card {
  const steps = STEPS.map((step) => {
    const isThere = registry.command(step.command, step.verb) !== null
    const button: Button = {
      kind: 'button',
      label: step.label,
      token: commandToken(step.command, step.verb),
      style: 'plain',
    }
    return { title: step.title, text: t`${step.why}`, ...(isThere && { actions: [button] }) }
  })
  return { title: 'Welcome to your introductions desk', body: [text(welcomeLead(workspace)), list(steps)] }
}
