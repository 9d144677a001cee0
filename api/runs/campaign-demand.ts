import { weekOfDay } from '#planning/demand/week-number'
import { type CampaignForecast, forecastCampaign } from '#planning/forecast/campaign-forecast'
import { type CampaignKnowledge, learnFromCampaigns } from '#planning/forecast/campaign-knowledge'
import { type CampaignRecord, isSoldOut } from '#planning/forecast/campaign-record'
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
  /** Units still to come of each item: mean and variance per week of the horizon. */
  readonly stillToCome: ReadonlyMap<number, { mean: Float64Array; variance: Float64Array }>
}

export function campaignDemand(company: Company, calendar: RunCalendar): CampaignDemand {
  const { asOfDay } = calendar
  const records = campaignRecords(company)
  const knowledge = learnFromCampaigns(records, asOfDay, company.habits.recordsSettlement)
  const forecasts = new Map<number, CampaignForecast>()
  const closed = new Set<number>()
  const soldOutWeeks = new Map<number, number[]>()
  const stillToCome = new Map<number, { mean: Float64Array; variance: Float64Array }>()
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
    }
  })
}

/** Splits a campaign's orders to come over its items as placed so far, and evenly over its ship weeks. */
function shareStillToCome(
  company: Company,
  calendar: RunCalendar,
  campaignId: number,
  forecasts: ReadonlyMap<number, CampaignForecast>,
  stillToCome: Map<number, { mean: Float64Array; variance: Float64Array }>,
): void {
  const { firstWeek, horizon } = calendar
  const campaign = company.campaigns.find((each) => each.campaignId === campaignId)!
  const forecast = forecasts.get(campaignId)!
  const { mean, variance } = forecast.stillToCome
  if (mean <= 0) return
  const placed = campaign.itemIds.map((itemId) => placedInCampaign(company, itemId, campaignId) + 1)
  const total = placed.reduce((sum, units) => sum + units, 0)
  const from = Math.max(firstWeek, weekOfDay(campaign.shipFromDay))
  const to = weekOfDay(campaign.shipToDay)
  const kept = forecast.newOrderPaidFraction
  campaign.itemIds.forEach((itemId, k) => {
    const share = placed[k]! / total / Math.max(1, to - from + 1)
    const sums = stillToCome.get(itemId) ?? {
      mean: new Float64Array(horizon),
      variance: new Float64Array(horizon),
    }
    for (let week = from; week <= Math.min(to, firstWeek + horizon - 1); week += 1) {
      sums.mean[week - firstWeek]! += mean * share * kept
      sums.variance[week - firstWeek]! += variance * (share * kept) ** 2 + mean * share * kept * (1 - kept)
    }
    stillToCome.set(itemId, sums)
  })
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
