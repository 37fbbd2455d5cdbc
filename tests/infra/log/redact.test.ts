import { describe, expect, it } from 'vitest'
import { redacted, redactedText } from '../../../src/infra/log/redact.ts'

const CANARY = 'cAnArY7f3k'
const discordToken = `MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.${'a'.repeat(20)}${CANARY}`

describe('what a field is called', () => {
  it.each([
    'token',
    'botToken',
    'access_token',
    'SLACK_SIGNING_SECRET',
    'clientSecret',
    'password',
    'Authorization',
    'set-cookie',
    'x-slack-signature',
    'apiKey',
    'api_key',
    'OPENAI_API_KEY',
    'ENCRYPTION_KEYS',
    'SMTP_URL',
    'DATABASE_URL',
    'response_url',
    'body',
    'text',
    'message',
    'purpose',
    'notes',
    'draft',
    'email',
    'Prompt',
  ])('%s hides its value at any depth', (name) => {
    const fields = { [name]: CANARY, inner: [{ [name]: { anything: CANARY } }], map: new Map([[name, [CANARY]]]) }
    expect(JSON.stringify(redacted(fields))).not.toContain(CANARY)
  })

  it('keeps counts and flags, and what finds a bug', () => {
    const fields = { inputTokens: 512, hasToken: true, token: null, jobId: 'j-1', reference: '7F3K', reason: 'timeout' }
    expect(redacted(fields)).toEqual(fields)
  })
})

describe('what a text looks like', () => {
  it.each([
    ['a Slack bot token', `xoxb-12-34-${CANARY}`],
    ['a rotated Slack token', `xoxe.xoxb-1-${CANARY}`],
    ['a Slack app token', `xapp-1-A1-${CANARY}`],
    ['a Discord token', discordToken],
    ['a bearer header', `Authorization: Bearer ${CANARY}`],
    ['a basic header', `basic ${CANARY}==`],
    ['a model key', `sk-proj-${CANARY}`],
    ['a JWT', `eyJhbGciOi.eyJzdWIi.${CANARY}`],
    ['a password in an address', `connect postgresql://desk:${CANARY}@db.example.org:5432/desk failed`],
    ['a password with a slash-free tail', `smtps://user:${CANARY}@mail.example.org`],
    ['a Slack webhook', `https://hooks.slack.com/commands/T1/2/${CANARY}`],
    ['a Discord webhook', `POST /api/v10/webhooks/123456/${CANARY}/messages/@original`],
    ['a Discord interaction', `/interactions/123/${CANARY}/callback`],
    ['a link for somebody outside', `GET /l/0192f0c8.${CANARY}`],
    ['an e-mail address', `no mailbox ${CANARY}.rossi+desk@example.co.uk here`],
    ['an address in another script', `Zustellung an ${CANARY}.müller@bücher.example fehlgeschlagen`],
    ['a private key', `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----`],
  ])('hides %s', (_, text) => {
    expect(redactedText(text)).not.toContain(CANARY)
    expect(JSON.stringify(redacted({ reason: text, error: new Error(text), list: [text] }))).not.toContain(CANARY)
  })

  it('keeps what surrounds a secret, so that the line still says something', () => {
    expect(redactedText('connect postgresql://desk:pw@db.example.org:5432/desk failed')).toBe(
      'connect postgresql://[redacted]@db.example.org:5432/desk failed',
    )
    expect(redactedText('550 no mailbox maria@example.org here')).toBe('550 no mailbox [e-mail] here')
  })

  it('leaves paths, versions, ids and times alone', () => {
    const text =
      'at file:///app/node_modules/@slack/bolt/dist/App.js:1:2 pg-boss@12.35.0 0192f0c8-7a11-7c3e-b7f2-0242ac120002 2026-11-24T10:20:00.000Z intro.accept:1:~abc'
    expect(redactedText(text)).toBe(text)
  })

  it('gets to the end of a hostile text', () => {
    // Work that grew with the square of these would outlast the test.
    for (const text of [`${'a.'.repeat(500_000)}@`, 'eyJ'.repeat(300_000), '://'.repeat(300_000)])
      expect(redactedText(text).length).toBeGreaterThan(0)
  })
})
