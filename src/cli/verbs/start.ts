import { flushCompileCache } from 'node:module'
import { playgroundMode } from '../../config.ts'
import { createLog } from '../../infra/log/logger.ts'
import type { ConfigVerb } from '../verb.ts'

export const startVerb: ConfigVerb = {
  name: 'start',
  usage: 'start',
  summary: 'open the desk: the playground without tokens, Slack and Discord with them',
  needs: 'config',
  async run({ print }, config) {
    // Loaded here, because other verbs do without the surfaces.
    const { openDesk } = await import('../../main.ts')
    const { serve } = await import('../../serve.ts')
    const log = createLog({ level: config.LOG_LEVEL, format: config.LOG_FORMAT })
    const desk = await openDesk(config, { log })
    const running = await serve(desk).catch(async (error: unknown) => {
      await desk.close()
      throw error
    })
    const kind = desk.database.kind === 'embedded' ? `the embedded database in ${config.DATA_DIR}` : 'PostgreSQL'
    print(`Introdesk is open on ${kind}.`)
    print(playgroundMode(config) === 'off' ? `  ${running.url}` : `  Playground: ${running.url}/playground`)
    // Else only a process that ends by itself leaves what it compiled to the next start.
    flushCompileCache()
    const signal = await stopSignal()
    print(`${signal}: closing. What is running ends first.`)
    await running.stop()
    return 0
  },
}

function stopSignal(): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(signal))
  return promise
}
