import type { PickOption } from '../../kit/ui/card.ts'
import { type Form, type FormField, formFor, searchField } from '../../kit/ui/form.ts'
import { clip, LIMITS } from '../../kit/ui/limits.ts'
import { t } from '../../kit/ui/text.ts'
import {
  answerForm,
  askForm,
  contactSearch,
  declineForm,
  deferForm,
  editDraftForm,
  editForm,
  helpForm,
  lighterForm,
  notNowForm,
  outcomeForm,
  questionForm,
  suggestForm,
} from './contracts.ts'
import {
  type Introduction,
  LIGHTER_YES,
  type Outcome,
  REASON_READERS,
  type ReferralRequest,
  TELLABLE_OUTCOMES,
  URGENCIES,
  type Urgency,
} from './model.ts'
import type { HouseRules } from './model-defaults.ts'
import { lighterWord, outcomeWord, readerWord, urgencyHint, urgencyWord } from './text.ts'

/** The questions with controls. At most five fields each, and the first one is the only one that matters. */

export interface AskStart {
  readonly target?: PickOption
  readonly someone?: string
  readonly purpose?: string
  readonly message?: string
  readonly urgency?: Urgency
}

export function ask(house: HouseRules, start: AskStart = {}): Form {
  const { target, someone, purpose, message, urgency = 'NORMAL' } = start
  return formFor(askForm, {
    title: 'Ask for an introduction',
    intro: t`I find whoever can best open that door and ask them. You see every step on one card.`,
    submit: 'Ask',
    values: {},
    fields: [
      searchField(contactSearch, {
        ...{ name: 'target', label: 'Whom do you want to meet?', placeholder: 'A name or an organization' },
        ...{ hint: 'Or leave it empty and describe the person below.' },
        ...(target && { initial: target }),
      }),
      {
        ...{ kind: 'line', name: 'someone', label: 'Or describe them', maxLength: LIMITS.line },
        ...{ hint: 'Somebody new, or the kind of person: “a CFO at a robotics company”.' },
        ...(someone && { initial: clip(someone, LIMITS.line) }),
      },
      {
        ...{ kind: 'line', name: 'purpose', label: 'What is it about?', maxLength: LIMITS.line, required: true },
        ...{ placeholder: 'Such as: pilot customers for our battery tester' },
        ...(purpose && { initial: purpose }),
      },
      {
        ...{ kind: 'paragraph', name: 'message', label: 'Your message', maxLength: LIMITS.paragraph, required: true },
        ...{ hint: 'Why them, why now, and what is in it for them. They may read it.' },
        ...(message && { initial: clip(message, LIMITS.paragraph) }),
      },
      urgencyField(urgency, house),
    ],
  })
}

export function edit(request: ReferralRequest, house: HouseRules): Form {
  const isSent = request.introSentAt !== null
  return formFor(editForm, {
    title: 'Change your request',
    ...(isSent && { intro: t`The introduction that went out stays as it was; this changes your own record.` }),
    submit: 'Keep the changes',
    values: { requestId: request.id },
    fields: [
      {
        ...{ kind: 'line', name: 'purpose', label: 'What is it about?', maxLength: LIMITS.line, required: true },
        initial: request.purpose,
      },
      {
        ...{ kind: 'paragraph', name: 'message', label: 'Your message', maxLength: LIMITS.paragraph, required: true },
        initial: request.message,
      },
      urgencyField(request.urgency, house),
    ],
  })
}

const urgencyField = (initial: Urgency, house: HouseRules): FormField => ({
  ...{ kind: 'pickOne', name: 'urgency', label: 'How urgent is it?', required: true, initial },
  options: URGENCIES.map((value) => ({ value, label: urgencyWord[value], hint: urgencyHint(value, house) })),
})

export interface About {
  readonly requestId: string
  readonly offerId: string
}

export function decline(values: About, isHandBack: boolean): Form {
  return formFor(declineForm, {
    title: isHandBack ? 'Hand it back' : 'Decline',
    intro: isHandBack
      ? t`That is fine: the desk asks somebody else, and the asker hears no name and no blame.`
      : t`A no is fine. The asker only hears that it is with someone else now.`,
    submit: isHandBack ? 'Hand it back' : 'Decline',
    values,
    fields: [
      {
        ...{ kind: 'paragraph', name: 'reason', label: 'A reason, if you like', maxLength: LIMITS.paragraph },
        hint: 'You can leave it empty.',
      },
      {
        ...{ kind: 'pickOne', name: 'reasonFor', label: 'Who may read the reason?', required: true, initial: 'NOBODY' },
        options: REASON_READERS.map((value) => ({ value, label: readerWord[value] })),
      },
    ],
  })
}

export function question(values: About): Form {
  return formFor(questionForm, {
    title: 'Ask a question',
    intro: t`The asker gets it without your name. Your clock stands still until they answer.`,
    submit: 'Send the question',
    values,
    fields: [
      {
        ...{ kind: 'paragraph', name: 'question', label: 'What do you need to know?', required: true },
        maxLength: LIMITS.paragraph,
      },
    ],
  })
}

