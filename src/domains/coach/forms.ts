import { type Form, type FormField, formFor } from '../../kit/ui/form.ts'
import { LIMITS } from '../../kit/ui/limits.ts'
import { t } from '../../kit/ui/text.ts'
import { contracts } from './contracts.ts'
import type { HelpLines } from './help-lines.ts'
import { CAPABILITIES, type Settings, SHARES, type Share } from './model.ts'
import { capabilityWord, namesIn, shareWord } from './text.ts'

const paragraph = (
  name: string,
  label: string,
  more: Partial<Extract<FormField, { kind: 'paragraph' }>> = {},
): FormField => ({
  kind: 'paragraph',
  name,
  label,
  maxLength: LIMITS.paragraph,
  ...more,
})

export function reason(answerId: string): Form {
  return formFor(contracts.reason, {
    title: 'Say why',
    intro: t`Thank you. It makes the coach better for everybody.`,
    submit: 'Send it',
    values: { answerId },
    fields: [
      paragraph('reason', 'What helped, or what was wrong?', { hint: 'You can leave it empty.' }),
      {
        ...{ kind: 'pickOne', name: 'share', label: 'Who may read it?', required: true, initial: 'yes' },
        options: [
          { value: 'yes', label: 'Those who look after the coach', hint: 'They see this question and answer' },
          { value: 'no', label: 'Nobody: only count my rating', hint: 'Your reason is kept for you alone' },
        ],
      },
    ],
  })
}

export function human(answerId: string, asked: { names: readonly string[]; shared: Share }): Form {
  return formFor(contracts.human, {
    title: 'Talk to a human',
    intro: t`${namesIn(asked.names)} will see your name and what you choose here, and answer in this conversation, within a working day. If nobody does, the other administrators and partner managers are asked too.`,
    submit: 'Ask them',
    values: { answerId },
    fields: [
      {
        ...{ kind: 'pickOne', name: 'share', label: 'What may they read?', required: true },
        initial: asked.shared === 'NOTHING' ? 'QUESTION' : asked.shared,
        options: SHARES.toReversed().map((value) => ({ value, ...shareWord[value] })),
      },
      paragraph('note', 'What should they know?', { hint: 'You can leave it empty.' }),
    ],
  })
}

export function writeBack(escalationId: string): Form {
  return formFor(contracts.writeBack, {
    title: 'Write back',
    submit: 'Send it',
    values: { escalationId },
    fields: [paragraph('words', 'Your message', { required: true })],
  })
}

export function reply(escalationId: string, memberName: string): Form {
  return formFor(contracts.reply, {
    title: 'Answer as a person',
    intro: t`${memberName} reads it in their conversation with the coach, under your name.`,
    submit: 'Send the answer',
    values: { escalationId },
    fields: [paragraph('words', 'Your answer', { required: true })],
  })
}

export function settings(current: Settings): Form {
  return formFor(contracts.settings, {
    title: 'How the coach behaves',
    intro: t`This makes a new version. It counts for nobody before you make it live.`,
    submit: 'Make a draft',
    values: {},
    fields: [
      {
        ...{ kind: 'pickOne', name: 'isActive', label: 'The coach is', required: true },
        initial: current.isActive ? 'on' : 'off',
        options: [
          { value: 'on', label: 'Switched on' },
          { value: 'off', label: 'Switched off', hint: 'Words of crisis still get help' },
        ],
      },
      paragraph('systemPrompt', 'What is special about this community?', {
        hint: 'How it speaks, what it is about, what matters. It cannot lift a safety rule.',
        initial: current.systemPrompt,
      }),
      {
        ...{ kind: 'pickMany', name: 'capabilities', label: 'The coach may', initial: current.capabilities },
        options: CAPABILITIES.map((value) => ({ value, ...capabilityWord[value] })),
      },
      {
        ...{
          kind: 'number',
          name: 'maxTokensPerMessage',
          label: 'Tokens an answer',
          required: true,
          min: 100,
          max: 4000,
        },
        ...{ hint: 'About four letters each; 500 is some 350 words.', initial: current.maxTokensPerMessage },
      },
      {
        ...{ kind: 'number', name: 'maxTokensPerDay', label: 'Tokens a member and day', required: true },
        ...{ min: 100, max: 100_000, initial: current.maxTokensPerDay },
      },
    ],
  })
}

export function keywords({ keywords: words, helpNote }: Settings): Form {
  const lines = (name: string, label: string, list: readonly string[], hint: string) =>
    paragraph(name, label, { hint, initial: fitting(list) })
  return formFor(contracts.keywords, {
    title: 'Words to look for',
    intro: t`Beside the built-in phrases in seven languages. One word or phrase a line. This makes a draft.`,
    submit: 'Make a draft',
    values: {},
    fields: [
      lines('crisis', 'A crisis', words.CRISIS, 'Never reaches the model: help lines, and a human is called at once.'),
      lines(
        'harm',
        'Violence or abuse',
        words.HARM,
        'Never reaches the model: help lines, and a human is called at once.',
      ),
      lines('legalMoney', 'Legal or money trouble', words.LEGAL_MONEY, 'Answered with care, and a human is offered.'),
      lines('asksHuman', 'Asks for a human', words.ASKS_HUMAN, 'A human is offered at once.'),
      {
        ...{ kind: 'line', name: 'helpNote', label: 'Your own place to turn to', maxLength: LIMITS.line },
        ...{ hint: 'Shown beside the help lines: a person, a room, a number.' },
        ...(helpNote && { initial: helpNote }),
      },
    ],
  })
}

/** For the country of the community; an administrator names another one to write down its numbers. */
export function helpLines(country: string | null, lines: HelpLines | null): Form {
  const line = (name: string, label: string, initial: string | undefined, hint: string): FormField => ({
    ...{ kind: 'line', name, label, hint, maxLength: LIMITS.line },
    ...(initial && { initial }),
  })
  return formFor(contracts.helpLines, {
    title: 'Numbers to call',
    intro: t`Shown to members of a country when they are in need. Please call each number once yourself. This makes a draft.`,
    submit: 'Make a draft',
    values: {},
    fields: [
      {
        ...{ kind: 'line', name: 'country', label: 'Country, as two letters', maxLength: 2, required: true },
        ...(country && { initial: country }),
      },
      line('emergency', 'Ambulance and police', lines?.emergency, 'Leave it empty to go back to the built-in numbers.'),
      line('crisis', 'A crisis', lines?.crisis, 'Name and number, such as “Samaritans: 116 123”.'),
      line('harm', 'Violence or abuse', lines?.harm, 'Name and number.'),
    ],
  })
}

/** As many whole lines as a control can hold. */
function fitting(list: readonly string[]): string {
  let text = ''
  for (const word of list) {
    const longer = text === '' ? word : `${text}\n${word}`
    if (longer.length > LIMITS.paragraph) break
    text = longer
  }
  return text
}
