import type { Page } from '../../kit/page.ts'
import type { SurfaceName } from '../../kit/person.ts'
import { actions, button, type Card, linkButton, text } from '../../kit/ui/card.ts'
import { accountContracts as contracts } from './contracts-account.ts'
import * as say from './text-account.ts'

/** The code as people read it aloud: "K7QD-4MXP". */
export const readable = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`

export function linkCard({ code, until }: { readonly code: string; readonly until: Date }): Card {
  return {
    title: 'Join your accounts',
    body: [
      text(say.linkHow(readable(code), until)),
      text(say.linkMeans()),
      actions(button('Enter a code…', contracts.openLinkCode, {}), button('Make a new code', contracts.showLink, {})),
    ],
    footer: say.linkSecret(),
  }
}

export interface JoinOffered {
  readonly codeId: string
  readonly here: SurfaceName
  readonly there: SurfaceName
}

export function joinOfferCard({ codeId, here, there }: JoinOffered): Card {
  return {
    title: 'Join these two accounts?',
    status: { word: 'Not joined yet', tone: 'waiting' },
    body: [
      text(say.linkQuestion(here, there)),
      text(say.linkMoves(there)),
      actions(button('Join my accounts', contracts.joinAccounts, { codeId }, { style: 'primary' })),
    ],
    footer: say.linkWarning(),
  }
}

export function joinedCard(surfaces: readonly SurfaceName[]): Card {
  return {
    title: 'Your accounts are one',
    status: { word: 'Joined', tone: 'good' },
    body: [text(say.joined(surfaces))],
  }
}

/** On the platform where the code was made: it is the first that its owner hears. */
export function accountJoinedCard(surface: SurfaceName): Card {
  return {
    title: 'Your accounts are one',
    status: { word: 'Joined', tone: 'good' },
    body: [
      text(say.joinedElsewhere(surface)),
      text(say.wasNotMe()),
      actions(
        button(
          `Separate ${say.surfaceWord(surface)}`,
          contracts.separateAccount,
          { surface },
          {
            style: 'danger',
            confirm: {
              title: 'Separate this account?',
              text: 'It becomes a member of its own that begins with nothing. What was joined stays with you.',
              yes: 'Separate',
              no: 'Keep joined',
            },
          },
        ),
      ),
    ],
  }
}

export function separatedCard(surface: SurfaceName): Card {
  return { title: 'Separated', status: { word: 'Separated', tone: 'quiet' }, body: [text(say.separated(surface))] }
}

export function exportCard({ url, until }: { readonly url: string; readonly until: Date }): Card {
  return {
    title: 'Everything about you',
    body: [text(say.exportHow(until)), actions(linkButton('Download my data', url))],
    footer: say.exportPrivate(),
  }
}

export function exportPage(state: 'open' | 'used' | 'gone'): Page {
  const title = 'Everything about you'
  switch (state) {
    case 'open':
      return {
        title,
        body: [text(say.exportPage())],
        choices: [{ value: 'download', label: 'Download the file', style: 'primary' }],
      }
    case 'used':
      return { title, body: [text(say.exportUsed())], choices: [] }
    case 'gone':
      return { title, body: [text(say.exportGone())], choices: [] }
  }
}

export function deleteCard(counts: readonly say.KindCount[]): Card {
  return {
    title: 'Delete everything about you?',
    status: { word: 'Nothing deleted yet', tone: 'waiting' },
    body: [
      text(say.deleteFirst()),
      text(say.whatGoes(counts)),
      text(say.deleteEnds()),
      text(say.deleteStays(), 'small'),
      actions(
        button('Download it first', contracts.exportMine, {}),
        button('Delete my data…', contracts.openDelete, {}, { style: 'danger' }),
      ),
    ],
  }
}

export function deletedCard({ receipt, at }: { readonly receipt: string; readonly at: Date }): Card {
  return {
    title: 'Deleted',
    status: { word: 'Deleted', tone: 'quiet' },
    reference: receipt,
    body: [text(say.deleted()), text(say.deletedReceipt(receipt, at)), text(say.deleteStays(), 'small')],
    footer: say.deletedAfter(),
  }
}
