import { pathToFileURL } from 'node:url'
import { dayNumber } from '#planning/time-bucket'
import { airlineBookings, hasBenchData, hotelBookings, restaurantReservations } from './known-orders-data.ts'
import { benchHierarchy } from './known-orders-hierarchy.ts'
import { benchLaunches } from './known-orders-launches.ts'
import { benchPickUp, type PickUpLine } from './known-orders-pick-up.ts'
import { benchShops } from './known-orders-shops.ts'

/** Lines of the bench of forecasts from known orders, as they are measured. */
export function* benchKnownOrders(): Generator<string> {
  if (!hasBenchData()) {
    yield 'No data beside the project (../shared/data): nothing measured.'
    return
  }
  yield* hotelLines()
  yield* airlineLines()
  yield* shopLines()
  yield* launchLines()
  yield* hierarchyLines()
}

function* hotelLines(): Generator<string> {
  yield ''
  yield 'Resort hotel: arrivals that materialise by day, need days 2017-01-01 … 2017-08-31, every origin, book rebuilt.'
  yield 'Features and priors were chosen on need days to 2016-12-31; the later part was looked at while building, too.'
  const hotel = hotelBookings()
  const started = performance.now()
  const lines = benchPickUp(
    hotel,
    [3, 7, 14, 30, 60],
    dayNumber('2017-01-01') - hotel.firstDay,
    [28, 56, 112, 365, 9999],
  )
  yield* pickUpTable(lines)
  yield seconds(started)
}

function* airlineLines(): Generator<string> {
  yield ''
  yield 'Flights: seats at departure, the last 35 of 85 departures (seen while the rule for short histories was set).'
  const started = performance.now()
  yield* pickUpTable(benchPickUp(airlineBookings(), [1, 3, 7, 14, 21], 50, [28, 56, 9999]))
  yield seconds(started)
}

function* pickUpTable(lines: readonly PickUpLine[]): Generator<string> {
  yield 'days ahead  median   mean  best pick-up  best regression  best blind  Poisson floor  gap closed  covered by 80 %'
  for (const { lead, wape, bestPickUp, bestBlind, floor, gapClosed, coverage80 } of lines) {
    const regression = Math.min(
      ...Object.entries(wape).flatMap(([method, value]) => (method.startsWith('regression') ? [value] : [])),
    )
    yield [
      String(lead).padStart(10),
      wape.median!.toFixed(4).padStart(8),
      wape.mean!.toFixed(4).padStart(7),
      bestPickUp.toFixed(4).padStart(14),
      regression.toFixed(4).padStart(17),
      bestBlind.toFixed(4).padStart(12),
      floor.toFixed(4).padStart(15),
      `${(100 * gapClosed).toFixed(0)} %`.padStart(12),
      `${(100 * coverage80).toFixed(0)} %`.padStart(17),
    ].join('')
  }
}

function* shopLines(): Generator<string> {
  yield ''
  yield 'Restaurants with reservations: guests by store-day, 2017-02-15 … 03-31, RMSLE; holidays known to every method of ours.'
  const started = performance.now()
  for (const { lead, storeDays, rmsle, bestBlind, gain } of benchShops(restaurantReservations(), [1, 3, 7])) {
    yield `${lead} days ahead, ${storeDays} store-days: ${(100 * gain).toFixed(1)} % better than the best book-blind (${bestBlind.toFixed(4)})`
    for (const [method, value] of Object.entries(rmsle)) yield `    ${method.padEnd(32)} ${value.toFixed(4)}`
  }
  yield seconds(started)
}

function* launchLines(): Generator<string> {
  yield ''
  yield 'Launches of computers: share of life-time orders by week, on launch day; chosen on launches 41–100, reported on 101–170.'
  const { chosen, launches, meanCurve, ours, gain, rmseGain } = benchLaunches()
  yield `${launches} launches, ${chosen}: mean absolute error ${ours.toFixed(3)} ‰ against ${meanCurve.toFixed(3)} ‰ of the mean curve: ${(100 * gain).toFixed(1)} % better (RMSE ${(100 * rmseGain).toFixed(1)} %)`
}

function* hierarchyLines(): Generator<string> {
  for (const [years, quarters] of [
    ['2014–2015 (earlier part)', 64],
    ['2016–2017 (reported)', 72],
  ] as const) {
    yield ''
    yield `Tourism, ${years}, eight quarters ahead: quantile loss / RMSE by level.`
    const started = performance.now()
    for (const { level, nodes, loss, rmse } of benchHierarchy(quarters)) {
      yield `${level} (${nodes})`
      for (const [method, value] of Object.entries(loss))
        yield `    ${method.padEnd(24)} ${value.toFixed(4)}   ${rmse[method]!.toFixed(2)}`
    }
    yield seconds(started)
  }
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const line of benchKnownOrders()) process.stdout.write(`${line}\n`)
