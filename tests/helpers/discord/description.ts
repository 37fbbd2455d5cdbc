import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { root } from '../../architecture/source-files.ts'

/**
 * Discord's official description of its API, which is not part of the product: it lies beside the checkout. Where it is
 * absent, `apiDescription()` is null and the tests that need it say so and are skipped.
 */
const FILE = join(root, '..', 'shared', 'conformance', 'discord-openapi.json')
const NAME = 'discord'

export const DESCRIPTION_IS_MISSING = `the official description of Discord's API is not at ${FILE}`

export interface ApiDescription {
  /** What is wrong with a request, in words; an unknown route is wrong too. */
  requestProblems(request: ApiRequest): string[]
  /** What is wrong with an answer that a local Discord gives. */
  responseProblems(request: ApiRequest, response: { status: number; body: unknown }): string[]
  /** What is wrong with a part, against a named schema of the description. */
  schemaProblems(schema: string, value: unknown): string[]
}

export interface ApiRequest {
  readonly method: string
  /** Without `/api/v10` and without a query. */
  readonly path: string
  readonly body?: unknown
}

let description: ApiDescription | null | undefined

export function apiDescription(): ApiDescription | null {
  if (description === undefined) description = existsSync(FILE) ? read(FILE) : null
  return description
}

type Operation = {
  readonly requestBody?: { readonly content: Readonly<Record<string, unknown>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
}

function read(file: string): ApiDescription {
  const document = JSON.parse(readFileSync(file, 'utf8'))
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true })
  // A file that comes with a message has its place in the request for an id.
  ajv.addFormat('snowflake', /^(\d{17,20}|\d)$/)
  ajv.addFormat('nonce', true)
  ajv.addFormat('uri', {
    type: 'string',
    validate: (text: string) => URL.canParse(text) || text.startsWith('attachment:'),
  })
  for (const name of ['date-time', 'int32', 'int64', 'double']) ajv.addFormat(name, true)
  ajv.addSchema(document, NAME)
  const compiled = new Map<string, ValidateFunction>()
  const problemsAt = (pointer: string, value: unknown): string[] => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `${NAME}#${pointer}` })
    compiled.set(pointer, validate)
    if (validate(value)) return []
    return (validate.errors ?? []).slice(0, 5).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
  }
  const routes = routesOf(document.paths)
  const operationOf = ({ method, path }: ApiRequest) => {
    const template = routes.find(({ pattern }) => pattern.test(decodeURIComponent(path)))?.template
    const operation: Operation | undefined = template && document.paths[template][method.toLowerCase()]
    return operation && template ? { operation, pointer: pointerTo('paths', template, method.toLowerCase()) } : null
  }
  return {
    requestProblems(request) {
      const found = operationOf(request)
      if (!found) return [`${request.method} ${request.path} is no route of Discord`]
      const hasBody = found.operation.requestBody?.content['application/json']
      if (!hasBody || request.body === undefined) return []
      return problemsAt(
        `${found.pointer}${pointerTo('requestBody', 'content', 'application/json', 'schema')}`,
        request.body,
      )
    },
    responseProblems(request, { status, body }) {
      const found = operationOf(request)
      if (!found?.operation.responses[status]?.content?.['application/json']) return []
      const at = pointerTo('responses', String(status), 'content', 'application/json', 'schema')
      return problemsAt(`${found.pointer}${at}`, body)
    },
    schemaProblems: (schema, value) => problemsAt(pointerTo('components', 'schemas', schema), value),
  }
}

/** The most literal template first, so that `/messages/@original` is not taken for a message's id. */
function routesOf(paths: object): { template: string; pattern: RegExp }[] {
  const literal = (template: string) => template.split('/').filter((part) => part && !part.startsWith('{')).length
  return Object.keys(paths)
    .toSorted((a, b) => literal(b) - literal(a))
    .map((template) => ({ template, pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`) }))
}

const pointerTo = (...keys: readonly string[]) =>
  keys.map((key) => `/${encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')
