import { hash } from 'node:crypto'
import type { StagedValue } from '#db/ingest-staging'
import type { FieldValue } from './field-reader.ts'
import type { ImportKind } from './import-field.ts'
import { Rejected } from './rejected.ts'
import type { RowReader, RowValues } from './row-reader.ts'

export type StagedLines = readonly (readonly StagedValue[])[]

interface Entry {
  readonly kind: string
  readonly rung: string | null
  readonly quantity: number | null
  readonly at: string
  /** of a return */
  readonly grade?: string | null
}

/** Entries of one order line, and the state they leave it in. */
interface OrderLine {
  readonly entries: readonly Entry[]
  readonly state: string
  /** what tells this line from another when the file has no numbers of its own */
  readonly identity: string
}

/** Turns rows of the demand kinds into staged ledger entries with identity and content hash. */
export function demandLines(kind: ImportKind, reader: RowReader) {
  const occurrences = new Map<number, number>()
  const read = kind === 'owner-sales' ? saleLine : kind === 'expectations' ? expectationLine : null
  /** The first row decides whether rows tell events or whole orders. */
  let isEventFile: boolean | null = read === null ? null : false
  let hasKeys = false
  const convert = (line: number, values: RowValues): StagedLines => {
    const refuse: Refuse = (field, rejected) => reader.refuse(line, field, values[field] ?? null, rejected)
    isEventFile ??= values.event !== null
    if (read === null && isEventFile !== (values.event !== null)) {
      refuse('event', new Rejected('event-mixed'))
      return []
    }
    const found = (read ?? (isEventFile ? eventLine : preOrderLine))(values, refuse)
    if (found === null) return []
    const about = (price: FieldValue | undefined) =>
      `${values.item}\u001F${values.shop_owner}\u001F${values.campaign}\u001F${values.channel}\u001F${values.region}\u001F${price}\u001F${values.need_from}\u001F${values.need_to}`
    let content = about(values.unit_price)
    for (const { kind: told, rung, quantity, at, grade } of found.entries)
      content += `\u001F${told}\u001F${rung}\u001F${quantity}\u001F${at}${grade ? `\u001F${grade}` : ''}`
    const contentHash = hash('md5', content, 'hex')
    let key = values.order_line as string | null
    if (key !== null) hasKeys = true
    else {
      // As written, so that a pack whose content was corrected later still makes the same line.
      const price = values.unit_price_written ?? values.unit_price
      const identity = hash('md5', `${about(price)}\u001F${found.identity}`, 'hex')
      const short = Number.parseInt(identity.slice(0, 13), 16)
      const occurrence = (occurrences.get(short) ?? 0) + 1
      occurrences.set(short, occurrence)
      key = `content:${identity}:${occurrence}`
    }
    return found.entries.map((entry, part) => [
      line,
      isEventFile ? null : line,
      part,
      key,
      isEventFile ? null : `\\x${contentHash}`,
      found.state,
      values.quantity ?? null,
      values.item ?? null,
      values.item_name ?? null,
      values.shop_owner ?? null,
      values.shop_owner_name ?? null,
      values.campaign ?? null,
      entry.kind,
      entry.rung,
      entry.quantity,
      entry.at,
      values.known_at ?? null,
      values.need_from ?? null,
      values.need_to ?? null,
      values.channel ?? null,
      values.region ?? null,
      values.unit_price ?? null,
      entry.grade ?? null,
    ])
  }
  return { convert, isEventFile: () => isEventFile === true, hasKeys: () => hasKeys }
}

function asWritten(values: RowValues): string {
  return values.unit == null ? `${values.quantity}` : `${values.quantity_written} ${values.unit}`
}

type Refuse = (field: string, rejected: Rejected) => void

function saleLine(values: RowValues, refuse: Refuse): OrderLine | null {
  const quantity = values.quantity as number
  const isReturn = values.type === 'return' || quantity < 0
  const at = values.sold_at as string
  const kind = isReturn ? 'return' : 'sale'
  const grade = values.resale_grade as string | null
  if (grade != null && !isReturn) {
    refuse('resale_grade', new Rejected('grade-of-sale'))
    return null
  }
  return {
    entries: [{ kind, rung: 'paid', quantity: Math.abs(quantity), at, grade }],
    state: isReturn ? 'returned' : 'sold',
    identity: `${kind} ${asWritten(values)} ${at} ${values.known_at ?? ''}`,
  }
}

