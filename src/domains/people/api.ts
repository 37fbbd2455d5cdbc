/** What other domains, the runtime and the command line may ask of people. */
export {
  addContact,
  type ContactSearch,
  type CriteriaSearch,
  contactsMatching,
  findContact,
  findContacts,
  type NewContact,
  searchContacts,
} from './contact-store.ts'
export { createDirectory } from './directory-store.ts'
export {
  importMembers,
  type MembersFile,
  type MembersImported,
} from './import-members-store.ts'
export { type ContactsFile, type ContactsImported, importContacts } from './import-store.ts'
export {
  clearSilent,
  facilitator,
  findMemberByRef,
  members,
  noteAsked,
  noteSilent,
  pauseAsks,
  person,
  personSummary,
  resumeAsks,
  setAway,
  stopAsks,
} from './member-store.ts'
export type {
  Acquaintance,
  ContactGlimpse,
  ContactView,
  FacilitatorView,
  Knower,
  Match,
  PersonSummary,
  Reachable,
} from './model.ts'
export { isBlockedPair, isNeverContact, recordNeverContact } from './privacy-store.ts'
export { knowersOf, touchRelationship } from './relationship-store.ts'
export { relationshipStrength } from './rules.ts'
