/** What a member can switch on or off. `essential` cannot be switched off: a decision waits, or somebody waits for them. */
export const TOPICS = ['essential', 'reminders', 'digest', 'outcomes'] as const
export type Topic = (typeof TOPICS)[number]
