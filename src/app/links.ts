import { workspaceId as asWorkspaceId } from '../kit/brand.ts'
import type { LinkContract } from '../kit/contracts.ts'
import type { Ctx, Work } from '../kit/ctx.ts'
import type { LinkCtx, LinkWorkCtx } from '../kit/domain.ts'
import type { Page } from '../kit/page.ts'
import { isRefused } from '../kit/reply.ts'
import { text } from '../kit/ui/card.ts'
import type { RawFields } from '../kit/ui/form.ts'
import { t } from '../kit/ui/text.ts'
import { auditReader } from './audit-store.ts'
import { createKeeping } from './keeping.ts'
import type { Ports } from './ports.ts'
import type { Entry } from './registry.ts'
import { linkById, useLink } from './store.ts'
import { createWork } from './work.ts'

/** A page behind `/l/<token>` with the HTTP status that fits it. */
export interface LinkView {
  readonly status: 200 | 404 | 409 | 410 | 422 | 500
  readonly page: Page
}

/** Shows what a link asks. Looking never answers: mail programs and previews look too. */
export async function openLink(ports: Ports, token: string): Promise<LinkView> {
  return kindly(ports, async () => {
    const opened = await find(ports, token)
    return 'page' in opened
      ? opened
      : { status: 200, page: await opened.entry.handler.show(contextFor(ports, opened), opened.values) }
  })
}

/** Takes the answer, once. Whoever comes second sees what was answered. */
export async function answerLink(ports: Ports, token: string, fields: RawFields): Promise<LinkView> {
  return kindly(ports, async () => {
    const opened = await find(ports, token)
    if ('page' in opened) return opened
    const { entry, values } = opened
    const show = () => entry.handler.show(contextFor(ports, opened), values)
    const parsed = entry.contract.fields.safeParse(fields)
    if (opened.row.usedAt) return { status: 409, page: await show() }
    if (!parsed.success) return { status: 422, page: await show() }
    try {
      const answered = await entry.handler.act(workContextFor(ports, opened), values, parsed.data)
      if (!isRefused(answered)) return { status: 200, page: answered }
      return {
        status: 409,
        page: plainPage('Nothing was changed', ports.registry.sentence(entry.domain, answered.refusal).text),
      }
    } catch (error) {
      if (!(error instanceof UsedMeanwhile)) throw error
      return { status: 409, page: await entry.handler.show({ ...contextFor(ports, opened), used: true }, values) }
    }
  })
}

class UsedMeanwhile extends Error {}

interface Opened {
  readonly entry: Entry<LinkContract>
  readonly row: NonNullable<Awaited<ReturnType<typeof linkById>>>
  readonly values: Record<string, unknown>
  readonly workspace: Ctx['workspace']
}

async function find(ports: Ports, token: string): Promise<Opened | LinkView> {
  const id = ports.links.verify(token)
  const row = id ? await linkById(ports.database.reader, id) : null
  const entry = row && ports.registry.link(row.contract)
  const workspace = row && (await ports.directory.workspace(ports.database.reader, asWorkspaceId(row.workspaceId)))
  if (!row || !entry || !workspace) return { status: 404, page: unknownLink() }
  if (row.revokedAt) return { status: 410, page: revokedLink() }
  if (!row.usedAt && row.expiresAt <= ports.clock.now()) return { status: 410, page: expiredLink() }
  return { entry, row, workspace, values: entry.contract.values.parse(row.values) }
}

function contextFor(ports: Ports, { row, workspace }: Opened): LinkCtx {
  return {
    workspace,
    now: ports.clock.now(),
    db: ports.database.reader,
    log: ports.log,
    linkUrl: (linkId) => `${ports.publicUrl()}/l/${ports.links.sign(linkId)}`,
    canMail: ports.surfaces.has('mail'),
    keeping: createKeeping(ports),
    audit: auditReader(ports.database.reader, workspace.id),
    linkId: row.id,
    used: row.usedAt !== null,
  }
}

/** Its transaction also uses the link up: the first answer that commits is the answer. */
function workContextFor(ports: Ports, opened: Opened): LinkWorkCtx {
  const { used: _, ...ctx } = contextFor(ports, opened)
  const work = createWork(ports, { workspace: opened.workspace, now: ctx.now })
  return {
    ...ctx,
    work: <T>(fn: (w: Work) => Promise<T>) =>
      work(async (w) => {
        if (!(await useLink(w.db, opened.workspace.id, opened.row.id, w.now))) throw new UsedMeanwhile()
        return fn(w)
      }),
  }
}

async function kindly(ports: Ports, view: () => Promise<LinkView>): Promise<LinkView> {
  try {
    return await view()
  } catch (error) {
    ports.log.error({ error }, 'A link page failed')
    return {
      status: 500,
      page: plainPage(
        'This did not work',
        t`Something went wrong on our side and your answer was not saved. Please try the link again in a few minutes.`,
      ),
    }
  }
}

const unknownLink = () =>
  plainPage(
    'This link is not complete',
    t`Perhaps a part of it was lost when it was copied. Please open it from the message you got, or ask the person who sent it for a new one.`,
  )
const revokedLink = () =>
  plainPage(
    'This question is no longer open',
    t`The request behind it was withdrawn or has ended. There is nothing that you have to do, and nothing about you was shared.`,
  )
const expiredLink = () =>
  plainPage(
    'This link has expired',
    t`It could be answered for a limited time only. Nothing about you was shared. If you still want to answer, write to the person who sent it.`,
  )

function plainPage(title: string, sentence: Parameters<typeof text>[0]): Page {
  return { title, body: [text(sentence)], choices: [] }
}
