import { loadConfig } from '../../../src/config.ts'
import { silentLog } from '../../../src/kit/log.ts'
import { openDesk } from '../../../src/main.ts'
import { createTown, PLAYGROUND } from '../../../src/playground/town.ts'

/** A desk of its own process, in which Maria asks the coach. It is killed from outside while the model is writing. */
const [dataDir = '', baseUrl = ''] = process.argv.slice(2)
const config = loadConfig({ DATA_DIR: dataDir, OPENAI_BASE_URL: baseUrl, PLAYGROUND: 'on' })
const desk = await openDesk(config, { log: silentLog })
await desk.app.startWorker()
await createTown(desk).town.loadDemo()
await desk.app.dispatch({
  ...{ id: 'asked-once', surface: 'web', installation: PLAYGROUND, actor: { externalId: 'maria' } },
  ...{ kind: 'command', command: 'coach', verb: 'ask', words: 'How do I price a pilot?' },
})
