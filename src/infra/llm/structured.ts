import { z } from 'zod'
import type { Features } from './features.ts'
import type { WireCall } from './wire.ts'

/** The call's instructions, with the shape of the answer spelled out where the server can't be given a schema. */
export function instructionsFor(call: WireCall, features: Features): string {
  if (!call.format || features.schema) return call.instructions
  return `${call.instructions}\n\n${jsonInstruction(call.format.schema)}`
}

/** What the model is told where the server has no structured output of its own. */
function jsonInstruction(schema: z.ZodType): string {
  const shape = JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }))
  return `Answer with one JSON value and nothing else: no introduction, no code fence. It has to fit this JSON Schema:\n${shape}`
}

/** The JSON in an answer: bare, in a code fence, after a reasoning block, or between words. `undefined` where there is none. */
export function jsonIn(answer: string): unknown {
  // Local reasoning models think aloud in the same text.
  const text = answer.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim()
  const fenced = /```(?:json)?[ \t\r]*\n([\s\S]*?)```/i.exec(text)?.[1]
  const braced = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  for (const candidate of [text, fenced, braced]) {
    if (!candidate) continue
    const parsed = parseJson(candidate)
    if (parsed !== undefined) return parsed
  }
  return undefined
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
