/** All that can be said to introductions, in six parts: ask, offer, administration, introduction, what a system says, and what the desk does by itself. */
export * from './contracts-ask.ts'
export * from './contracts-coverage.ts'
export * from './contracts-desk.ts'
export * from './contracts-introduction.ts'
export * from './contracts-offer.ts'
export { activitiesRoute, answerRoute, askRoute, listRoute, outcomeRoute, showRoute } from './contracts-routes.ts'
export * from './contracts-work.ts'
