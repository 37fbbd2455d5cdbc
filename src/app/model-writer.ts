import type { z } from 'zod'
import type { LlmTaskContract } from '../kit/contracts.ts'
import type { JobCtx, Written } from '../kit/ctx.ts'
import type { ModelFailure } from '../kit/model.ts'
import type { WorkspaceInfo } from '../kit/person.ts'
import type { Ports } from './ports.ts'

/** Asks the model for a task's typed answer. A model that is missing, slow, broken or talking nonsense costs the answer nothing: the task's fallback writes it. */
export function createWriter(ports: Ports, workspace: WorkspaceInfo, signal: AbortSignal): JobCtx['write'] {
  return async <I extends z.ZodType, O extends z.ZodType>(
    task: LlmTaskContract<I, O>,
    input: z.infer<I>,
  ): Promise<Written<z.infer<O>>> => {
    const entry = ports.registry.llmTask(task.name)
    if (!entry) throw new Error(`No domain handles the model task "${task.name}".`)
    const prompt = entry.handler.prompt(input)
    const asked = await ports.model.complete({
      name: task.name.replaceAll('.', '_'),
      ...prompt,
      schema: task.output as z.ZodType<z.infer<O>>,
      maxOutputTokens: task.maxOutputTokens,
      timeoutMs: task.timeoutMs,
      cacheKey: `${task.name}@${workspace.id}`,
      signal,
    })
    if (asked.ok) {
      const { value, model, usage } = asked.value
      return { value, by: 'model', note: model, inputTokens: usage.inputTokens, outputTokens: usage.outputTokens }
    }
    // A job that is called off starts again elsewhere, where the model is waited for.
    if (asked.error.kind === 'cancelled') signal.throwIfAborted()
    if (asked.error.kind !== 'not_configured')
      ports.log.warn({ task: task.name, failure: asked.error.kind }, 'The model gave no answer; the template wrote it')
    const value = task.output.parse(entry.handler.fallback(input)) as z.infer<O>
    return { value, by: 'template', note: whyTemplate(asked.error), inputTokens: 0, outputTokens: 0 }
  }
}

function whyTemplate(failure: ModelFailure): string {
  switch (failure.kind) {
    case 'not_configured':
      return 'no model is configured'
    case 'timeout':
      return 'the model did not answer in time'
    case 'cancelled':
      return 'the model was not waited for'
    default:
      return 'the model could not answer'
  }
}
