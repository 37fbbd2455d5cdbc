import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { z } from 'zod'

/** The API described for people: one page, no scripts, nothing from anywhere else. */

const schema = z.record(z.string(), z.unknown())
const parameter = z.object({
  ...{ name: z.string(), in: z.string(), required: z.boolean().optional(), description: z.string().optional(), schema },
})
const operation = z.object({
  ...{ operationId: z.string(), summary: z.string(), description: z.string(), tags: z.array(z.string()) },
  parameters: z.array(parameter).default([]),
  requestBody: z.object({ content: z.record(z.string(), z.object({ schema })) }).optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), content: z.record(z.string(), z.object({ schema })) }),
  ),
})
const shape = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({ schemas: z.record(z.string(), schema) }),
})

type Operation = z.output<typeof operation>
interface Listed extends Operation {
  readonly path: string
  readonly method: string
}

export function docsPage(c: Context, document: Record<string, unknown>): Response | Promise<Response> {
  const { info, paths, components } = shape.parse(document)
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): Listed => ({ ...one, path, method: method.toUpperCase() })),
  )
  const tags = Map.groupBy(all, ({ tags: [first] }) => first ?? '')
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src '${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`,
  )
  return c.html(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${info.title} API</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<header><h1>${info.title} API</h1><p>Version ${info.version} · <a href="/openapi.json">openapi.json</a></p>
${info.description.split('\n\n').map((line) => html`<p>${line.split('`').map((part, index) => (index % 2 ? html`<code>${part}</code>` : part))}</p>`)}
<nav aria-label="Contents"><ul>${[...tags].map(([tag, list]) => html`<li>${tag}<ul>${list.map((one) => html`<li><a href="#${one.operationId}">${one.summary}</a></li>`)}</ul></li>`)}<li><a href="#schemas">Schemas</a></li></ul></nav></header>
<main>
${[...tags].map(([tag, list]) => html`<section><h2>${tag}</h2>${list.map(operationOf)}</section>`)}
<section id="schemas"><h2>Schemas</h2>${Object.entries(components.schemas).map(([name, one]) => html`<article id="schema-${name}"><h3>${name}</h3>${json(one)}</article>`)}</section>
</main>
</body>
</html>`)
}

function operationOf(one: Listed) {
  const body = one.requestBody?.content['application/json']?.schema
  const [success] = Object.entries(one.responses).filter(([status]) => status.startsWith('2'))
  return html`<article id="${one.operationId}"><h3>${one.summary}</h3>
<p><code><b>${one.method}</b> ${one.path}</code> · ${one.description}</p>
${one.parameters.length > 0 ? html`<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">What</th></tr></thead><tbody>${one.parameters.map((said) => html`<tr><th scope="row"><code>${said.name}</code>${said.required ? ' *' : ''}</th><td>${said.in}</td><td>${said.description ?? ''} <code>${JSON.stringify(said.schema)}</code></td></tr>`)}</tbody></table>` : ''}
${body ? html`<details><summary>Body</summary>${json(body)}</details>` : ''}
${success ? html`<details><summary>Answer ${success[0]}</summary>${json(success[1].content['application/json']?.schema ?? {})}</details>` : ''}
</article>`
}

const json = (value: unknown) => html`<pre tabindex="0">${JSON.stringify(value, null, 2)}</pre>`

const STYLE = `
:root{color-scheme:light dark;--line:light-dark(#d8dbe2,#3a3f4b);--soft:light-dark(#f5f6f8,#1f232b)}
body{font:16px/1.55 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1.5rem;color:light-dark(#1d2129,#e6e8ec);background:light-dark(#fff,#15181e)}
h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}h3{margin-bottom:.2rem}
a{color:light-dark(#0b57d0,#8ab4f8)}code,pre{font:14px/1.5 ui-monospace,monospace}
code{background:var(--soft);padding:.1em .3em;border-radius:4px}
pre{background:var(--soft);padding:.8rem;border-radius:8px;overflow:auto;max-height:28rem}
table{border-collapse:collapse;width:100%;display:block;overflow-x:auto}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
article{margin:1rem 0 1.6rem}nav>ul{columns:2 18rem;padding-left:1.1rem}nav>ul>li{break-inside:avoid}
`
const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`
