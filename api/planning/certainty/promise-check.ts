import { bucketStartDay } from '#planning/time-bucket'

/** A line that can make the goods: what a unit takes and the minutes nobody else has, day by day. */
export interface PromiseLine {
  /** Minutes one unit takes, averaged over the mix, > 0. */
  readonly unitMinutes: number
  /** Minutes before the first unit: family changeover and setups of the items, >= 0. */
  readonly setupMinutes: number
  /** Day numbers, ascending, and the free minutes of each, >= 0. */
  readonly days: readonly number[]
  readonly freeMinutes: readonly number[]
  /** Minutes that overtime adds on the same days, >= 0. */
  readonly overtimeMinutes: readonly number[]
  /** Minutes planned on the same days that serve no order and could be put off, >= 0. */
  readonly deferrableMinutes: readonly number[]
}

export interface PromiseMaterial {
  readonly code: string
  readonly leadTimeDays: number
}

export interface PromiseRequest {
  /** Units to make, > 0. */
  readonly quantity: number
  /** Day on which the quantity is known and everything is ordered. */
  readonly fromDay: number
  /** Last day on which the goods must have arrived to be shipped as promised. */
  readonly byDay: number
  /** Days from order to finished goods that the supplier states, and from there to the warehouse. */
  readonly leadTimeDays: number
  readonly transportDays: number
  readonly materials: readonly PromiseMaterial[]
  /** Empty: the supplier states no line, so capacity is not checked. */
  readonly lines: readonly PromiseLine[]
}

export interface PromiseConstraint {
  readonly kind: 'lead-time' | 'material' | 'capacity'
  /** Code of the material; null for the others. */
  readonly name: string | null
  /** Day of arrival if this alone held; null when the days given are not enough. */
  readonly earliestDay: number | null
}

export interface PromiseCheck {
  readonly canBeKept: boolean
  /** Day of arrival of the whole quantity; null when the days given are not enough. */
  readonly earliestDay: number | null
  /** The constraint whose absence would bring the date forward most. */
  readonly binding: PromiseConstraint
  readonly constraints: readonly PromiseConstraint[]
  /** Units, whole, that arrive by the promised day; Infinity when no line limits them. */
  readonly quantityByDay: number
  /** Day of arrival with overtime, when that is earlier. */
  readonly earliestDayWithOvertime: number | null
  /** Day of arrival when what is made for no order is put off, when that is earlier. */
  readonly earliestDayWhenDeferring: number | null
}

/**
 * Whether a quantity can be made and shipped by a day, and what stands in the way. Material comes first, then the lines
 * make it in their free minutes, each after its own setup, then it travels; the supplier's own lead time is the least.
 *
 * @returns constraints with the day each alone would allow, and the one that binds
 * @throws RangeError naming the argument, its range and the value seen
 * @example checkPromise({ quantity: 100, fromDay: 0, byDay: 30, leadTimeDays: 21, transportDays: 3, materials: [], lines: [] }).earliestDay // 24
 */
export function checkPromise(request: PromiseRequest): PromiseCheck {
  requireRequest(request)
  const { fromDay, byDay, leadTimeDays, transportDays, materials, lines } = request
  const longest = materials.reduce<PromiseMaterial | null>(
    (late, each) => (late === null || each.leadTimeDays > late.leadTimeDays ? each : late),
    null,
  )
  const materialDays = longest?.leadTimeDays ?? 0
  const arrival = (wait: number, isLimited: boolean, floor: number, extra: Extra = null) => {
    const made = isLimited ? madeDay(request, fromDay + wait, extra) : fromDay + wait
    return made === null ? null : Math.max(made, fromDay + floor) + transportDays
  }
  const hasLines = lines.length > 0
  const constraints: PromiseConstraint[] = [
    { kind: 'lead-time', name: null, earliestDay: fromDay + leadTimeDays + transportDays },
    ...materials.map((each) => ({
      kind: 'material' as const,
      name: each.code,
      earliestDay: fromDay + each.leadTimeDays + transportDays,
    })),
    ...(hasLines ? [{ kind: 'capacity' as const, name: null, earliestDay: arrival(0, true, 0) }] : []),
  ]
  const earliestDay = arrival(materialDays, hasLines, leadTimeDays)
  const without = {
    'lead-time': arrival(materialDays, hasLines, 0),
    material: arrival(0, hasLines, leadTimeDays),
    capacity: arrival(materialDays, false, leadTimeDays),
  }
  const gain = ({ kind, name }: PromiseConstraint) =>
    kind === 'material' && name !== longest?.code
      ? Number.NEGATIVE_INFINITY
      : late(earliestDay) - late(without[kind])
  const binding = constraints.reduce((worst, each) =>
    gain(each) > gain(worst) ||
    (gain(each) === gain(worst) && late(each.earliestDay) > late(worst.earliestDay))
      ? each
      : worst,
  )
  const earlierWith = (extra: Extra) => {
    const day = arrival(materialDays, hasLines, leadTimeDays, extra)
    return late(day) < late(earliestDay) ? day : null
  }
  const isInTime = (day: number | null) => day !== null && day <= byDay
  return {
    canBeKept: isInTime(earliestDay),
    earliestDay,
    binding,
    constraints,
    quantityByDay:
      fromDay + Math.max(leadTimeDays, materialDays) + transportDays > byDay
        ? 0
        : hasLines
          ? unitsBetween(lines, fromDay + materialDays, byDay - transportDays)
          : Number.POSITIVE_INFINITY,
    earliestDayWithOvertime: earlierWith('overtimeMinutes'),
    earliestDayWhenDeferring: earlierWith('deferrableMinutes'),
  }
}

