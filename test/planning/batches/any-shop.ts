import type { ScheduleSetup } from '#planning/batches/batch-schedule'
import type { PlanShop } from '#planning/batches/plan-in-sequence'
import type { BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { addDays, dayNumber } from '#planning/time-bucket'

const FIRST_WEEK = '2026-06-01'

/** The shop floor behind a request, five days a week; lines, families and items are numbered from 0. */
export function shopOf(
  request: BatchPlanningRequest,
  /** minutes from family to family, on every line; undefined leaves a pair to the family */
  changeovers: readonly (readonly (number | undefined)[])[] = [],
  standingFamilyId: number | null = null,
): PlanShop {
  const weeks = Array.from({ length: request.bucketCount }, (_, week) => addDays(FIRST_WEEK, 7 * week))
  const families = new Map(
    request.families.map(({ setupMinutes, setupCost }, family) => [family, { setupMinutes, setupCost }]),
  )
  const stated = new Map(
    changeovers.map((to, from) => [
      from,
      new Map(
        to.flatMap((minutes, family): [number, ScheduleSetup][] =>
          minutes === undefined ? [] : [[family, { setupMinutes: minutes, setupCost: 0 }]],
        ),
      ),
    ]),
  )
  const byWeek = (minutes: ArrayLike<number>) => new Map(weeks.map((week, at) => [week, minutes[at]!]))
  return {
    lineIds: request.lines.map((_, line) => line),
    familyIds: request.families.map((_, family) => family),
    itemIds: request.items.map((_, item) => item),
    weeks,
    kept: [],
    floor: {
      lines: new Map(
        request.lines.map((line, lineId) => [
          lineId,
          {
            capacityMinutes: byWeek(line.capacityMinutes),
            overtimeMinutes: byWeek(line.overtimeMinutes),
            overtimeCostPerMinute: line.overtimeCostPerMinute,
            committedMinutes: new Map(),
            standingFamilyId,
            changeovers: stated,
            days: weeks.flatMap((week, at) =>
              [0, 1, 2, 3, 4].map((day) => ({
                day: dayNumber(week) + day,
                minutes: (line.capacityMinutes[at]! + line.overtimeMinutes[at]!) / 5,
              })),
            ),
          },
        ]),
      ),
      routings: new Map(
        request.items.map(({ routings }, item) => [
          item,
          new Map(
            request.lines.map((_, line) => [
              line,
              routings.find((routing) => routing.line === line) ?? { minutesPerUnit: 0, setupMinutes: 0 },
            ]),
          ),
        ]),
      ),
      families: new Map(request.lines.map((_, line) => [line, families])),
      items: new Map(
        request.items.map(({ family, holdingCostPerUnitPerBucket }, item) => [
          item,
          {
            familyId: family,
            transportWeeks: 0,
            holdingCostPerUnitPerWeek: holdingCostPerUnitPerBucket,
            minimumQuantity: 0,
          },
        ]),
      ),
    },
  }
}
