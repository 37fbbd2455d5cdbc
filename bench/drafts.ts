import { type DraftInput, writeDraft } from '../src/domains/introductions/llm.ts'
import { promptSections } from '../src/infra/llm/prompt.ts'

/** An ask as people write it, and one as long as the form lets it be. */
const asks: Readonly<Record<string, DraftInput>> = {
  everyday: ask(
    'We build cleaning robots for ship hulls and have two paid pilots. Before we set prices I would like to hear how a shipyard buys such a thing: who decides, what they fear, and what a first contract looks like. Twenty minutes would help us a lot, and I am glad to share what our pilots taught us about coatings.',
  ),
  longest: ask(
    'We would like to learn how a shipyard buys robots, who decides and what they fear. '.repeat(30).slice(0, 2000),
  ),
}

/** Tokens are estimated (four characters each, as the port does before a call); a server's own count is in its usage figures. */
export async function run(): Promise<object> {
  return Object.fromEntries(Object.entries(asks).map(([name, input]) => [name, figuresOf(input)]))
}

function figuresOf(input: DraftInput): object {
  const sections = promptSections(writeDraft.prompt(input))
  const tokensIn = (chosen: typeof sections) => chosen.reduce((sum, { estimatedTokens }) => sum + estimatedTokens, 0)
  const promptTokens = tokensIn(sections)
  const stableTokens = tokensIn(sections.filter(({ isStable }) => isStable))
  return { promptTokens, stableTokens, stableShare: Math.round((stableTokens / promptTokens) * 100) / 100 }
}

function ask(message: string): DraftInput {
  return {
    community: 'Harbour Collective',
    facilitator: 'Femi Adeyemi',
    asker: { name: 'Maria Keller', about: 'Founder at Tidewater Robotics' },
    target: { name: 'Nora Lindqvist', about: 'Head of procurement, Northstar Shipyards' },
    purpose: 'How shipyards buy robots',
    message,
    tone: 'PLAIN',
    format: 'EMAIL',
  }
}
