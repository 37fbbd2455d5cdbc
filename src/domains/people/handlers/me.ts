import { memberId } from '../../../kit/brand.ts'
import type { Ctx, ReadCtx } from '../../../kit/ctx.ts'
import { refuse } from '../../../kit/reply.ts'
import { button } from '../../../kit/ui/card.ts'
import { addDays, localDay } from '../../../kit/working-time.ts'
import { awayCard, homeCard, privacyCard, profileCard, savedCard } from '../cards.ts'
import { contracts, OPTIONAL_TOPICS } from '../contracts.ts'
import { memberAway, memberBlocked, memberReturned } from '../events.ts'
import { awayForm, blockForm, notifyForm, privacyForm, profileForm } from '../forms.ts'
import type { Settings } from '../model.ts'
import { awayUntil, readAway, zonesMatching } from '../rules.ts'
import { followStatus, person, personSummary, setAway } from '../store/members.ts'
import { addBlock, keptAbout, removeBlock } from '../store/privacy.ts'
import { knownContacts } from '../store/relationships.ts'
import { saveNotify, savePrivacy, saveProfile, settingsOf } from '../store/settings.ts'
import * as say from '../text.ts'
import type { Handlers } from './kinds.ts'

/** A date control starts a week ahead: the shortest holiday that is worth saying. */
const SUGGESTED_DAYS_AWAY = 7

/** As many as Discord completes at once. */
const ZONES_SHOWN = 25

export const me = {
  async meHome(ctx) {
    const { total } = await knownContacts(ctx.db, ctx.workspace.id, { memberId: ctx.actor.id, offset: 0, limit: 0 })
    return homeCard(await settingsFor(ctx), ctx.actor.external ? null : total)
  },

  async meAway(ctx, { until: said }) {
    const settings = await settingsFor(ctx)
    if (!said) return awayCard(settings, say.availability(settings))
    const wish = readAway(said, ctx.now, settings.timeZone)
    if (!wish) return refuse({ kind: 'away_unclear', said })
    return wish.kind === 'back' ? comeBack(ctx) : goAway(ctx, wish.day)
  },
  async openAway(ctx) {
    const { timeZone } = await settingsFor(ctx)
    return awayForm(localDay(addDays(ctx.now, SUGGESTED_DAYS_AWAY), timeZone))
  },
  away: (ctx, _values, { until }) => goAway(ctx, until),
  comeBack: (ctx) => comeBack(ctx),
  async followStatus(ctx, { untilSeconds }) {
    const until = untilSeconds > 0 ? new Date(untilSeconds * 1000) : null
    await ctx.work(async (w) => {
      const followed = await followStatus(w.db, ctx.workspace.id, { memberId: ctx.actor.id, until, now: w.now })
      if (followed === 'away' && until) w.emit(memberAway, { memberId: ctx.actor.id, until: until.toISOString() })
      if (followed === 'back') w.emit(memberReturned, { memberId: ctx.actor.id })
      if (followed) w.homeChanged(ctx.actor.id)
    })
    return undefined
  },

  async openProfile(ctx) {
    return profileForm((await personSummary(ctx.db, ctx.workspace.id, ctx.actor.id)) ?? { tags: [] })
  },
  async profile(ctx, _values, { tags, headline, organization, city, bio }) {
    const { id, name } = ctx.actor
    const profile = {
      tags,
      ...(headline && { headline }),
      ...(organization && { organization }),
      ...(city && { city }),
      ...(bio && { bio }),
    }
    await ctx.work(async (w) => {
      await saveProfile(w.db, ctx.workspace.id, id, profile)
      w.homeChanged(id)
    })
    return profileCard({ id, name, ...profile })
  },

  meNotify: async (ctx) => notifyForm(await settingsFor(ctx)),
  openNotify: async (ctx) => notifyForm(await settingsFor(ctx)),
  async notify(ctx, _values, { topics, quietFrom, quietUntil, weekends, timeZone }) {
    const quiet = { from: quietFrom, until: quietUntil, weekends }
    const mutedTopics = OPTIONAL_TOPICS.filter((topic) => !topics.includes(topic))
    await ctx.work(async (w) => {
      await saveNotify(w.db, ctx.workspace.id, ctx.actor.id, { mutedTopics, quiet, timeZone })
      w.homeChanged(ctx.actor.id)
    })
    const saved = say.notifySaved({ quiet, mutedTopics, timeZone })
    return savedCard('When the desk writes', saved, button('Change…', contracts.openNotify, {}))
  },
  timeZones: async (ctx, query) => {
    const zones = query.trim() === '' ? [ctx.actor.timeZone, ctx.workspace.timeZone] : zonesMatching(query, allZones())
    return [...new Set(zones)]
      .slice(0, ZONES_SHOWN)
      .map((zone) => ({ label: say.zoneCity(zone), value: zone, hint: zone }))
  },

  mePrivacy: (ctx) => showPrivacy(ctx),
  showPrivacy: (ctx) => showPrivacy(ctx),
  openPrivacy: async (ctx) => privacyForm(await settingsFor(ctx)),
  async privacy(ctx, _values, wishes) {
    const before = await settingsFor(ctx)
    await ctx.work(async (w) => {
      await savePrivacy(w.db, ctx.workspace.id, ctx.actor.id, wishes)
      if (before.openToAsks && !wishes.openToAsks) w.emit(memberAway, { memberId: ctx.actor.id, until: null })
      if (!before.openToAsks && wishes.openToAsks) w.emit(memberReturned, { memberId: ctx.actor.id })
      w.homeChanged(ctx.actor.id)
    })
    return showPrivacy(ctx)
  },

  openBlock: async () => blockForm(),
  async block(ctx, _values, { member }) {
    const blocked = await person(ctx.db, ctx.workspace.id, memberId(member))
    if (!blocked) return refuse({ kind: 'person_unknown' })
    if (blocked.id === ctx.actor.id) return refuse({ kind: 'blocking_yourself' })
    await ctx.work(async (w) => {
      const block = { id: w.newId(), memberId: ctx.actor.id, blockedId: blocked.id, now: w.now }
      await addBlock(w.db, ctx.workspace.id, block)
      w.emit(memberBlocked, { memberId: ctx.actor.id, blockedId: blocked.id })
    })
    return showPrivacy(ctx)
  },
  async unblock(ctx, { memberId: blockedId }) {
    await ctx.work((w) => removeBlock(w.db, ctx.workspace.id, ctx.actor.id, memberId(blockedId)))
    return showPrivacy(ctx)
  },
} satisfies Handlers<
  | 'meHome'
  | 'meAway'
  | 'openAway'
  | 'away'
  | 'comeBack'
  | 'followStatus'
  | 'openProfile'
  | 'profile'
  | 'meNotify'
  | 'openNotify'
  | 'notify'
  | 'timeZones'
  | 'mePrivacy'
  | 'showPrivacy'
  | 'openPrivacy'
  | 'privacy'
  | 'openBlock'
  | 'block'
  | 'unblock'
