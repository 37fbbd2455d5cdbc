import type { Card } from '../../kit/ui/card.ts'
import { actions, linkButton, list, text } from '../../kit/ui/card.ts'
import { t } from '../../kit/ui/text.ts'
import { inviteLink, missingPermissions, NEEDED_PERMISSIONS } from './permissions.ts'
import { allGranted, someMissing } from './words.ts'

/** What the desk may do in a channel, and exactly what it lacks. */
export function permissionCard(applicationId: string, granted: string): Card {
  const missing = missingPermissions(granted)
  const items = NEEDED_PERMISSIONS.map((permission) => ({
    title: permission.name,
    text: t`${permission.why}`,
    status: missing.includes(permission)
      ? ({ word: 'Missing', tone: 'bad' } as const)
      : ({ word: 'Granted', tone: 'good' } as const),
  }))
  return {
    title: 'What I may do here',
    status:
      missing.length > 0 ? { word: `${missing.length} missing`, tone: 'bad' } : { word: 'All there', tone: 'good' },
    body: [
      text(missing.length > 0 ? someMissing() : allGranted()),
      list(items),
      ...(missing.length > 0
        ? [actions(linkButton('Invite again with these permissions', inviteLink(applicationId)))]
        : []),
    ],
  }
}
