import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import type { Call, PlainVerb } from '../verb.ts'

/** What is asked for each platform, in the order in which their pages show it. */
const platforms = {
  slack: [
    { name: 'SLACK_BOT_TOKEN', ask: 'Bot token (OAuth & Permissions; starts with xoxb-)' },
    {
      name: 'SLACK_APP_TOKEN',
      ask: 'App token for Socket Mode (Basic Information; starts with xapp-), or empty for HTTP',
    },
    { name: 'SLACK_SIGNING_SECRET', ask: 'Signing secret for HTTP (Basic Information), or empty for Socket Mode' },
  ],
  discord: [
    { name: 'DISCORD_TOKEN', ask: 'Bot token (Bot page, "Reset Token")' },
    { name: 'DISCORD_APPLICATION_ID', ask: 'Application id (General Information)' },
  ],
  model: [
    { name: 'OPENAI_API_KEY', ask: 'Key of the model server, or empty for none' },
    { name: 'OPENAI_BASE_URL', ask: 'Address of a compatible server, or empty for the provider of the key' },
  ],
} as const

/** Asks what is needed and writes `.env`. Never overwrites one that is there. */
export const setupVerb: PlainVerb = {
  name: 'setup',
  usage: 'setup',
  summary: 'ask for the tokens and write .env',
  needs: 'nothing',
  async run(call) {
    const file = join(call.cwd, '.env')
    if (existsSync(file)) {
      call.print(
        `${file} is there already; nothing was changed. Edit it by hand (.env.example explains every setting), or move it away and run setup again.`,
      )
      return 2
    }
    if (!process.stdin.isTTY) {
      call.print('Setup asks questions and needs a terminal. Without one, copy .env.example to .env and fill it in.')
      return 2
    }
    const lines = await askAll(call)
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' })
    call.print(`Wrote ${file}, readable by you alone. Next: introdesk doctor, then npm start.`)
    return 0
  },
}

async function askAll({ print }: Call): Promise<string[]> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  const lines = [`LINK_SECRET=${randomBytes(36).toString('base64')}`]
  try {
    print('Press Enter to leave out what you do not have. Without any platform, the playground opens.')
    for (const [platform, questions] of Object.entries(platforms)) {
      const isWanted = /^y/i.test(await terminal.question(`Set up ${platform}? [y/N] `))
      if (!isWanted) continue
      for (const { name, ask } of questions) {
        const value = (await terminal.question(`  ${ask}: `)).trim()
        if (value) lines.push(`${name}=${value}`)
      }
    }
  } finally {
    terminal.close()
  }
  return lines
}
