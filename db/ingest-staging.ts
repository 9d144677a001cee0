import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Db } from './client.ts'

export type StagedValue = string | number | null

/** Columns of the tables in which rows wait, by shape; every table has `line`, the line of the file. */
const SHAPES = {
  demand: {
    line: 'integer not null',
    head_line: 'integer',
    part: 'smallint not null',
    source_key: 'text not null',
    content_hash: 'bytea',
    state: 'text not null',
    line_quantity: 'integer',
    item_code: 'text',
    item_name: 'text',
    owner_code: 'text',
    owner_name: 'text',
    campaign_code: 'text',
    kind: 'text not null',
    rung: 'text',
    quantity: 'integer',
    occurred_local: 'timestamp not null',
    known_local: 'timestamp',
    need_from: 'date',
    need_to: 'date',
    channel: 'text',
    region: 'text',
    unit_price_minor: 'bigint',
    resale_grade: 'text',
  },
  subscription: {
    line: 'integer not null',
    subscription_code: 'text not null',
    plan_code: 'text',
    owner_code: 'text',
    customer_hash: 'text',
    started_on: 'date',
    first_box_on: 'date',
    boxes: 'integer',
    prepaid_to: 'date',
    kind: 'text',
    occurred_on: 'date',
    week: 'date',
    covers: 'text',
  },
  stock: {
    line: 'integer not null',
    item_code: 'text not null',
    item_name: 'text',
    location_code: 'text not null',
    counted_local: 'timestamp not null',
    on_hand: 'integer not null',
  },
  receipt: {
    line: 'integer not null',
    receipt_code: 'text not null',
    order_code: 'text',
    item_code: 'text not null',
    item_name: 'text',
    supplier_code: 'text',
    location_code: 'text',
    quantity: 'integer not null',
    received_on: 'date not null',
  },
  item: {
    line: 'integer not null',
    item_code: 'text not null',
    name_zh: 'text',
    name_en: 'text',
    product_code: 'text',
    category_code: 'text',
    base_unit: 'text',
    price_minor: 'bigint',
    unit_cost_minor: 'bigint',
    shelf_life_days: 'integer',
    ripening_days: 'integer',
    launched_on: 'date',
    ends_on: 'date',
    suits: 'text',
    service_level: 'double precision',
    supplier_code: 'text',
    lead_time_days: 'integer',
    minimum_order_quantity: 'integer',
    lot_multiple: 'integer',
  },
  units: {
    line: 'integer not null',
    item_code: 'text not null',
    unit: 'text not null',
    base_units: 'integer not null',
  },
  campaign: {
    line: 'integer not null',
    campaign_code: 'text not null',
    campaign_kind: 'text not null',
    name_zh: 'text',
    name_en: 'text',
    item_codes: 'text not null',
    reference_price_minor: 'bigint not null',
    deposit_fraction: 'double precision not null',
    threshold_quantity: 'integer',
    cap_quantity: 'integer',
    deposit_from: 'date not null',
    deposit_to: 'date not null',
    balance_from: 'date not null',
    balance_to: 'date not null',
    ship_from: 'date not null',
    ship_to: 'date not null',
  },
  owner: {
    line: 'integer not null',
    owner_code: 'text not null',
    name: 'text',
    team: 'text',
    region: 'text',
    channel: 'text',
  },
  'owner-tag': {
    line: 'integer not null',
    owner_code: 'text not null',
    category_code: 'text not null',
    tag: 'text not null',
    tag_name_zh: 'text',
    tag_name_en: 'text',
    customers: 'integer not null',
    known_local: 'timestamp',
  },
  ripening: {
    line: 'integer not null',
    item_code: 'text not null',
    days_at_reference: 'double precision not null',
    reference_celsius: 'double precision not null',
    q10: 'double precision not null',
    transport_celsius: 'double precision not null',
    warehouse_celsius: 'double precision not null',
    home_celsius: 'double precision not null',
    lowest_celsius: 'double precision',
  },
  'swap-rule': {
    line: 'integer not null',
    plan_code: 'text not null',
    item_code: 'text not null',
    replaced_by_code: 'text not null',
    pieces_per_piece: 'double precision',
    most_per_box: 'integer not null',
    value_tolerance: 'double precision',
    rank: 'integer',
  },
  line: {
    line: 'integer not null',
    line_code: 'text not null',
    supplier_code: 'text not null',
    name_zh: 'text',
    name_en: 'text',
    minutes_per_day: 'integer not null',
    overtime_minutes: 'integer',
    overtime_cost_minor: 'integer',
  },
  routing: {
    line: 'integer not null',
    item_code: 'text not null',
    line_code: 'text not null',
    family_code: 'text not null',
    family_zh: 'text',
    family_en: 'text',
    minutes_per_unit: 'double precision not null',
    setup_minutes: 'integer',
    preference: 'integer',
  },
  changeover: {
    line: 'integer not null',
    line_code: 'text not null',
    from_family_code: 'text',
    to_family_code: 'text not null',
    changeover_minutes: 'integer not null',
    changeover_cost_minor: 'bigint',
  },
} as const satisfies Record<string, Record<string, string>>

