import { addDays, daysBetween } from '#planning/time-bucket'
import type { Outputs } from '#web/trpc.ts'
import type { Campaign } from './campaign-state.ts'

export type Curves = Outputs['campaigns']['days']
export type Finish = NonNullable<Outputs['campaigns']['outlook']['finish']>

/** One row of the booking curve: net bookings per campaign, and where the chosen one is going. */
export interface BookingDay {
  readonly daysBefore: number
  /** Projected net bookings of the chosen campaign. */
  readonly mean?: number
  readonly range?: readonly [low: number, high: number]
  readonly [campaign: `c${number}`]: number | undefined
}

/** Cumulative net bookings per campaign, from the longest window down to the deadline. */
export function bookingDays(
  shown: readonly Campaign[],
  curves: Curves,
  asOf: string,
  finish?: Finish | null,
): BookingDay[] {
  const longest = Math.max(...shown.map((campaign) => daysBetween(campaign.depositFrom, campaign.depositTo)))
  const rows = Array.from(
    { length: longest + 1 },
    (_, index) => ({ daysBefore: longest - index }) as Record<string, number | readonly number[]>,
  )
  for (const campaign of shown) {
    const perDay = new Map(
      curves
        .find((curve) => curve.campaignId === campaign.campaignId)
        ?.days.map((day) => [day.day, day.placed - day.cancelled]),
    )
    let net = 0
    for (const row of rows) {
      const day = addDays(campaign.depositTo, -Number(row.daysBefore))
      if (day < campaign.depositFrom || day > asOf) continue
      net += perDay.get(day) ?? 0
      row[`c${campaign.campaignId}`] = net
    }
  }
  for (const day of finish?.days ?? []) {
    const row = rows[longest - daysBetween(day.date, shown[0]!.depositTo)]
    if (!row) continue
    row.mean = day.mean
    row.range = [day.low, day.high]
  }
  return rows as unknown as BookingDay[]
}
