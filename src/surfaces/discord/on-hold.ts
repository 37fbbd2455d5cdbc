/** A request that is not even tried, because the next refusal could get the whole address banned. */
export class OnHold extends Error {
  readonly afterMs: number
  constructor(afterMs: number, why: string) {
    super(why)
    this.afterMs = afterMs
  }
}
