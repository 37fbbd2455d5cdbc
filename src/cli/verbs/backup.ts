import { resolve } from 'node:path'
import { backup } from '../../infra/db/backup.ts'
import { restore } from '../../infra/db/restore.ts'
import { type Call, type DeskVerb, UsageError } from '../verb.ts'

export const backupVerb: DeskVerb = {
  name: 'backup',
  usage: 'backup FILE',
  summary: 'write everything into one file, readable on either kind of database',
  needs: 'desk',
  async run(call, desk) {
    const file = fileOf(call, 'backup FILE')
    const { rows, tables } = await backup(desk.database, file)
    call.print(
      `Wrote ${rows} rows of ${Object.keys(tables).length} tables to ${file}. Keep it safe: it holds what members entrusted to you.`,
    )
    return 0
  },
}

export const restoreVerb: DeskVerb = {
  name: 'restore',
  usage: 'restore FILE [--overwrite]',
  summary: 'fill the database from a backup of either kind',
  needs: 'desk',
  options: { overwrite: { type: 'boolean', describe: 'replace what the database holds' } },
  async run(call, desk) {
    const file = fileOf(call, 'restore FILE [--overwrite]')
    const { header, summary } = await restore(desk.database, file, {
      log: desk.log,
      overwrite: call.options.overwrite === true,
      // Cards promised before the backup were perhaps sent since: from now on they are history.
      afterRestore: async (session) => void (await session.query('update workspaces set epoch = epoch + 1')),
    })
    call.print(`Restored ${summary.rows} rows of the backup made ${header.madeAt}. Restart the desk if it was running.`)
    return 0
  },
}

function fileOf({ words, cwd }: Call, usage: string): string {
  const [file] = words
  if (!file) throw new UsageError(`Name the file: introdesk ${usage}`)
  return resolve(cwd, file)
}
