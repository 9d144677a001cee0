import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Caller, Db, Headwater } from '#db/client'
import { insertPublishedLoads } from '#db/line-statements'
import {
  insertPublication,
  latestPublication,
  lockSupplier,
  type PublicationGroup,
  publicationOfRun,
  publicationLines as storedLines,
  suppliersOfRun,
} from '#db/publication'
import { insertPublishedBatches } from '#db/published-batches'
import { insertPublishedMaterials } from '#db/published-materials'
import { knownOrderGroups, type PlanToPublish, plansToPublish } from '#db/published-plan'
import { businessSettings, type PlanningRun, runLineage } from '#db/runs'
import { batchesToPublish, type LinesToPublish } from './batches-to-publish.ts'
import { refuseOvertaken, runToUse } from './current-run.ts'
import { deliveryVariance } from './delivery-variance.ts'
import { mergeGroups } from './merge-groups.ts'
import { cellKey, publicationLines } from './publication-lines.ts'

export interface PublishRequest {
  readonly runId: number
  /** Absent: every supplier of the run. */
  readonly supplierId?: number | undefined
  readonly note?: string | undefined
  /** Weeks shown to the supplier; default 26, at most the horizon. */
  readonly weeks?: number | undefined
  readonly now: Date
}

export interface PublishedVersion {
  readonly publicationId: number
  readonly supplierId: number
  readonly version: number
  /** false: this run was already published to the supplier; nothing was written. */
  readonly isNew: boolean
}

const PUBLISHED_WEEKS = 26
const DAY_MILLISECONDS = 86_400_000

/** Weeks shown to a supplier: 26 unless asked otherwise, at most the horizon. */
export function publishedWeeks(run: PlanningRun, weeks = PUBLISHED_WEEKS): number {
  return Math.min(weeks, run.horizonWeeks)
}

/** Writes one immutable version per supplier; publishing the same run again returns what is there. */
export async function publishRun(
  headwater: Headwater,
  caller: Caller,
  request: PublishRequest,
): Promise<PublishedVersion[]> {
  if (caller.role !== 'planner' && caller.role !== 'system')
    throw new Refusal('forbidden', 'Only a planner publishes.')
  return headwater.asCaller(caller, async (db) => {
    const run = await runToUse(db, request.runId, 'published')
    const lineage = await runLineage(db, run.runId)
    const all = await suppliersOfRun(db, lineage)
    const suppliers = request.supplierId === undefined ? all : all.filter((id) => id === request.supplierId)
    if (suppliers.length === 0)
      throw new Refusal('not-found', `Run ${run.runId} plans nothing at supplier ${request.supplierId}.`)
    const lines = await batchesToPublish(db, run.runId)
    const published: PublishedVersion[] = []
    for (const supplierId of suppliers)
      published.push(
        await publishTo(db, caller, {
          request,
          run,
          lineage,
          supplierId,
          told: lines.get(supplierId) ?? { batches: [], loads: [] },
        }),
      )
    return published
  })
}

async function publishTo(
  db: Db,
  caller: Caller,
  job: {
    request: PublishRequest
    run: PlanningRun
    lineage: readonly number[]
    supplierId: number
    told: LinesToPublish
  },
): Promise<PublishedVersion> {
  const { request, run, supplierId } = job
  const supplier = await lockSupplier(db, supplierId)
  const existing = await publicationOfRun(db, supplierId, run.runId)
  if (existing)
    return { publicationId: existing.publicationId, supplierId, version: existing.version, isNew: false }
  await refuseOvertaken(db, run, 'published')
  const previous = await latestPublication(db, supplierId)
  if (previous && previous.runId > run.runId)
    throw new Refusal(
      'stale-run',
      `Supplier ${previous.supplierCode} already has version ${previous.version} of the newer run ${previous.runId}.`,
    )
  const plans = await plansToPublish(db, job.lineage, run.asOf, supplierId)
  const before = new Map<string, number>()
  if (previous)
    for (const line of await storedLines(db, previous.publicationId))
      before.set(cellKey(line.itemId, line.week, line.authorisation), line.quantity)
  const weekCount = publishedWeeks(run, request.weeks)
  const lines = plans.flatMap((plan) => publicationLines(plan, run.firstBucket, weekCount, before))
  const shown = new Set(lines.map(({ itemId }) => itemId))
  const replyBy = new Date(request.now.getTime() + (supplier?.replyWithinDays ?? 3) * DAY_MILLISECONDS)
  const publicationId = await insertPublication(
    db,
    {
      supplierId,
      runId: run.runId,
      firstWeek: run.firstBucket,
      weekCount,
      publishedAt: request.now,
      publishedBy: caller.userId,
      note: request.note ?? null,
      orderVariance: deliveryVariance(plans, weekCount),
      items: plans.filter(({ itemId }) => shown.has(itemId)),
      lines,
      groups: await groupsFor(db, run, plans, shown),
    },
    previous,
    replyBy,
  )
  await insertPublishedBatches(db, { publicationId, supplierId }, job.told.batches)
  await insertPublishedLoads(db, { publicationId, supplierId }, job.told.loads)
  await insertPublishedMaterials(db, { publicationId, supplierId, asOf: run.asOf })
  const version = (previous?.version ?? 0) + 1
  await recordAudit(db, caller, {
    action: 'publish',
    subject: `publication ${publicationId}`,
    before: previous
      ? { runId: previous.runId, supplierId, version: previous.version, lines: before.size }
      : null,
    after: { runId: run.runId, supplierId, version, lines: lines.length },
  })
  await announce(db, { topic: 'publication', id: publicationId, supplierId })
  return { publicationId, supplierId, version, isNew: true }
}

/** Breakdowns of known orders with small groups merged, this supplier's share of each. */
async function groupsFor(
  db: Db,
  run: PlanningRun,
  plans: readonly PlanToPublish[],
  shown: ReadonlySet<number>,
): Promise<PublicationGroup[]> {
  const { timeZone, minimumGroupSize } = await businessSettings(db)
  const found = await knownOrderGroups(db, {
    asOf: run.asOf,
    ledgerVersion: run.ledgerVersion,
    timeZone,
    itemIds: [...shown],
  })
  const shares = new Map(plans.map(({ itemId, share }) => [itemId, share]))
  const breakdowns = new Map<string, typeof found>()
  for (const group of found) {
    const key = `${group.itemId}/${group.week}/${group.groupKind}`
    const breakdown = breakdowns.get(key)
    if (breakdown) breakdown.push(group)
    else breakdowns.set(key, [group])
  }
  return [...breakdowns.values()].flatMap((breakdown) => {
    const { itemId, week, groupKind } = breakdown[0]!
    return mergeGroups(breakdown, minimumGroupSize).map(({ groupName, quantity }) => ({
      itemId,
      week,
      groupKind,
      groupName,
      quantity: Math.round(quantity * (shares.get(itemId) ?? 1)),
    }))
  })
}
