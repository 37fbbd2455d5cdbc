import { createRegistry } from '../../app/registry.ts'
import { domains } from '../../domains/index.ts'
import { manifestLink, slackManifest } from '../../surfaces/slack/manifest.ts'
import { type PlainVerb, UsageError } from '../verb.ts'

export const manifestVerb: PlainVerb = {
  name: 'manifest slack',
  usage: 'manifest slack [--socket | --http URL] [--prefix X]',
  summary: 'print what Slack has to be told about this app, and the link that creates it',
  needs: 'nothing',
  options: {
    socket: { type: 'boolean', describe: 'over Socket Mode: no public address is needed (the default)' },
    http: { type: 'string', describe: 'over HTTP, at this public address' },
    prefix: { type: 'string', describe: 'before every command: "acme" makes /acme-intro' },
  },
  async run({ options, print }) {
    const { http, prefix, socket } = options
    if (http && socket) throw new UsageError('Choose --socket or --http, not both.')
    if (typeof http === 'string' && !URL.parse(http)?.protocol.startsWith('http')) {
      throw new UsageError(`"${http}" is no address. Give it whole, such as https://desk.example.org`)
    }
    const road =
      typeof http === 'string'
        ? ({ kind: 'http', url: http.replace(/\/+$/, '') } as const)
        : ({ kind: 'socket' } as const)
    const manifest = slackManifest(createRegistry(domains), { road, ...(typeof prefix === 'string' && { prefix }) })
    print(JSON.stringify(manifest, null, 2))
    print(`\nCreate the app with one click: ${manifestLink(manifest)}`)
    return 0
  },
}
