/** What other domains, the runtime and the command line may ask of people. */
export { fileRefusalLine, importedContactsLines, importedMembersLines } from './import-lines.ts'
export type {
  Acquaintance,
  AskRhythm,
  ContactGlimpse,
  ContactView,
  FacilitatorView,
  Knower,
  Match,
  PersonSummary,
  Reachable,
} from './model.ts'
export { relationshipStrength } from './rules.ts'
export {
  addContact,
  type ContactSearch,
  contactsOfMember,
  findContact,
  findContacts,
  type NewContact,
  searchContacts,
} from './store/contacts.ts'
export { countAskable, knowersAt, organizationNamed, organizationsCalled } from './store/coverage.ts'
export {
  type DigestReader,
  nextDigest,
  scheduleDigest,
  setTopicMuted,
  takeDueDigests,
  workspacesWithDueDigests,
} from './store/digest.ts'
export { createDirectory, reachableMembers } from './store/directory.ts'
export { type ContactsFile, type ContactsImported, importContacts } from './store/import-contacts.ts'
export {
  importMembers,
  type MembersFile,
  type MembersImported,
} from './store/import-members.ts'
export {
  blockedWith,
  type LinksAbout,
  membersAmongContacts,
  type RelationshipLink,
  relationshipCounts,
  relationshipLinks,
} from './store/links.ts'
export { type CriteriaSearch, contactsMatching } from './store/matching.ts'
export {
  clearSilent,
  facilitator,
  facilitators,
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
} from './store/members.ts'
export { isBlockedPair, isNeverContact, recordNeverContact } from './store/privacy.ts'
export { declareKnowing, knowersOf, neverAskedAbout, touchRelationship } from './store/relationships.ts'
export { samePerson } from './store/same-person.ts'
export { STRENGTH_OPTIONS } from './text.ts'
