/** All that can be said to the partners' desk: in chat, over REST, and what it does by itself. */
export * from './contracts-chat.ts'
export * from './contracts-routes.ts'
export * from './contracts-work.ts'
