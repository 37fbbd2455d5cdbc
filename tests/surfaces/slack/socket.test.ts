import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentLog } from '../../../src/kit/log.ts'
import type { SlackReceiver } from '../../../src/surfaces/slack/receiver.ts'
import { createSocket, type Socket } from '../../../src/surfaces/slack/socket.ts'
import { type LocalSlack, startLocalSlack } from '../../helpers/slack-server.ts'

describe('surfaces.slack.socket', () => {
  let slack: LocalSlack
  let socket: Socket

  beforeEach(async () => {
    slack = await startLocalSlack()
    const { appToken, apiUrl } = slack
    socket = createSocket(nobody, { appToken, apiUrl, log: silentLog })
  })
  afterEach(() => slack.close())

  test('says good-bye', async () => {
    await socket.open()
    expect(socket.isUp()).toBe(true)
    await socket.stop()
    await slack.socket.left()
  })

  test('can be stopped while it waits to be let in', async () => {
    slack.socket.fallSilent()
    const opening = socket.open()
    await slack.socket.connected()
    await socket.stop()
    await slack.socket.left()
    await opening
  })

  test('leaves at once where it is let in after it was stopped', async () => {
    const opening = socket.open()
    await socket.stop()
    await opening
    await slack.socket.left()
  })

  test('leaves although its good-bye is not heard', async () => {
    await socket.open()
    slack.socket.fallDeaf()
    await socket.stop()
    expect(socket.isUp()).toBe(false)
  })
})

/** Acts are not what this is about. */
const nobody = { take: async () => {} } as unknown as SlackReceiver