export function answer(values: About, asked: string): Form {
  return formFor(answerForm, {
    title: 'Answer',
    intro: t`They would like to know: ${clip(asked, 1000)}`,
    submit: 'Send the answer',
    values,
    fields: [{ kind: 'paragraph', name: 'answer', label: 'Your answer', maxLength: LIMITS.paragraph, required: true }],
  })
}

export function suggest(values: About): Form {
  return formFor(suggestForm, {
    title: 'Suggest someone else',
    intro: t`Thank you! A member whom you choose is asked next.`,
    submit: 'Suggest them',
    values,
    fields: [
      { kind: 'person', name: 'member', label: 'A member who may help' },
      {
        ...{ kind: 'line', name: 'text', label: 'Or in your words', maxLength: LIMITS.line },
        hint: 'The asker reads this, without your name.',
      },
    ],
  })
}

export function defer(values: About, earliest: string): Form {
  return formFor(deferForm, {
    title: 'Not before a day',
    intro: t`Others are asked meanwhile. If nobody has taken it by then, it comes back to you.`,
    submit: 'Ask me then',
    values,
    fields: [{ kind: 'date', name: 'until', label: 'Ask me again on', required: true, initial: earliest }],
  })
}

export function lighter(values: About): Form {
  return formFor(lighterForm, {
    title: 'Help in a lighter way',
    intro: t`Help without an introduction. It counts just as much.`,
    submit: 'Help like this',
    values,
    fields: [
      {
        ...{ kind: 'pickOne', name: 'how', label: 'How do you want to help?', required: true, initial: 'NAME_USED' },
        options: LIGHTER_YES.map((value) => ({ value, label: lighterWord[value] })),
      },
      {
        ...{ kind: 'paragraph', name: 'note', label: 'Your words to the asker', maxLength: LIMITS.paragraph },
        hint: 'When and where, or your answer. They see your name with it.',
      },
    ],
  })
}

export function help(requestId: string, contact: PickOption | null): Form {
  return formFor(helpForm, {
    title: 'I can help',
    intro: t`The request is yours with this, and you see who asks. Whom will you introduce?`,
    submit: 'Take it',
    values: { requestId },
    fields: [
      searchField(contactSearch, {
        ...{ name: 'contact', label: 'Somebody the desk knows', placeholder: 'A name or an organization' },
        ...(contact && { initial: contact }),
      }),
      { kind: 'line', name: 'name', label: 'Or the name of somebody new', maxLength: LIMITS.line },
      {
        ...{ kind: 'line', name: 'email', label: 'Their e-mail address', maxLength: LIMITS.line },
        hint: 'For the question whether they want to. Nobody else sees it before they say yes.',
      },
    ],
  })
}

export function editDraft(requestId: string, { subject, body }: Introduction): Form {
  return formFor(editDraftForm, {
    title: 'Edit the text',
    submit: 'Keep my words',
    values: { requestId },
    fields: [
      {
        ...{ kind: 'line', name: 'subject', label: 'Subject', maxLength: LIMITS.line, required: true },
        ...(subject && { initial: clip(subject, LIMITS.line) }),
      },
      {
        ...{ kind: 'paragraph', name: 'body', label: 'The introduction', maxLength: LIMITS.draft, required: true },
        ...(body && { initial: clip(body, LIMITS.draft) }),
      },
    ],
  })
}

export function notNow(values: { requestId: string; consentId: string }): Form {
  return formFor(notNowForm, {
    title: 'Not now',
    intro: t`That is fine. The asker only hears that it is not possible right now.`,
    submit: 'Say not now',
    values,
    fields: [
      {
        ...{ kind: 'paragraph', name: 'note', label: 'A word to the facilitator', maxLength: LIMITS.paragraph },
        hint: 'Optional. Only they read it.',
      },
    ],
  })
}

export interface ToldBefore {
  readonly outcome: Outcome | null
  readonly notes: string | null
  /** `YYYY-MM-DD` */
  readonly meetingDay: string | null
}

export function outcome(requestId: string, { outcome: told, notes, meetingDay }: ToldBefore): Form {
  return formFor(outcomeForm, {
    title: 'What came of it?',
    intro: t`Whoever opened the door would like to know; it is their thanks.`,
    submit: told ? 'Correct it' : 'Tell it',
    values: { requestId },
    fields: [
      {
        ...{ kind: 'pickOne', name: 'outcome', label: 'What came of it?', required: true },
        options: TELLABLE_OUTCOMES.map((value) => ({ value, label: outcomeWord[value] })),
        ...(told && told !== 'UNKNOWN' && { initial: told }),
      },
      {
        ...{ kind: 'date', name: 'meetingDate', label: 'When was, or is, the meeting?' },
        ...(meetingDay && { initial: meetingDay }),
      },
      {
        ...{ kind: 'paragraph', name: 'notes', label: 'Notes', maxLength: LIMITS.paragraph },
        ...{ hint: 'The facilitator reads them too.' },
        ...(notes && { initial: notes }),
      },
    ],
  })
}