export type StagingShape = keyof typeof SHAPES

/** The staging table of one import, to be named in a query. */
export function stagingTable(importId: number) {
  return sql.table(`staging.import_${importId}`)
}

/** Record numbers are drawn while rows are staged, so that posting needs no second look at them. */
export async function createStaging(db: Db, importId: number, shape: StagingShape): Promise<void> {
  const columns = Object.entries(SHAPES[shape]).map(([name, type]) => `${name} ${type}`)
  if (shape === 'demand')
    columns.push("record_id bigint not null default nextval('public.source_record_source_record_id_seq')")
  await sql`create unlogged table ${stagingTable(importId)} (${sql.raw(columns.join(', '))})`.execute(db)
}

export async function dropStaging(db: Db, importId: number): Promise<void> {
  await sql`drop table if exists ${stagingTable(importId)}`.execute(db)
}

/** How many rows wait; 0 when the table is gone, null never: a crash of the server empties it. */
export async function countStaged(db: Db, importId: number): Promise<number> {
  const { rows } = await sql<{ exists: boolean }>`
    select to_regclass(${`staging.import_${importId}`}) is not null as exists`.execute(db)
  if (!rows[0]?.exists) return 0
  const counted = await sql<{
    count: number
  }>`select count(*) as count from ${stagingTable(importId)}`.execute(db)
  return counted.rows[0]?.count ?? 0
}

export async function copyStaged(
  client: pg.ClientBase,
  importId: number,
  shape: StagingShape,
  text: Uint8Array,
): Promise<void> {
  const columns = Object.keys(SHAPES[shape]).join(', ')
  await copyBytes(client, `copy staging.import_${importId} (${columns}) from stdin`, text)
}

export async function copyText(client: pg.ClientBase, statement: string, text: string): Promise<void> {
  await copyBytes(client, statement, Buffer.from(text))
}

async function copyBytes(client: pg.ClientBase, statement: string, bytes: Uint8Array): Promise<void> {
  await pipeline(Readable.from([bytes]), client.query(copyFrom(statement)))
}

/** Gathers lines of COPY text as bytes, so that millions of short texts do not wait in memory. */
export class CopyBuffer {
  #bytes = Buffer.allocUnsafe(1 << 21)
  #length = 0

  get length(): number {
    return this.#length
  }

  push(values: readonly StagedValue[]): void {
    const line = copyLine(values)
    if (line.length * 3 > this.#bytes.length - this.#length) {
      const larger = Buffer.allocUnsafe(2 * this.#bytes.length + line.length * 3)
      this.#bytes.copy(larger, 0, 0, this.#length)
      this.#bytes = larger
    }
    this.#length += this.#bytes.write(line, this.#length)
  }

  /** The bytes so far; the buffer starts anew. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length)
    this.#bytes = Buffer.allocUnsafe(1 << 21)
    this.#length = 0
    return taken
  }
}

/** One line of COPY text. */
export function copyLine(values: readonly StagedValue[]): string {
  let line = ''
  for (let at = 0; at < values.length; at++) {
    const value = values[at]
    if (at > 0) line += '\t'
    line += value === null || value === undefined ? '\\N' : typeof value === 'number' ? value : escaped(value)
  }
  return `${line}\n`
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text
}

/** Leaves out the staged rows that have a fault. */
export async function leaveOutFaultyRows(db: Db, importId: number): Promise<void> {
  await sql`
    delete from ${stagingTable(importId)}
    where line in (select line from import_fault where import_id = ${importId})`.execute(db)
}

/** A table filled a moment ago has no statistics of its own yet. */
export async function analyzeStaging(db: Db, importId: number): Promise<void> {
  await sql`analyze ${stagingTable(importId)}`.execute(db)
}
