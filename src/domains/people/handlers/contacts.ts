import type { Ctx, ReadCtx, Work } from '../../../kit/ctx.ts'
import { refuse } from '../../../kit/reply.ts'
import { LIMITS } from '../../../kit/ui/limits.ts'
import { contactCard, contactsCard, forgottenCard } from '../cards.ts'
import { contactErased, relationshipChanged } from '../events.ts'
import { contactForm, notesForm } from '../forms.ts'
import { type KnownContact, VISIBILITIES } from '../model.ts'
import { addContact } from '../store/contacts.ts'
import { isNeverContact } from '../store/privacy.ts'
import {
  addRelationship,
  type KnowingWishes,
  knownContact,
  knownContacts,
  removeRelationship,
  saveRelationship,
} from '../store/relationships.ts'
import type { Handlers } from './kinds.ts'

export const contacts = {
  showContacts: (ctx) => page(ctx, 0),
  pageContacts: (ctx, { offset }) => page(ctx, offset),
  async openContact(ctx, { contactId }) {
    const known = await find(ctx, contactId)
    return known ? contactCard(known, ctx.now) : refuse({ kind: 'contact_unknown' })
  },

  nameContact: async () => contactForm(),
  async contact(ctx, _values, { strength, ...named }) {
    const { workspace, actor } = ctx
    const added = await ctx.work(async (w) => {
      const newId = () => w.newId()
      const contact = await addContact(w.db, workspace.id, { ...named, addedBy: actor.id, newId, now: w.now })
      if (contact.memberId === actor.id) return refuse({ kind: 'contact_is_you' })
      if (await isNeverContact(w.db, workspace.id, contact)) return refuse({ kind: 'never_contact', name: named.name })
      const whose = { memberId: actor.id, contactId: contact.id }
      await addRelationship(w.db, workspace.id, { ...whose, id: w.newId(), now: w.now })
      return changed(ctx, w, contact.id, { declared: Number(strength) })
    })
    return 'contact' in added ? contactCard(added, ctx.now) : added
  },

  declareStrength: (ctx, { contactId, strength }) => change(ctx, contactId, { declared: Number(strength) }),
  async chooseVisibility(ctx, { contactId }, picked) {
    const visibility = VISIBILITIES.find((known) => known === picked)
    return visibility ? change(ctx, contactId, { visibility }) : refuse({ kind: 'choice_unknown' })
  },
  chooseAsking: (ctx, { contactId, ask }) => change(ctx, contactId, { neverAsk: ask === 'never' }),
  async openNotes(ctx, { contactId }) {
    const known = await find(ctx, contactId)
    return known ? notesForm(known) : refuse({ kind: 'contact_unknown' })
  },
  notes: (ctx, { contactId }, { notes = null }) => change(ctx, contactId, { notes }),

  async forgetContact(ctx, { contactId }) {
    const removed = await ctx.work(async (w) => {
      const whose = { memberId: ctx.actor.id, contactId }
      const outcome = await removeRelationship(w.db, ctx.workspace.id, { ...whose, now: w.now })
      if (outcome === 'kept') w.emit(relationshipChanged, whose)
      if (outcome === 'erased') w.emit(contactErased, { contactId })
      w.homeChanged(ctx.actor.id)
      return outcome
    })
    return removed === 'unknown' ? refuse({ kind: 'contact_unknown' }) : forgottenCard(removed === 'erased')
  },
} satisfies Handlers<
  | 'showContacts'
  | 'pageContacts'
  | 'openContact'
  | 'nameContact'
  | 'contact'
  | 'declareStrength'
  | 'chooseVisibility'
  | 'chooseAsking'
  | 'openNotes'
  | 'notes'
  | 'forgetContact'
>

async function page(ctx: ReadCtx, offset: number) {
  const { id } = ctx.actor
  const limit = LIMITS.listItems
  return contactsCard({
    offset,
    ...(await knownContacts(ctx.db, ctx.workspace.id, { memberId: id, offset, limit })),
  })
}

function find(ctx: ReadCtx, contactId: string) {
  return knownContact(ctx.db, ctx.workspace.id, { memberId: ctx.actor.id, contactId })
}

async function change(ctx: Ctx, contactId: string, wishes: KnowingWishes) {
  const known = await ctx.work((w) => changed(ctx, w, contactId, wishes))
  return 'contact' in known ? contactCard(known, ctx.now) : known
}

async function changed(ctx: Ctx, w: Work, contactId: string, wishes: KnowingWishes) {
  const whose = { memberId: ctx.actor.id, contactId }
  await saveRelationship(w.db, ctx.workspace.id, whose, wishes)
  const known: KnownContact | null = await knownContact(w.db, ctx.workspace.id, whose)
  if (!known) return refuse({ kind: 'contact_unknown' })
  w.emit(relationshipChanged, whose)
  w.homeChanged(ctx.actor.id)
  return known
}
