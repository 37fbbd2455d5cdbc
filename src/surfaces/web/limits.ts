/** The web's own numbers: what a page shows before "Show more", and what it lets in. */
export const WEB_LIMITS = {
  /** Lines of a quoted text before it is folded. */
  quoteCharacters: 320,
  /** Everything that a form may post. A draft and its notes fit many times. */
  postBytes: 256 * 1024,
  /** Messages shown of one conversation; the older ones are one press away. */
  messagesShown: 50,
  /** People side by side. */
  peopleShown: 3,
  /** People in the row to choose from, beside those in sight and those with something to decide. */
  castShown: 30,
  /** Entries of the time line and of the outbox in the drawer. */
  trailEntries: 40,
  mailShown: 20,
  /** Of how many of the newest letters it is looked up whether their question is still open. */
  mailAsked: 4,
  /** How many of the newest cards are looked through for what waits for a decision. */
  cardsCounted: 200,
} as const