>

async function goAway(ctx: Ctx, day: string) {
  const settings = await settingsFor(ctx)
  const until = awayUntil(day, ctx.now, settings.timeZone)
  if (!until.ok) return refuse(until.error)
  await ctx.work(async (w) => {
    await setAway(w.db, ctx.workspace.id, ctx.actor.id, until.value)
    w.emit(memberAway, { memberId: ctx.actor.id, until: until.value.toISOString() })
    w.homeChanged(ctx.actor.id)
  })
  return awayCard({ ...settings, awayUntil: until.value }, say.awaySaved(until.value))
}

async function comeBack(ctx: Ctx) {
  const settings = await settingsFor(ctx)
  await ctx.work(async (w) => {
    await setAway(w.db, ctx.workspace.id, ctx.actor.id, null)
    w.emit(memberReturned, { memberId: ctx.actor.id })
    w.homeChanged(ctx.actor.id)
  })
  const back = { ...settings, awayUntil: null, pausedAt: null }
  return awayCard(back, settings.openToAsks ? say.backSaved() : say.availability(back))
}

async function showPrivacy(ctx: ReadCtx) {
  const kept = await keptAbout(ctx.db, ctx.workspace.id, ctx.actor.id)
  return privacyCard({ settings: await settingsFor(ctx), ...kept })
}

async function settingsFor(ctx: ReadCtx): Promise<Settings> {
  const settings = await settingsOf(ctx.db, ctx.workspace.id, ctx.actor.id, ctx.now)
  if (!settings) throw new Error(`Member ${ctx.actor.id} acted but is not in the workspace ${ctx.workspace.id}.`)
  return settings
}

const allZones = () => ['UTC', ...Intl.supportedValuesOf('timeZone')]
