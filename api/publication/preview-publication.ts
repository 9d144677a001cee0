import { Refusal } from '#api/errors'
import type { Db } from '#db/client'
import { unitsOtherThanPiece } from '#db/item-units'
import {
  latestPublication,
  type PublicationLine,
  publicationOfRun,
  publicationLines as storedLines,
  supplierNames,
  suppliersOfRun,
  type ToldVariance,
} from '#db/publication'
import { plansToPublish } from '#db/published-plan'
import { findRun, runLineage } from '#db/runs'
import { deliveryVariance } from './delivery-variance.ts'
import { cellKey, publicationLines } from './publication-lines.ts'
import { publishedWeeks } from './publish-run.ts'

export interface PublicationPreview {
  readonly supplierId: number
  readonly nameZh: string
  readonly nameEn: string
  /** Version that publishing would make; the present one where this run is already published. */
  readonly version: number
  readonly isNew: boolean
  /** Base unit of the items that the row counts: quantities in different units have no sum. */
  readonly unit: string
  readonly quantity: number
  /** Item × week × authorisation cells that differ from the version before, and by how many units. */
  readonly changedCells: number
  readonly more: number
  readonly less: number
  /** How much the supplier's deliveries would vary; null where it was never measured. */
  readonly orderVariance: ToldVariance | null
}

/** What publishing a run would tell each supplier, against what it was told last; nothing is written. */
export async function previewPublication(db: Db, runId: number): Promise<PublicationPreview[]> {
  const run = await findRun(db, runId)
  if (run?.state !== 'finished') throw new Refusal('not-found', `There is no finished run ${runId}.`)
  const lineage = await runLineage(db, runId)
  const suppliers = await suppliersOfRun(db, lineage)
  const names = new Map((await supplierNames(db, suppliers)).map((each) => [each.supplierId, each]))
  const otherUnits = await unitsOtherThanPiece(db)
  const previews: PublicationPreview[] = []
  for (const supplierId of suppliers) {
    const existing = await publicationOfRun(db, supplierId, runId)
    const previous = existing ?? (await latestPublication(db, supplierId))
    const said = previous ? await storedLines(db, previous.publicationId) : []
    const plans = existing ? [] : await plansToPublish(db, lineage, run.asOf, supplierId)
    const lines = existing
      ? said
      : plans.flatMap((plan) => publicationLines(plan, run.firstBucket, publishedWeeks(run), new Map()))
    const { nameZh, nameEn } = names.get(supplierId)!
    const unitOf = ({ itemId }: Cell) => otherUnits.get(itemId) ?? 'piece'
    const units = new Set([...lines, ...said].map(unitOf))
    const orderVariance = existing ? existing.orderVariance : deliveryVariance(plans, publishedWeeks(run))
    for (const unit of units.size === 0 ? ['piece'] : units) {
      const counted = lines.filter((line) => unitOf(line) === unit)
      previews.push({
        supplierId,
        nameZh,
        nameEn,
        version: existing?.version ?? (previous?.version ?? 0) + 1,
        isNew: existing === undefined,
        unit,
        quantity: counted.reduce((sum, { quantity }) => sum + quantity, 0),
        orderVariance,
        ...difference(
          said.filter((line) => unitOf(line) === unit),
          counted,
          run.firstBucket,
        ),
      })
    }
  }
  return previews
}

/** Cells that change from one version to the next, weeks before `firstWeek` left aside. */
export function difference(
  before: readonly Cell[],
  after: readonly Cell[],
  firstWeek: string,
): Pick<PublicationPreview, 'changedCells' | 'more' | 'less'> {
  const changes = new Map<string, number>()
  const add = ({ itemId, week, authorisation, quantity }: Cell, sign: number) => {
    if (week < firstWeek) return
    const key = cellKey(itemId, week, authorisation)
    changes.set(key, (changes.get(key) ?? 0) + sign * quantity)
  }
  for (const cell of before) add(cell, -1)
  for (const cell of after) add(cell, 1)
  const changed = [...changes.values()].filter((units) => units !== 0)
  return {
    changedCells: changed.length,
    more: changed.reduce((sum, units) => sum + Math.max(0, units), 0),
    less: changed.reduce((sum, units) => sum + Math.max(0, -units), 0),
  }
}

type Cell = Pick<PublicationLine, 'itemId' | 'week' | 'authorisation' | 'quantity'>
