import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { campaignRecords } from '#api/runs/campaign-demand'
import { explodedCampaigns } from '#api/runs/open-options'
import {
  type CampaignItem,
  campaignItems,
  itemsByCampaign,
  realisedPriceFraction,
} from '#db/campaign-economics'
import { type CampaignProgress, campaignProgress } from '#db/campaign-progress'
import { campaignTimelines, campaignWindows } from '#db/campaigns'
import type { Caller, Db, Headwater } from '#db/client'
import { ledgerHabits } from '#db/demand'
import { currentLedgerVersion } from '#db/ledger'
import { openOptions } from '#db/open-options'
import { businessSettings } from '#db/runs'
import { shownRun } from '#db/shown-run'
import { chanceOfReaching } from '#planning/batches/campaign-threshold'
import { type CampaignFinish, campaignFinish } from '#planning/certainty/campaign-finish'
import { type CampaignKnowledge, learnFromCampaigns } from '#planning/forecast/campaign-knowledge'
import type { CampaignRecord } from '#planning/forecast/campaign-record'
import { signedUntil } from '#planning/forecast/campaign-signatures'
import { dayNumber, isoDate } from '#planning/time-bucket'

const COMPARED = 4
/** With so many campaigns of the same items, those of other items would only blur the picture. */
const ENOUGH_ALIKE = 2

/** Where one campaign stands and will finish, beside earlier ones of its kind, and what its units earn. */
export async function readOutlook(headwater: Headwater, caller: Caller, campaignId: number, now: Date) {
  return headwater.asCaller(caller, async (db) => {
    const asOf = (await shownRun(db))?.asOf ?? businessDate(now)
    const all = await campaignProgress(db, asOf)
    const campaign = all.find((each) => each.campaignId === campaignId)
    if (!campaign) throw new Refusal('not-found', `There is no campaign ${campaignId}.`)
    const learned = await learn(db, asOf)
    const { knowledge } = learned
    const finish = finishOf(learned, campaignId, asOf)
    const items = await campaignItems(db, campaignId, asOf)
    const itemIds = items.map(({ itemId }) => itemId)
    const shared = new Map((await itemsByCampaign(db)).map((row) => [row.campaignId, row]))
    const size = knowledge.unitsPerItem.get(campaign.kind)
    const minimum = minimumBatch(campaign, items)
    return {
      asOf,
      campaign,
      /** The cut-off; today once it has passed. */
      quantityKnownOn: [campaign.depositTo, asOf].sort()[1]!,
      comparedIds: comparedWith(campaign, all, shared),
      finish: finish && {
        ...finish,
        days: finish.days.map(({ day, ...each }) => ({ date: isoDate(day), ...each })),
      },
      signatures: signaturesOf(learned, campaignId),
      minimum: minimum && {
        ...minimum,
        chance:
          finish &&
          chanceOfReaching(minimum.quantity, {
            meanOrders: finish.standing.mean,
            varianceOrders: finish.standing.variance,
          }),
      },
      suppliers: suppliersOf(items),
      mergeWith: mergeCandidates(campaign, all, shared, asOf).map((other) => {
        const standing = finishOf(learned, other.campaignId, asOf)?.standing
        return {
          campaignId: other.campaignId,
          code: other.code,
          nameZh: other.nameZh,
          nameEn: other.nameEn,
          meanOrders: standing?.mean ?? 0,
          varianceOrders: standing?.variance ?? 0,
        }
      }),
      economics: {
        unitCostMinor: unitCost(items),
        realisedFraction: await realisedPriceFraction(db, itemIds, asOf),
        stockDemand: size ? { mean: size.mean * campaign.itemCount, variation: size.variation } : null,
        closedCampaigns: knowledge.closedCampaigns,
      },
    }
  })
}

/** What every campaign up to a date teaches, as a run of that date would learn it. */
async function learn(
  db: Db,
  asOf: string,
): Promise<{ records: CampaignRecord[]; knowledge: CampaignKnowledge }> {
  const { timeZone } = await businessSettings(db)
  const scope = { asOf, ledgerVersion: await currentLedgerVersion(db), timeZone, itemIds: null }
  const { recordsSettlement } = await ledgerHabits(db, scope)
  const timelines = new Map((await campaignTimelines(db, scope)).map((row) => [row.campaignId, row]))
  const campaigns = explodedCampaigns(await openOptions(db), await campaignWindows(db))
  const records = campaignRecords({ campaigns, timelines })
  return { records, knowledge: learnFromCampaigns(records, dayNumber(asOf), recordsSettlement) }
}

