/** All that can be said to introductions, in four parts: ask, offer, introduction, and what the desk does by itself. */
export * from './contracts-ask.ts'
export * from './contracts-introduction.ts'
export * from './contracts-offer.ts'
export * from './contracts-work.ts'
