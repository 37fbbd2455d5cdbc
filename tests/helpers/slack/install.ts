import { sealWith } from '../../../src/infra/crypto/seal.ts'
import type { Database } from '../../../src/infra/db/database.ts'
import type { Seal } from '../../../src/kit/seal.ts'
import type { SlackConfig } from '../../../src/surfaces/slack/start.ts'
import type { LocalSlack } from '../slack-server.ts'
import { openSlackTown, type SlackTown } from './desk.ts'

/** What seals the tokens of many workspaces. */
export const testSeal: Seal = sealWith(`k1:${Buffer.alloc(32, 7).toString('base64')}`)

/** A desk for many workspaces. */
export function manyWorkspaces(slack: LocalSlack): SlackConfig {
  return {
    signingSecret: slack.signingSecret,
    clientId: 'client',
    clientSecret: 'client secret',
    authorizeUrl: 'https://slack.example/authorize',
  }
}

/** Such a desk over this database; its clock is the local Slack's. */
export const openManyTown = (database: Database, { slack, now }: { slack: LocalSlack; now: () => Date }) =>
  openSlackTown(database, { slack, seal: testSeal, machine: { now }, config: manyWorkspaces(slack) })

/** Goes to "Add to Slack" with a browser. */
export async function beginsInstall(town: SlackTown) {
  const response = await fetch(`${town.url}/slack/install`, { redirect: 'manual' })
  const target = new URL(response.headers.get('location') ?? '')
  return {
    target,
    state: target.searchParams.get('state') ?? '',
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  }
}

/** Comes back as Slack would send the browser, with a code for this team or organisation. */
export async function finishesInstall(
  town: SlackTown,
  { state, cookie }: { state: string; cookie: string },
  place = town.slack.team.id,
): Promise<Response> {
  town.slack.state.apps.codes.set('code', place)
  const url = `${town.url}/slack/oauth_redirect?code=code&state=${encodeURIComponent(state)}`
  return fetch(url, { headers: { cookie } })
}

export async function installs(town: SlackTown, place?: string): Promise<Response> {
  return finishesInstall(town, await beginsInstall(town), place)
}
