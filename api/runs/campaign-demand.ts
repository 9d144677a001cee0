import type { ShipWeights } from '#planning/demand/known-future'
import { weekOfDay } from '#planning/demand/week-number'
import { type CampaignForecast, forecastCampaign } from '#planning/forecast/campaign-forecast'
import { type CampaignKnowledge, learnFromCampaigns } from '#planning/forecast/campaign-knowledge'
import { type CampaignRecord, isSoldOut } from '#planning/forecast/campaign-record'
import { addToGroup } from './add-to-group.ts'
import type { Company } from './company.ts'
import type { RunCalendar } from './run-calendar.ts'

/** What campaigns will bring: a forecast per campaign that is open or to come, and which are over. */
export interface CampaignDemand {
  readonly forecasts: ReadonlyMap<number, CampaignForecast>
  readonly knowledge: CampaignKnowledge
  /** Campaigns whose balances are over and recorded. */
  readonly closed: ReadonlySet<number>
  /** Weeks in which a sold-out campaign shipped, per item. */
  readonly soldOutWeeks: ReadonlyMap<number, readonly number[]>
  /** Units still to come of each item, one part per campaign. */
  readonly stillToCome: ReadonlyMap<number, readonly UnitsToCome[]>
}

/** Units of one item that a campaign will still bring and that will be paid, over its ship weeks. */
export interface UnitsToCome {
  readonly campaignId: number
  /** Week numbers of its ship window, without what is past. */
  readonly fromWeek: number
  readonly toWeek: number
  readonly mean: number
  /** Variance of the campaign's count, in units of this item; all its weeks share it. */
  readonly commonVariance: number
  /** Variance of who pays; each unit has its own. */
  readonly ownVariance: number
}

export function campaignDemand(company: Company, calendar: RunCalendar): CampaignDemand {
  const { asOfDay } = calendar
  const records = campaignRecords(company)
  const knowledge = learnFromCampaigns(records, asOfDay, company.habits.recordsSettlement)
  const forecasts = new Map<number, CampaignForecast>()
  const closed = new Set<number>()
  const soldOutWeeks = new Map<number, number[]>()
  const stillToCome = new Map<number, UnitsToCome[]>()
  company.campaigns.forEach((campaign, index) => {
    const record = records[index]!
    forecasts.set(campaign.campaignId, forecastCampaign(record, knowledge, asOfDay))
    if (campaign.balanceToDay <= asOfDay && company.habits.recordsSettlement) closed.add(campaign.campaignId)
    if (isSoldOut(record))
      for (const itemId of campaign.itemIds) {
        const weeks = soldOutWeeks.get(itemId) ?? []
        const last = weekOfDay(campaign.shipToDay)
        for (let week = weekOfDay(campaign.shipFromDay); week <= last; week += 1) weeks.push(week)
        soldOutWeeks.set(itemId, weeks)
      }
    shareStillToCome(company, calendar, campaign.campaignId, forecasts, stillToCome)
  })
  return { forecasts, knowledge, closed, soldOutWeeks, stillToCome }
}

/** Campaigns as the forecast takes them: windows and what happened on each day, categories numbered. */
export function campaignRecords(company: Pick<Company, 'campaigns' | 'timelines'>): CampaignRecord[] {
  const categories = [
    ...new Set(company.campaigns.flatMap(({ categoryIds }) => categoryIds.map((id) => id ?? -1))),
  ]
  categories.sort((a, b) => a - b)
  return company.campaigns.map((campaign) => {
    const timeline = company.timelines.get(campaign.campaignId)
    return {
      campaignId: campaign.campaignId,
      kind: campaign.kind,
      category: categories.indexOf(campaign.categoryIds[0] ?? -1),
      capQuantity: campaign.capQuantity,
      depositFromDay: campaign.depositFromDay,
      depositToDay: campaign.depositToDay,
      balanceFromDay: campaign.balanceFromDay,
      balanceToDay: campaign.balanceToDay,
      itemCount: campaign.itemIds.length,
      days: timeline?.days ?? [],
      placed: timeline?.placed ?? [],
      cancelled: timeline?.cancelled ?? [],
      settled: timeline?.settled ?? [],
      signed: timeline?.signed ?? [],
    }
  })
}

/** Splits a campaign's orders to come over its items as placed so far. */
function shareStillToCome(
  company: Company,
  calendar: RunCalendar,
  campaignId: number,
  forecasts: ReadonlyMap<number, CampaignForecast>,
  stillToCome: Map<number, UnitsToCome[]>,
): void {
  const campaign = company.campaigns.find((each) => each.campaignId === campaignId)!
  const forecast = forecasts.get(campaignId)!
  const { mean, variance } = forecast.stillToCome
  if (mean <= 0) return
  const placed = campaign.itemIds.map((itemId) => placedInCampaign(company, itemId, campaignId) + 1)
  const total = placed.reduce((sum, units) => sum + units, 0)
  const kept = forecast.newOrderPaidFraction
  campaign.itemIds.forEach((itemId, k) => {
    const share = (placed[k]! / total) * kept
    addToGroup(stillToCome, itemId, {
      campaignId,
      fromWeek: Math.max(calendar.firstWeek, weekOfDay(campaign.shipFromDay)),
      toWeek: weekOfDay(campaign.shipToDay),
      mean: mean * share,
      commonVariance: variance * share ** 2,
      ownVariance: mean * share * (1 - kept),
    })
  })
}

/** Units to come by week of the horizon, in their campaigns' ship waves where they have some, evenly otherwise. */
export function spreadStillToCome(
  parts: readonly UnitsToCome[],
  waves: ReadonlyMap<number, ShipWeights>,
  { firstWeek, horizon }: RunCalendar,
): { mean: Float64Array; variance: Float64Array } {
  const sums = { mean: new Float64Array(horizon), variance: new Float64Array(horizon) }
  for (const { campaignId, fromWeek, toWeek, mean, commonVariance, ownVariance } of parts) {
    const wave = waves.get(campaignId)
    const weeks = toWeek - fromWeek + 1
    for (let week = fromWeek; week <= Math.min(toWeek, firstWeek + horizon - 1); week += 1) {
      const share = wave ? (wave.shares[week - wave.fromWeek] ?? 0) : 1 / weeks
      sums.mean[week - firstWeek]! += mean * share
      sums.variance[week - firstWeek]! += commonVariance * share ** 2 + ownVariance * share
    }
  }
  return sums
}

function placedInCampaign(company: Company, itemId: number, campaignId: number): number {
  const book = company.orderBooks.get(itemId)
  if (!book) return 0
  let placed = 0
  book.campaignId.forEach((id, k) => {
    if (id === campaignId) placed += book.placed[k]!
  })
  return placed
}