function expectationLine(values: RowValues, refuse: Refuse): OrderLine | null {
  if (!needIsOrdered(values, refuse)) return null
  const quantity = values.quantity as number
  const at = values.stated_at as string
  return {
    entries: [{ kind: 'expected', rung: 'intent', quantity: Math.abs(quantity), at }],
    state: 'placed',
    identity: `expected ${asWritten(values)} ${at}`,
  }
}

function needIsOrdered(values: RowValues, refuse: Refuse): boolean {
  const { need_from: from, need_to: to } = values
  if (from == null || to == null || to >= from) return true
  refuse('need_to', new Rejected('date-before', { other: String(from) }))
  return false
}

function preOrderLine(values: RowValues, refuse: Refuse): OrderLine | null {
  let isSound = needIsOrdered(values, refuse)
  const reject = (field: string, rejected: Rejected) => {
    isSound = false
    refuse(field, rejected)
  }
  for (const field of ['item', 'quantity', 'placed_at'])
    if (values[field] == null) reject(field, new Rejected('value-required'))
  if (values.need_from == null && values.campaign == null) reject('need_from', new Rejected('need-missing'))
  if (!isSound) return null
  const quantity = values.quantity as number
  if (quantity < 0) {
    reject('quantity', new Rejected('quantity-negative'))
    return null
  }
  const placed = values.placed_at as string
  const settled = values.settled_at as string | null
  const cancelled = values.cancelled_at as string | null
  const fulfilled = values.fulfilled_at as string | null
  for (const field of ['settled_at', 'cancelled_at', 'fulfilled_at']) {
    const at = values[field] as string | null
    if (at !== null && at.slice(0, 10) < placed.slice(0, 10))
      reject(field, new Rejected('date-before', { other: placed.slice(0, 10) }))
  }
  const shipped = values.fulfilled_quantity as number | null
  const cancelledQuantity =
    cancelled === null
      ? 0
      : ((values.cancelled_quantity as number | null) ?? quantity - (fulfilled === null ? 0 : (shipped ?? 0)))
  const fulfilledQuantity = fulfilled === null ? 0 : (shipped ?? quantity - cancelledQuantity)
  if (cancelledQuantity + fulfilledQuantity > quantity || cancelledQuantity < 0)
    reject(
      cancelled === null ? 'fulfilled_quantity' : 'cancelled_quantity',
      new Rejected('more-than-ordered', { found: cancelledQuantity + fulfilledQuantity, ordered: quantity }),
    )
  if (!isSound) return null
  const rung = (values.rung as string | null) ?? 'deposit'
  const rungAt = (at: string) => (settled !== null && settled <= at ? 'paid' : rung)
  const settledQuantity =
    cancelled !== null && settled !== null && cancelled < settled ? quantity - cancelledQuantity : quantity
  const entries: Entry[] = [{ kind: 'placed', rung, quantity, at: placed }]
  let state = 'placed'
  if (settled !== null && settledQuantity > 0) {
    entries.push({ kind: 'settled', rung: 'paid', quantity: settledQuantity, at: settled })
    state = 'settled'
  }
  if (cancelled !== null && cancelledQuantity > 0) {
    entries.push({ kind: 'cancelled', rung: rungAt(cancelled), quantity: cancelledQuantity, at: cancelled })
    state = 'cancelled'
  }
  if (fulfilled !== null && fulfilledQuantity > 0) {
    entries.push({ kind: 'fulfilled', rung: rungAt(fulfilled), quantity: fulfilledQuantity, at: fulfilled })
    state = 'fulfilled'
  }
  return { entries, state, identity: `placed ${rung} ${asWritten(values)} ${placed}` }
}

function eventLine(values: RowValues, refuse: Refuse): OrderLine | null {
  let isSound = needIsOrdered(values, refuse)
  const required = [
    'order_line',
    'event',
    'event_at',
    ...(values.event === 'placed' ? ['item', 'quantity'] : []),
  ]
  for (const field of required)
    if (values[field] == null) {
      isSound = false
      refuse(field, new Rejected('value-required'))
    }
  if (values.event === 'placed' && values.need_from == null && values.campaign == null) {
    isSound = false
    refuse('need_from', new Rejected('need-missing'))
  }
  if (!isSound) return null
  const kind = values.event as string
  const rung =
    kind === 'placed' ? ((values.rung as string | null) ?? 'deposit') : kind === 'settled' ? 'paid' : null
  const quantity = values.quantity as number | null
  if (quantity !== null && quantity < 0) {
    refuse('quantity', new Rejected('quantity-negative'))
    return null
  }
  return {
    entries: [{ kind, rung, quantity, at: values.event_at as string }],
    state: kind,
    identity: '',
  }
}