function finishOf(
  { records, knowledge }: Awaited<ReturnType<typeof learn>>,
  campaignId: number,
  asOf: string,
): CampaignFinish | null {
  const record = records.find((each) => each.campaignId === campaignId)
  return record ? campaignFinish(record, knowledge, records, dayNumber(asOf)) : null
}

/** Units signed for before deposits, and what a signature came to in campaigns like it; null where nobody signed. */
function signaturesOf(
  { records, knowledge }: Awaited<ReturnType<typeof learn>>,
  campaignId: number,
): { units: number; ordersPerSignature: number | null } | null {
  const record = records.find((each) => each.campaignId === campaignId)
  const units = record ? signedUntil(record, record.depositFromDay - 1) : 0
  if (!record || units <= 0) return null
  return { units, ordersPerSignature: knowledge.signatures.get(record.kind)?.ordersPerSignature ?? null }
}

type SharedItems = ReadonlyMap<number, { itemIds: readonly number[]; setupFamilyIds: readonly number[] }>

/** Campaigns of the kind that ended before, newest first: of the same items, and of others while those are few. */
function comparedWith(
  campaign: CampaignProgress,
  all: readonly CampaignProgress[],
  shared: SharedItems,
): number[] {
  const own = new Set(shared.get(campaign.campaignId)?.itemIds)
  const isAlike = (other: CampaignProgress) =>
    shared.get(other.campaignId)?.itemIds.some((itemId) => own.has(itemId)) ?? false
  const earlier = all
    .filter(
      (other) => other.kind === campaign.kind && other.depositTo < campaign.depositFrom && other.placed > 0,
    )
    .sort((a, b) => (a.depositTo < b.depositTo ? 1 : -1))
  const alike = earlier.filter(isAlike)
  const others = earlier.filter((other) => !isAlike(other))
  return [...alike, ...(alike.length < ENOUGH_ALIKE ? others : [])]
    .slice(0, COMPARED)
    .map((other) => other.campaignId)
}

/** Other campaigns still taking deposits whose goods share a setup family: they could be made in the same batch. */
function mergeCandidates(
  campaign: CampaignProgress,
  all: readonly CampaignProgress[],
  shared: SharedItems,
  asOf: string,
): CampaignProgress[] {
  const families = new Set(shared.get(campaign.campaignId)?.setupFamilyIds)
  return all.filter(
    (other) =>
      other.campaignId !== campaign.campaignId &&
      other.depositFrom <= asOf &&
      other.depositTo >= asOf &&
      shared.get(other.campaignId)?.setupFamilyIds.some((family) => families.has(family)),
  )
}

/** The campaign's own threshold, else the largest minimum of a style or order that its suppliers set. */
function minimumBatch(
  campaign: CampaignProgress,
  items: readonly CampaignItem[],
): { quantity: number; source: 'threshold' | 'supplier' } | null {
  if (campaign.thresholdQuantity !== null)
    return { quantity: campaign.thresholdQuantity, source: 'threshold' }
  const quantity = Math.max(
    0,
    ...items.map((item) => Math.max(item.minimumStyleQuantity, item.minimumOrderQuantity)),
  )
  return quantity > 0 ? { quantity, source: 'supplier' } : null
}

function suppliersOf(items: readonly CampaignItem[]) {
  const suppliers = new Map<number, { supplierId: number; nameZh: string; nameEn: string }>()
  for (const { supplierId, supplierNameZh, supplierNameEn } of items)
    if (supplierId !== null && supplierNameZh !== null && supplierNameEn !== null)
      suppliers.set(supplierId, { supplierId, nameZh: supplierNameZh, nameEn: supplierNameEn })
  return [...suppliers.values()]
}

/** Mean cost of a unit by what is booked; even over the items before anything is. */
function unitCost(items: readonly CampaignItem[]): number | null {
  const real = items.filter((item) => item.unitCostMinor > 0)
  if (real.length === 0) return null
  const weights = real.map((item) => Math.max(0, item.standing))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const sum = real.reduce((all, item, k) => all + item.unitCostMinor * (total > 0 ? weights[k]! : 1), 0)
  return sum / (total > 0 ? total : real.length)
}