/**
 * Minutes of each day that a plan by the week leaves: what it takes of a week is spread over the week's days as their
 * minutes are.
 *
 * @param calendar day numbers of whole weeks, ascending, with the minutes of each
 * @param taken minutes planned in the week that starts on a Monday's day number
 * @example freeMinutes({ days: [4, 5], minutes: [600, 200] }, [{ firstDay: 4, minutes: 400 }]) // [300, 100]
 */
export function freeMinutes(
  calendar: { readonly days: readonly number[]; readonly minutes: readonly number[] },
  taken: readonly { readonly firstDay: number; readonly minutes: number }[],
): number[] {
  const planned = new Map(taken.map((week) => [week.firstDay, week.minutes]))
  const mondays = calendar.days.map((day) => bucketStartDay(day, 'week'))
  const whole = new Map<number, number>()
  for (const [k, monday] of mondays.entries())
    whole.set(monday, (whole.get(monday) ?? 0) + calendar.minutes[k]!)
  return calendar.minutes.map((minutes, k) => {
    const ofWeek = whole.get(mondays[k]!)!
    return ofWeek > 0 ? minutes * Math.max(0, 1 - (planned.get(mondays[k]!) ?? 0) / ofWeek) : 0
  })
}

/** Minutes that may come on top of the free ones. */
type Extra = 'overtimeMinutes' | 'deferrableMinutes' | null

/** An unknown day is later than any day known. */
function late(day: number | null): number {
  return day ?? Number.MAX_SAFE_INTEGER
}

/** First day by whose end the lines have made the quantity; null when their days end before. */
function madeDay({ lines, quantity }: PromiseRequest, readyDay: number, extra: Extra): number | null {
  const last = Math.max(...lines.map(({ days }) => days.at(-1) ?? readyDay))
  const made = lines.map(() => 0)
  const at = lines.map(() => 0)
  for (let day = readyDay; day <= last; day += 1) {
    let units = 0
    lines.forEach((line, k) => {
      while (at[k]! < line.days.length && line.days[at[k]!]! <= day) {
        if (line.days[at[k]!]! >= readyDay)
          made[k] += line.freeMinutes[at[k]!]! + (extra ? line[extra][at[k]!]! : 0)
        at[k] += 1
      }
      units += Math.max(0, made[k]! - line.setupMinutes) / line.unitMinutes
    })
    if (units >= quantity - 1e-9) return day
  }
  return null
}

function unitsBetween(lines: readonly PromiseLine[], readyDay: number, lastDay: number): number {
  let units = 0
  for (const line of lines) {
    let minutes = 0
    line.days.forEach((day, k) => {
      if (day >= readyDay && day <= lastDay) minutes += line.freeMinutes[k]!
    })
    units += Math.max(0, minutes - line.setupMinutes) / line.unitMinutes
  }
  return Math.floor(units + 1e-9)
}

function requireRequest(request: PromiseRequest): void {
  if (!(request.quantity > 0)) throw new RangeError(`quantity must be > 0; got ${request.quantity}`)
  for (const name of ['leadTimeDays', 'transportDays'] as const)
    if (!(request[name] >= 0)) throw new RangeError(`${name} must be >= 0; got ${request[name]}`)
  for (const material of request.materials)
    if (!(material.leadTimeDays >= 0))
      throw new RangeError(`leadTimeDays of ${material.code} must be >= 0; got ${material.leadTimeDays}`)
  for (const line of request.lines) {
    if (!(line.unitMinutes > 0)) throw new RangeError(`unitMinutes must be > 0; got ${line.unitMinutes}`)
    if (!(line.setupMinutes >= 0)) throw new RangeError(`setupMinutes must be >= 0; got ${line.setupMinutes}`)
  }
}
