import type { Example } from '../../kit/examples.ts'
import type { Card } from '../../kit/ui/card.ts'
import { t } from '../../kit/ui/text.ts'
import { mutedCard, unmutedCard, weeklyCard } from './cards.ts'

export const examples = {
  weekly: ((words) =>
    weeklyCard({
      numbers: [
        { label: 'To decide', value: 2 },
        { label: 'Under way', value: 1 },
        { label: 'Made this week', value: 3 },
      ],
      items: [
        {
          title: words.line('Maria Keller would like to meet Nora Lindqvist'),
          text: t`${words.line('Answer by Fri 27 Nov')}`,
        },
        {
          title: words.line('Karim Haddad would like to meet Henrik Dahl'),
          text: t`${words.line('Waiting for Henrik')}`,
        },
      ],
    })) satisfies Example<Card>,
}

export const exampleCards: Readonly<Record<string, Example<Card>>> = {
  'the digest is switched off': () => mutedCard(),
  'the digest is back': () => unmutedCard(),
}
