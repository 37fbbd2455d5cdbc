import type { JobCtx, Tick } from '../kit/ctx.ts'
import type { ModelChunk } from '../kit/model.ts'
import type { WorkspaceInfo } from '../kit/person.ts'
import type { Ports } from './ports.ts'

/** Lets a job read the model's words as they come, at a pace at which it can show them and hear that they are not wanted any more. */
export function createStreamer(ports: Ports, workspace: WorkspaceInfo, jobSignal: AbortSignal): JobCtx['stream'] {
  return (ask, { tickMs }) => {
    const left = new AbortController()
    const signals = [jobSignal, left.signal, ...(ask.signal ? [ask.signal] : [])]
    const chunks = ports.model.stream({
      cacheKey: `${ask.name}@${workspace.id}`,
      ...ask,
      signal: AbortSignal.any(signals),
    })
    return withTicks(chunks, tickMs, left)
  }
}

/** The chunks, with a tick whenever `tickMs` have passed since the last one. Whoever leaves early hangs up. */
async function* withTicks(
  chunks: AsyncIterable<ModelChunk>,
  tickMs: number,
  left: AbortController,
): AsyncGenerator<ModelChunk | Tick> {
  const reading = chunks[Symbol.asyncIterator]()
  let coming = reading.next()
  let pace = pause(tickMs)
  try {
    for (;;) {
      // The tick stands first: words that keep coming must not keep it from being heard.
      const next = await Promise.race([pace.over, coming])
      if (next === 'over') {
        pace = pause(tickMs)
        yield { kind: 'tick' }
        continue
      }
      if (next.done) return
      coming = reading.next()
      yield next.value
    }
  } finally {
    pace.cancel()
    left.abort()
    // Behind a read that is still under way, which the abort has just ended; nobody is there to hear how.
    coming.then(() => reading.return?.()).catch(() => undefined)
  }
}

function pause(ms: number): { readonly over: Promise<'over'>; cancel(): void } {
  const { promise, resolve } = Promise.withResolvers<'over'>()
  const timer = setTimeout(resolve, ms, 'over')
  return { over: promise, cancel: () => clearTimeout(timer) }
}
