import type { Page } from '../../../kit/page.ts'
import { quote, text } from '../../../kit/ui/card.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { t, typed } from '../../../kit/ui/text.ts'
import type { Partner } from '../model.ts'
import { aType, disclosure } from '../text.ts'

/** What somebody outside sees behind their link: what they are asked, and what they can say. */
export function invitationPage(partner: Partner, community: string): Page {
  if (partner.question && !partner.answer) return questionPage(partner, community)
  if (partner.status !== 'INVITED') return settledPage(partner, community)
  return {
    title: `${community} would like you as a partner`,
    body: [
      text(
        t`Hello ${partner.contactName}, members of ${community} sometimes need ${aType(partner.type)}, and we would like to introduce them to ${partner.companyName}. You say yes or no to each introduction.`,
      ),
      text(t`${disclosure(partner.type)}`, 'small'),
    ],
    fields: [
      { kind: 'line', name: 'phone', label: 'Phone', maxLength: 20 },
      { kind: 'line', name: 'website', label: 'Website', maxLength: LIMITS.line },
      { kind: 'paragraph', name: 'note', label: 'Anything we should know?', maxLength: LIMITS.paragraph },
    ],
    choices: [
      { value: 'agree', label: 'I agree to be a partner', style: 'primary' },
      { value: 'decline', label: 'No, thank you', style: 'plain' },
    ],
  }
}

function questionPage({ contactName, question }: Partner, community: string): Page {
  return {
    title: `A question from ${community}`,
    body: [
      text(t`Hello ${contactName}, before the team decides, they would like to know this.`),
      quote(typed(question ?? '')),
    ],
    fields: [{ kind: 'paragraph', name: 'note', label: 'Your answer', maxLength: LIMITS.paragraph, required: true }],
    choices: [
      { value: 'agree', label: 'Send the answer', style: 'primary' },
      { value: 'decline', label: 'I would rather not be a partner', style: 'plain' },
    ],
  }
}

function settledPage({ status, companyName }: Partner, community: string): Page {
  const words = {
    INVITED: t`Your invitation is open.`,
    PENDING_REVIEW: t`Thank you! The team of ${community} has a look, and you hear from us.`,
    ACTIVE: t`${companyName} is a partner of ${community}. Nothing to do for you.`,
    INACTIVE: t`${companyName} takes no introductions for now.`,
    REMOVED: t`Thank you for telling us. You will not hear from us about it again.`,
  }[status]
  return { title: 'Thank you', body: [text(words)], choices: [] }
}
