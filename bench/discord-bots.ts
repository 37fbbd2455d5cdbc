// The bots of bench/discord.ts, each in a process of its own: whoever makes the load takes nothing from them.
import { Client, GatewayIntentBits } from 'discord.js'
import { openDatabase } from '../src/infra/db/database.ts'
import { silentLog } from '../src/kit/log.ts'
import { deskOver } from '../src/main.ts'
import { startDiscord } from '../src/surfaces/discord/start.ts'
import { townConfig } from '../tests/helpers/town.ts'

const [, , kind = '', apiUrl = '', databaseUrl = ''] = process.argv
const TOKEN = 'bench'
const APPLICATION = '1100000000000000001'

/** discord.js as its guide shows it: the answer at once, nothing kept. */
async function bareBot(): Promise<void> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl } })
  client.on('interactionCreate', async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'You are away.', flags: 64 })
  })
  await client.login(TOKEN)
}

/** The desk as it is, its jobs left to a worker elsewhere. */
async function deskBot(): Promise<void> {
  const database = await openDatabase({ databaseUrl, dataDir: '', log: silentLog, now: () => new Date() })
  const desk = await deskOver(database, townConfig({ PLAYGROUND: 'off' }), { log: silentLog })
  const config = { token: TOKEN, applicationId: APPLICATION, apiUrl }
  const discord = await startDiscord({ app: desk.app, ports: desk.ports, config })
  await desk.app.startWithoutWorker()
  await discord.open()
}

// What an answer costs is asked by the parent: processor time says more than the clock on a busy machine.
process.on('message', () => process.send?.(process.cpuUsage()))
await (kind === 'desk' ? deskBot() : bareBot())
