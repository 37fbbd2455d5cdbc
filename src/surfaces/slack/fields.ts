import type { RawFields } from '../../kit/ui/form.ts'
import type { ViewStateValues } from './render-form.ts'
import type { Scene } from './scene.ts'

/** Whoever was chosen from Slack's list of people, as a member: domains know members, not accounts. */
export async function resolvePeople(scene: Scene, fields: RawFields, values: ViewStateValues): Promise<RawFields> {
  const accounts = Object.entries(values).flatMap(([field, controls]) => {
    const account = Object.values(controls)[0]?.selected_user
    return account ? [{ field, account }] : []
  })
  const resolved: Record<string, string> = {}
  for (const { field, account } of accounts) resolved[field] = await memberOf(scene, account)
  return { ...fields, ...resolved }
}

async function memberOf({ desk, grant }: Scene, account: string): Promise<string> {
  const { directory, database, clock } = desk.ports
  const { installation } = grant
  const workspace = await directory.workspaceOf(database.reader, 'slack', installation)
  // The desk refuses the whole act for a place that it does not know; the account is then as good as anything.
  if (!workspace) return account
  const claim = await desk.profiles.complete(grant, { externalId: account })
  const sighting = { workspace, surface: 'slack' as const, installation, claim, now: clock.now() }
  return (await directory.recognise(database.reader, sighting)).id
}
