import { customerHash } from './customer-hash.ts'
import { momentReader } from './date-text.ts'
import type { StagedLines } from './demand-lines.ts'
import { Rejected } from './rejected.ts'
import type { RowReader, RowValues } from './row-reader.ts'

const DATES = [
  ['started_on', 'started'],
  ['paused_on', 'paused'],
  ['resumed_on', 'resumed'],
  ['cancelled_on', 'cancelled'],
] as const

type SubscriptionEvent = readonly [kind: string, on: string, week: string | null]
type Refuse = (field: string, rejected: Rejected) => null

/**
 * A row tells one event, or how a subscription stands: start, last pause, end and skipped weeks. The latter covers the
 * kinds of event for which the file has a column. Customers are hashed at once.
 */
export function subscriptionLines(reader: RowReader, customerKey: string, today: string) {
  const covered: string[] = DATES.filter(([field]) => reader.hasField(field)).map(([, kind]) => kind)
  if (reader.hasField('skipped_weeks')) covered.push('skipped')
  const convert = (line: number, values: RowValues): StagedLines => {
    const refuse: Refuse = (field, rejected) => {
      reader.refuse(line, field, values[field] ?? null, rejected)
      return null
    }
    const isEvent = values.event != null
    const events = isEvent ? toldEvent(values, refuse) : standing(values, refuse, today)
    if (events === null) return []
    const customer = values.customer == null ? null : customerHash(String(values.customer), customerKey)
    const startedOn = values.started_on ?? (values.event === 'started' ? (values.event_on ?? null) : null)
    const shared = [
      line,
      values.subscription ?? null,
      values.plan ?? null,
      values.shop_owner ?? null,
      customer,
      startedOn,
      values.first_box_on ?? null,
      values.boxes ?? null,
      values.prepaid_to ?? null,
    ]
    const covers = isEvent || covered.length === 0 ? null : covered.join(',')
    return events.length === 0
      ? [[...shared, null, null, null, covers]]
      : events.map((event) => [...shared, ...event, covers])
  }
  return { convert, isEventFile: () => false, hasKeys: () => true }
}

function toldEvent(values: RowValues, refuse: Refuse): SubscriptionEvent[] | null {
  const needsWeek = values.event === 'skipped' || values.event === 'delivered'
  for (const field of ['event_on', ...(needsWeek ? ['week'] : [])])
    if (values[field] == null) return refuse(field, new Rejected('value-required'))
  const week = values.week == null ? null : monday(values.week as string)
  return [[values.event as string, values.event_on as string, week]]
}

function standing(values: RowValues, refuse: Refuse, today: string): SubscriptionEvent[] | null {
  const events: SubscriptionEvent[] = []
  const start = values.started_on as string | null
  for (const [field, kind] of DATES) {
    const on = values[field] as string | null
    if (on == null) continue
    const notBefore = field === 'resumed_on' ? ((values.paused_on as string | null) ?? start) : start
    if (notBefore != null && on < notBefore)
      return refuse(field, new Rejected('date-before', { other: notBefore }))
    events.push([kind, on, null])
  }
  const weeks = skippedWeeks(values.skipped_weeks as string | null)
  if (weeks instanceof Rejected) return refuse('skipped_weeks', weeks)
  // A week to come was skipped by the day of the file, a past one by its Monday.
  for (const week of weeks) events.push(['skipped', week < today ? week : today, week])
  return events
}

function skippedWeeks(text: string | null | undefined): string[] | Rejected {
  if (text == null) return []
  const read = momentReader('UTC', undefined)
  const weeks = new Set<string>()
  for (const part of text.split(/[,;，；、\s]+/)) {
    if (part === '') continue
    const date = read(part)
    if (typeof date !== 'string') return date
    weeks.add(monday(date.slice(0, 10)))
  }
  return [...weeks]
}

/** Monday of the week of a date. */
function monday(date: string): string {
  const day = new Date(`${date}T00:00:00Z`)
  return new Date(day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000).toISOString().slice(0, 10)
}
