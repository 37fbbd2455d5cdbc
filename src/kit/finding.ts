/** One thing that was looked over, and what to do about it where something is to be done. */
export interface Finding {
  readonly name: string
  readonly state: 'ok' | 'note' | 'problem'
  readonly finding: string
  readonly advice?: string
}
