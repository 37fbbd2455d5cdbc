/**
 * What this server understands. "OpenAI-compatible" servers differ in these four places only as far as we use them, and
 * answer 400 or 422 to what they do not know; we start with everything, drop what is refused, and remember.
 */
export interface Features {
  /** Structured output by schema; without it the schema is written into the instructions. */
  readonly schema: boolean
  /** `safety_identifier` and `prompt_cache_key`. */
  readonly identifiers: boolean
  /** `store: false` on chat completions, where not storing is the default anyway. The Responses API always gets it. */
  readonly store: boolean
  /** Reasoning models refuse `max_tokens`; older servers know nothing else. */
  readonly maxTokensField: 'max_completion_tokens' | 'max_tokens'
  /** `stream_options`, for the token figures at the end of a chat stream. */
  readonly streamUsage: boolean
}

export const ALL_FEATURES: Features = {
  schema: true,
  identifiers: true,
  store: true,
  maxTokensField: 'max_completion_tokens',
  streamUsage: true,
}

const FEWEST_FEATURES: Features = {
  schema: false,
  identifiers: false,
  store: false,
  maxTokensField: 'max_tokens',
  streamUsage: false,
}

/** What to try after a 400 or 422, or `undefined` where nothing of ours can have been the reason. */
export function withoutRefused(features: Features, complaint: string): Features | undefined {
  if (isAboutTheRequestItself(complaint)) return undefined
  const named = withoutNamed(features, complaint.toLowerCase())
  if (!isSame(named, features)) return named
  // A refusal that names nothing: one last try with what every server knows.
  return isSame(FEWEST_FEATURES, features) ? undefined : FEWEST_FEATURES
}

function withoutNamed(features: Features, complaint: string): Features {
  const names = (...words: string[]): boolean => words.some((word) => complaint.includes(word))
  return {
    schema: features.schema && !names('response_format', 'text.format', 'json_schema', 'schema', "'text'", '"text"'),
    identifiers: features.identifiers && !names('safety_identifier', 'prompt_cache_key'),
    store: features.store && !names('store'),
    maxTokensField: maxTokensField(features, complaint),
    streamUsage: features.streamUsage && !names('stream_options', 'include_usage'),
  }
}

function maxTokensField(features: Features, complaint: string): Features['maxTokensField'] {
  if (complaint.includes("use 'max_completion_tokens'")) return 'max_completion_tokens'
  return complaint.includes('max_completion_tokens') ? 'max_tokens' : features.maxTokensField
}

function isAboutTheRequestItself(complaint: string): boolean {
  return /context_length|context length|model_not_found|invalid_api_key|content_filter|content_policy/i.test(complaint)
}

function isSame(one: Features, other: Features): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
