import { findMemberByRef } from '../../domains/people/api.ts'
import { countPersonalData } from '../../kit/personal-data.ts'
import type { Desk } from '../../main.ts'
import { type Call, type DeskVerb, UsageError } from '../verb.ts'
import { anyWorkspaceFor, workspaceOption } from '../workspace.ts'

export const exportVerb: DeskVerb = {
  name: 'export member',
  usage: 'export member REF',
  summary: 'print everything the desk keeps about a member, as JSON',
  needs: 'desk',
  options: workspaceOption,
  async run(call, desk) {
    const { exported } = await whoseData(call, desk)
    call.print(JSON.stringify(exported, null, 2))
    return 0
  },
}

export const eraseVerb: DeskVerb = {
  name: 'erase member',
  usage: 'erase member REF [--yes]',
  summary: 'take away everything the desk keeps about a member, for good',
  needs: 'desk',
  options: { ...workspaceOption, yes: { type: 'boolean', describe: 'do it; without it, only say what would go' } },
  async run(call, desk) {
    const { whose, name, exported } = await whoseData(call, desk)
    const counts = countPersonalData(exported).filter(({ count }) => count > 0)
    for (const { kind, count } of counts) call.print(`${count} ${kind}`)
    if (call.options.yes !== true) {
      call.print(
        `Nothing was erased. To take all of this of ${name} away for good: introdesk erase member ${call.words[0]} --yes`,
      )
      return 0
    }
    await desk.app.eraseMember(whose)
    call.print(`Erased. What stays for the audit names nobody.`)
    return 0
  },
}

async function whoseData(call: Call, desk: Desk) {
  const [ref] = call.words
  if (!ref) throw new UsageError('Name the member: slack:U…, discord:…, an e-mail address or an id.')
  const workspaceId = await anyWorkspaceFor(call, desk)
  const { reader } = desk.ports.database
  const member = await findMemberByRef(reader, workspaceId, ref)
  if (!member)
    throw new UsageError(`Nobody here is "${ref}". Give slack:U…, discord:…, an e-mail address or a member's id.`)
  const whose = { workspaceId, memberId: member.id }
  return { whose, name: member.name, exported: await desk.app.exportMember(whose) }
}
