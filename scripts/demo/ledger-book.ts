import { isoDate } from '#planning/time-bucket'
import type { TableRows } from './table-rows.ts'

/**
 * Imports the demo company pretends to have received. Each is one file with one ledger version,
 * so that undoing it takes back exactly what it brought.
 */
export const IMPORTS = {
  sales: { importId: 1, kind: 'owner-sales', file: 'owner-sales.csv', rowsIn: null },
  preOrders: { importId: 2, kind: 'pre-orders', file: 'pre-orders.csv', rowsIn: null },
  subscriptions: { importId: 3, kind: 'subscriptions', file: 'subscriptions.csv', rowsIn: 'subscription' },
  expectations: { importId: 4, kind: 'expectations', file: 'expectations.csv', rowsIn: null },
  stock: { importId: 5, kind: 'stock', file: 'stock.csv', rowsIn: 'stock_snapshot' },
  receipts: { importId: 6, kind: 'receipts', file: 'receipts.csv', rowsIn: 'receipt' },
} as const
export type ImportName = keyof typeof IMPORTS

export const DEMO_SOURCE = 'demo'

/** The order line behind ledger entries: who bought what, wanted when. */
export interface OrderLine {
  readonly recordId: number
  readonly itemId: number
  readonly needFromDay: number
  readonly needToDay: number
  readonly shopOwnerId: number | null
  readonly campaignId: number | null
  readonly channel: string | null
  readonly region: string | null
  readonly unitPriceMinor: number | null
}

export interface LedgerEvent {
  readonly kind: 'sale' | 'return' | 'placed' | 'cancelled' | 'settled' | 'fulfilled' | 'expected'
  readonly rung: 'paid' | 'deposit' | 'subscription' | 'intent'
  readonly quantity: number
  readonly day: number
  readonly secondOfDay: number
  readonly isReversal?: boolean
  /** Of a return. */
  readonly grade?: ResaleGrade
}

export type ResaleGrade = 'as-new' | 'second' | 'unsaleable'

/** State in which the goods of a line came back: of 20, 16 as new and 3 as seconds. */
export function resaleGrade(recordId: number): ResaleGrade {
  const place = recordId % 20
  return place < 16 ? 'as-new' : place < 19 ? 'second' : 'unsaleable'
}

/** Writes order lines and their entries; keeps each line's identity from deposit to return. */
export class LedgerBook {
  readonly #rows: TableRows
  #lastRecordId = 0

  constructor(rows: TableRows) {
    this.#rows = rows
  }

  nextRecordId(): number {
    this.#lastRecordId += 1
    return this.#lastRecordId
  }

  entry(from: ImportName, line: OrderLine, event: LedgerEvent): void {
    const occurredOn = dateText(event.day)
    const occurredAt = `${occurredOn} ${clockText(event.secondOfDay)}`
    this.#rows.add('demand_entry', {
      item_id: line.itemId,
      ledger_version: IMPORTS[from].importId,
      kind: event.kind,
      rung: event.rung,
      quantity: event.quantity,
      is_reversal: event.isReversal ?? false,
      occurred_at: occurredAt,
      occurred_on: occurredOn,
      known_at: occurredAt,
      need_from: dateText(line.needFromDay),
      need_to: dateText(line.needToDay),
      source_record_id: line.recordId,
      shop_owner_id: line.shopOwnerId,
      campaign_id: line.campaignId,
      channel: line.channel,
      region: line.region,
      unit_price_minor: line.unitPriceMinor,
      resale_grade: event.grade ?? null,
    })
  }

  /** Closes a line with its state as last seen. */
  record(from: ImportName, line: OrderLine, state: string, quantity: number, revision = 1): void {
    const hash = Buffer.alloc(16)
    hash.writeUInt32BE(line.recordId >>> 0, 0)
    hash.writeUInt32BE(line.itemId, 4)
    hash.writeInt32BE(quantity, 8)
    hash.write(state, 12, 4, 'latin1')
    this.#rows.add('source_record', {
      source_record_id: line.recordId,
      source: DEMO_SOURCE,
      source_key: `${IMPORTS[from].kind}-${String(line.recordId).padStart(9, '0')}`,
      kind: IMPORTS[from].kind,
      revision,
      content_hash: hash,
      item_id: line.itemId,
      state,
      quantity,
      content: '{}',
      import_id: IMPORTS[from].importId,
    })
  }
}

const dates = new Map<number, string>()

export function dateText(day: number): string {
  let text = dates.get(day)
  if (text === undefined) {
    text = isoDate(day)
    dates.set(day, text)
  }
  return text
}

/** Wall clock of Asia/Shanghai, which has no summer time. */
export function clockText(secondOfDay: number): string {
  const part = (value: number) => String(value).padStart(2, '0')
  return `${part(Math.floor(secondOfDay / 3600))}:${part(Math.floor(secondOfDay / 60) % 60)}:${part(secondOfDay % 60)}+08`
}
