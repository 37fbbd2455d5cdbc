import {
  type ActionItem,
  actions,
  type Block,
  button,
  type Card,
  list,
  type Status,
  text,
} from '../../../kit/ui/card.ts'
import { clip, LIMITS } from '../../../kit/ui/limits.ts'
import { type Text, t, time } from '../../../kit/ui/text.ts'
import * as contracts from '../contracts-chat.ts'
import {
  type CoverageLine,
  type CoverageStatus,
  DESK,
  type Partner,
  type PartnerAsk,
  type PartnerType,
  stateName,
  type WaitingPlace,
} from '../model.ts'
import { aType, capital, coverageWord, disclosure, typesWord, typeWord, wantedLine } from '../text.ts'
import { type CoveredState, coverageMap } from './coverage-map.ts'
import { title } from './partner.ts'

/** Cards for those who look for a partner. */

export interface SeenAsked {
  readonly ask: PartnerAsk
  readonly reference: string
  /** Who can be chosen, the longest without a turn first. */
  readonly choices: readonly Partner[]
  /** Whether another one can still be chosen. */
  readonly isOpen: boolean
}

/** Right after an ask: what happens next, what has to be said, and the choice, where there is one. */
export function askedCard({ ask, reference, choices, isOpen }: SeenAsked): Card {
  const { partnerType: type, stateCode, preferredPartnerId: chosen, requestId } = ask
  return {
    ...{ title: title(`Asked: ${wantedLine(type, stateCode)}`), reference, status: { word: 'Asked', tone: 'waiting' } },
    body: [
      text(whatNext({ ask, choices })),
      ...(ask.regulated ? [text(t`${disclosure(type)}`, 'small')] : []),
      ...(isOpen && choices.length > 1 ? [choiceList()] : []),
    ],
  }

  function choiceList(): Block {
    return list(
      choices.slice(0, DESK.choices).map((partner) => ({
        ...partnerLine(partner),
        ...(partner.id === chosen && { status: { word: 'Your choice', tone: 'good' } as const }),
        ...(partner.id !== chosen && {
          actions: [button('Choose them', contracts.choose, { requestId, partnerId: partner.id })],
        }),
      })),
    )
  }
}

function whatNext({ ask, choices }: Pick<SeenAsked, 'ask' | 'choices'>): Text {
  const type = typeWord[ask.partnerType]
  const chosen = choices.find(({ id }) => id === ask.preferredPartnerId)
  if (choices.length === 0)
    return t`No ${type} works in ${stateName(ask.stateCode)} with us yet: coming soon. You have a place in line, and I ask you as soon as there is one.`
  if (chosen)
    return t`You chose ${chosen.companyName}. Somebody of the team asks them, and you see every step on your card.`
  return choices.length === 1
    ? t`One ${type} works there with us. Somebody of the team asks them, and you see every step on your card.`
    : t`${choices.length} work there with us, and they take turns. You can also choose one:`
}

const partnerLine = (partner: Partner) => ({
  title: clip(partner.companyName, 120),
  text: t`${[partner.contactName, partner.serviceAreas.join(', '), partner.website].filter(Boolean).join(' · ')}`,
})

export interface Found {
  readonly partners: readonly Partner[]
  readonly total: number
  readonly type: PartnerType | null
  readonly state: string | null
}

/** `/partner find`. Addresses are not in it: those come with an introduction. */
export function directoryCard({ partners, total, type, state }: Found): Card {
  const what = type ? typesWord[type] : 'Partners'
  const where = state ? ` in ${stateName(state)}` : ''
  const start = button('Ask for a partner…', contracts.startAsk, { type: type ?? undefined, state: state ?? undefined })
  if (partners.length === 0) {
    return {
      title: title(`${what}${where}`),
      body: [
        text(t`Nobody fits yet: coming soon. Ask, and you have a place in line.`),
        actions({ ...start, style: 'primary' }),
      ],
    }
  }
  const kinds = [...new Set(partners.map((partner) => partner.type))]
  return {
    title: title(`${what}${where}`),
    body: [
      list(
        partners.map((partner) => ({
          ...partnerLine(partner),
          title: `${clip(partner.companyName, 90)} · ${capital(typeWord[partner.type])}`,
          actions: [button('Ask to be introduced…', contracts.askThem, { partnerId: partner.id })],
        })),
      ),
      ...(total > partners.length
        ? [text(t`… and ${total - partners.length} more. Add a word to see fewer.`, 'small')]
        : []),
      ...kinds.map((kind) => text(t`${disclosure(kind)}`, 'small')),
    ],
  }
}

