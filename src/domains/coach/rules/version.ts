import { CLASSES, type CoachClass, type OwnLines, type Settings } from '../model.ts'

/** One thing that a version changes, in words that an administrator reads. */
export interface Difference {
  readonly what: string
  readonly before: string
  readonly after: string
}

const keywordWord: Readonly<Record<CoachClass, string>> = {
  CRISIS: 'Words for a crisis',
  HARM: 'Words for violence or abuse',
  LEGAL_MONEY: 'Words for legal or money trouble',
  ASKS_HUMAN: 'Words for wanting a human',
}

/** What is different, and nothing else; empty where the version would change nothing. */
export function differences(before: Settings, after: Settings): readonly Difference[] {
  const values = (settings: Settings): Readonly<Record<string, string>> => ({
    'The coach is': settings.isActive ? 'on' : 'off',
    'About this community': settings.systemPrompt || 'nothing',
    'It may': settings.capabilities.join(', ').toLowerCase() || 'nothing',
    'Tokens an answer': settings.maxTokensPerMessage.toLocaleString('en'),
    'Tokens a member and day': settings.maxTokensPerDay.toLocaleString('en'),
    ...Object.fromEntries(CLASSES.map((one) => [keywordWord[one], settings.keywords[one].join(', ') || 'none'])),
    'Place to turn to': settings.helpNote ?? 'none',
    'Numbers to call': ownNumbers(settings.helpLines) || 'as built in',
  })
  const [old, now] = [values(before), values(after)]
  return Object.keys(now).flatMap((what) =>
    old[what] === now[what] ? [] : [{ what, before: old[what] ?? '', after: now[what] ?? '' }],
  )
}

const ownNumbers = (own: OwnLines): string =>
  Object.entries(own)
    .map(([country, lines]) => `${country}: ${[lines.emergency, lines.crisis, lines.harm].filter(Boolean).join(', ')}`)
    .join('; ')
