import type { ReadCtx } from '../../kit/ctx.ts'
import { actions, button, type ListItem, list, text } from '../../kit/ui/card.ts'
import type { HomeSection } from '../../kit/ui/home.ts'
import { clip, LIMITS } from '../../kit/ui/limits.ts'
import { t } from '../../kit/ui/text.ts'
import { awayButton } from './cards.ts'
import { contracts } from './contracts.ts'
import { accountContracts } from './contracts-account.ts'
import { auditContracts } from './contracts-audit.ts'
import type { PersonSummary, Settings } from './model.ts'
import { personSummary } from './store/members.ts'
import { knownContacts } from './store/relationships.ts'
import { settingsOf } from './store/settings.ts'
import * as say from './text.ts'

/** After what has to be decided, what others are waited for, and what is done. */
const CONTACTS_ORDER = 70
const SETTINGS_ORDER = 90

/** What people adds to a member's home: whom they know, and their settings. */
export async function home(ctx: ReadCtx): Promise<readonly HomeSection[]> {
  const { db, workspace, actor, now } = ctx
  const summary = await personSummary(db, workspace.id, actor.id)
  const settings = await settingsOf(db, workspace.id, actor.id, now)
  if (!summary || !settings) return []
  const { total } = await knownContacts(db, workspace.id, { memberId: actor.id, offset: 0, limit: 0 })
  return [
    ...(actor.external ? [] : [contactsSection(total)]),
    settingsSection({ summary, settings, isAdmin: actor.roles.includes('admin') }),
  ]
}

export function contactsSection(total: number): HomeSection {
  return {
    title: 'People you know',
    order: CONTACTS_ORDER,
    count: total,
    cards: [],
    body: [
      text(total === 0 ? say.noContacts() : say.contactsCount(total)),
      actions(
        total > 0 && button('See my contacts', contracts.showContacts, {}),
        button('Add a contact…', contracts.nameContact, {}),
      ),
    ],
  }
}

export interface SettingsView {
  readonly summary: PersonSummary
  readonly settings: Settings
  readonly isAdmin: boolean
}

export function settingsSection({ summary, settings, isAdmin }: SettingsView): HomeSection {
  const items: ListItem[] = [
    {
      title: clip(summary.name, LIMITS.line),
      text: t`${summary.headline ?? 'Say in a line what you do, so that others know whom they deal with.'}`,
      actions: [button('Edit profile…', contracts.openProfile, {})],
    },
    { title: 'Availability', text: say.availability(settings), actions: [awayButton(settings)] },
    {
      title: 'Notifications',
      text: t`${wakingLine(settings)} ${say.mutedLine(settings.mutedTopics)}`,
      actions: [button('Change…', contracts.openNotify, {})],
    },
    {
      title: 'Privacy',
      text: say.whoMayUse(settings.edgeVisibility),
      actions: [button('See what is kept', contracts.showPrivacy, {})],
    },
    {
      title: 'Your accounts and data',
      text: say.accountsLine(),
      actions: [
        button('Join accounts', accountContracts.showLink, {}),
        button('Download my data', accountContracts.exportMine, {}),
        button('Delete my data', accountContracts.showDelete, {}),
      ],
    },
  ]
  const desk: ListItem = {
    title: 'The desk',
    text: t`You are an administrator.`,
    actions: [
      button('Set up…', contracts.openSetup, {}),
      button('Roles', contracts.showRoles, {}),
      button('Who did what', auditContracts.showAudit, {}),
    ],
  }
  return { title: 'Settings', order: SETTINGS_ORDER, cards: [], body: [list(isAdmin ? [...items, desk] : items)] }
}

const wakingLine = ({ quiet, timeZone }: Settings) => `${say.capital(say.wakingHours(quiet, timeZone))}.`