/** `/partner coverage MN`. */
export function stateCard(stateCode: string, lines: readonly CoverageLine[]): Card {
  const open = lines.filter(({ status }) => status === 'AVAILABLE')
  const [first = lines[0]] = open
  return {
    title: title(`Partners in ${stateName(stateCode)}`),
    status: coverageStatus(open.length > 0 ? 'AVAILABLE' : 'COMING_SOON'),
    body: [
      {
        kind: 'table',
        caption: `${stateName(stateCode)}: ${open.length} of ${lines.length} kinds are available`,
        columns: ['Kind', 'Now', 'Partners'],
        rows: lines.map((line) => [typesWord[line.partnerType], coverageWord(line.status), String(line.partnerCount)]),
      },
      actions(askButton(first, stateCode)),
    ],
  }
}

function askButton(line: CoverageLine | undefined, state: string): ActionItem {
  const label = line?.status === 'AVAILABLE' ? `Ask for ${aType(line.partnerType)}…` : 'Keep a place in line…'
  return button(
    clip(label, LIMITS.buttonLabel),
    contracts.startAsk,
    { type: line?.partnerType, state },
    { style: 'primary' },
  )
}

/** `/partner coverage`: a map, and in words every state in which something is available or announced. */
export function coverageCard(states: readonly CoveredState[]): Card {
  const rows = states.map(({ code, lines }) => {
    const open = lines.filter(({ status }) => status === 'AVAILABLE')
    const kinds = open.map(({ partnerType }) => typeWord[partnerType]).join(', ')
    return [stateName(code), open.length > 0 ? `Available: ${kinds}` : coverageWord('COMING_SOON')]
  })
  return {
    title: 'Where there are partners',
    body: [
      { kind: 'map', map: coverageMap(states) },
      { kind: 'table', caption: 'States with partners, or with partners announced', columns: ['State', 'Now'], rows },
      text(
        t`Everywhere else: ${coverageWord('UNAVAILABLE').toLowerCase()}. Ask, and you have a place in line.`,
        'small',
      ),
      actions(button('Ask for a partner…', contracts.startAsk, {}, { style: 'primary' })),
    ],
  }
}

const coverageStatus = (status: CoverageStatus): Status => ({
  word: coverageWord(status),
  tone: status === 'AVAILABLE' ? 'good' : 'waiting',
})

/** "Do you still want it?" stays true as it goes on: answered, or taken by the next one. */
export function callBackCard(place: WaitingPlace): Card {
  const { id: placeId, partnerType: type, stateCode, status } = place
  const what = wantedLine(type, stateCode)
  const isOpen = status === 'ASKED' || status === 'LAPSED'
  return {
    title: title(`There is ${what} now`),
    status: isOpen ? { word: 'Waiting for you', tone: 'open' } : { word: 'Answered', tone: 'quiet' },
    body: [
      text(callBackText(place)),
      ...(isOpen
        ? [
            actions(
              button('Yes, still wanted', contracts.stillWanted, { placeId }, { style: 'primary' }),
              button('No, not any more', contracts.notWanted, { placeId }),
            ),
          ]
        : []),
    ],
  }
}

function callBackText({ status, partnerType, stateCode, createdAt, answerBy }: WaitingPlace): Text {
  const what = wantedLine(partnerType, stateCode)
  switch (status) {
    case 'ASKED':
    case 'WAITING':
      return answerBy
        ? t`You have waited for ${what} since ${time(createdAt, 'date')}. Do you still want to be introduced? Please say so by ${time(answerBy, 'date')}; then the next in line is asked.`
        : t`You have a place in line for ${what}.`
    case 'LAPSED':
      return t`No answer came, so the next in line were asked. You can still say yes.`
    case 'YES':
      return t`You said yes. Somebody of the team is asked to introduce you.`
    case 'NO':
      return t`You said no, and the next in line is asked. Thank you for saying so.`
    case 'LEFT':
      return t`You have left the line. Nothing to do for you.`
  }
}

/** The partner of a request is not available any more: what happens now. */
export function movedOnCard({
  ask,
  reference,
  company,
}: {
  ask: PartnerAsk
  reference: string
  company: string
}): Card {
  return {
    ...{ title: title(`${company} is not available any more`), reference },
    body: [
      text(
        t`The request for ${wantedLine(ask.partnerType, ask.stateCode)} goes to the next one by itself. Nothing is lost, and there is nothing to do for you.`,
      ),
    ],
  }
}

export interface RuleLine {
  readonly type: PartnerType
  readonly regulated: boolean
}

export function rulesCard(rules: readonly RuleLine[]): Card {
  return {
    title: 'What is regulated',
    body: [
      text(
        t`Introductions to a regulated kind of partner never earn points, rewards or places, and say so wherever they are shown.`,
      ),
      list(
        rules.map(({ type, regulated }) => ({
          title: typesWord[type],
          status: regulated ? { word: 'Regulated', tone: 'good' } : { word: 'Lifted', tone: 'bad' },
          actions: [button(regulated ? 'Lift it…' : 'Bring it back…', contracts.startRule, { type })],
        })),
      ),
    ],
  }
}
