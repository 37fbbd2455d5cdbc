import { actions, button, type Card, list, quote, text } from '../../../kit/ui/card.ts'
import type { HomeSection } from '../../../kit/ui/home.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { t, time, typed } from '../../../kit/ui/text.ts'
import { contracts } from '../contracts.ts'
import type { Conversation, Escalation, Left } from '../model.ts'
import { isWorthTelling } from '../rules/budget.ts'
import { isOpen } from '../rules/care.ts'
import * as say from '../text.ts'

/** The cards of a conversation that are no answers. */

export function helpCard(): Card {
  return {
    title: say.help.title,
    body: [...say.help.body.map((line) => text(line)), text(say.help.privacy, 'small'), text(say.disclosure, 'small')],
  }
}

export function haltedCard(count: number): Card {
  if (count === 0) return { title: 'Nothing to stop', body: [text(t`I am not writing anything for you here.`)] }
  return { title: 'Stopping', body: [text(t`I stop, and pay back what was set aside and not used.`)] }
}

export function welcomeCard(): Card {
  return {
    title: 'A new conversation',
    body: [
      text(t`What is on your mind? Write to me, or use the command. What we said before stays out of it.`),
      text(say.disclosure, 'small'),
    ],
  }
}

/** What a person wrote to the member, in the coach's place. */
export function humanAnswerCard(shown: { by: string; words: string; escalation: Escalation | null }): Card {
  const { by, words, escalation } = shown
  return {
    title: clip(`${by} answers you`, LIMITS.cardTitle),
    status: { word: 'From a person', tone: 'good' },
    body: [
      text(typed(words)),
      ...(escalation && isOpen(escalation)
        ? [actions(button('Write back…', contracts.openWriteBack, { escalationId: escalation.id }))]
        : []),
    ],
  }
}

export function stillWaitingCard(names: readonly string[]): Card {
  return { title: 'More people were asked', body: [text(say.stillWaiting(names))] }
}

export function writtenBackCard(words: string, names: readonly string[]): Card {
  return {
    title: 'Your message is with them',
    body: [quote(typed(words)), text(t`${say.namesIn(names)} can read it and will answer here.`, 'small')],
  }
}

export function forgottenCard(count: number): Card {
  return {
    title: 'Forgotten',
    body: [
      text(
        count === 0
          ? t`There was nothing to forget.`
          : t`${count === 1 ? 'One conversation is' : `${count} conversations are`} deleted, with all ratings and summaries. The messages in this chat are yours to delete.`,
      ),
    ],
  }
}

/** After people and requests, before settings. */
const HOME_ORDER = 60

export function coachSection(recent: readonly Conversation[], left: Left | null): HomeSection {
  const forget = button(
    'Delete my conversations',
    contracts.forget,
    {},
    {
      style: 'danger',
      confirm: {
        title: 'Delete your conversations?',
        text: 'All that you and the coach wrote is gone for good, ratings too. Humans whom you asked no longer see it.',
        yes: 'Delete them',
        no: 'Keep them',
      },
    },
  )
  return {
    title: 'Coach',
    order: HOME_ORDER,
    cards: [],
    body: [
      text(
        recent.length === 0
          ? t`Write to me about anything in your business, or whom to meet.`
          : t`Go on where you were: just write to me.`,
      ),
      ...(recent.length > 0
        ? [
            list(
              recent.map(({ title, lastMessageAt }) => ({
                title: clip(title, LIMITS.line),
                text: t`${time(lastMessageAt)}`,
              })),
            ),
          ]
        : []),
      ...(left && isWorthTelling(left) ? [text(say.leftToday(left), 'small')] : []),
      text(say.disclosure, 'small'),
      ...(recent.length > 0 ? [actions(forget)] : []),
    ],
  }
}
