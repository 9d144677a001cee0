import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, checkRepeats, type FaultColumns, insertFaults } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'
import { type RowsWritten, rowsWritten } from './ingest-written.ts'

/** A row of the ripening table; days at the reference temperature, °C. */
export interface Ripening {
  readonly daysAtReference: number
  readonly referenceCelsius: number
  /** How many times as fast 10 °C warmer. */
  readonly q10: number
  readonly transportCelsius: number
  readonly warehouseCelsius: number
  readonly homeCelsius: number
  /** Cold below it harms the fruit; null: none known. */
  readonly lowestCelsius: number | null
}

/** The row of an item as JSON, null without one; for a query that joins `ripening`. */
export const ripeningColumns = sql<Ripening | null>`
  case when ripening.item_id is not null then jsonb_build_object(
    'daysAtReference', days_at_reference, 'referenceCelsius', reference_celsius, 'q10', q10,
    'transportCelsius', transport_celsius, 'warehouseCelsius', warehouse_celsius, 'homeCelsius', home_celsius,
    'lowestCelsius', lowest_celsius) end`

export interface Temperatures {
  readonly itemId: number
  readonly transportCelsius: number
  readonly warehouseCelsius: number
  readonly homeCelsius: number
}

/** Keeps the temperatures assumed of items that are in the table; gives how many rows changed. */
export async function keepTemperatures(db: Db, assumed: readonly Temperatures[]): Promise<number> {
  const { numAffectedRows } = await sql`
    update ripening set transport_celsius = a."transportCelsius", warehouse_celsius = a."warehouseCelsius",
      home_celsius = a."homeCelsius"
    from jsonb_to_recordset(${JSON.stringify(assumed)}::jsonb) as a ("itemId" integer,
      "transportCelsius" double precision, "warehouseCelsius" double precision, "homeCelsius" double precision)
    where item_id = a."itemId" and (transport_celsius, warehouse_celsius, home_celsius)
      is distinct from (a."transportCelsius", a."warehouseCelsius", a."homeCelsius")`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

export async function checkRipening(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkCodes(db, importId, 'item', columns.item ?? 'item')
  await checkRepeats(db, importId, ['item_code'], columns.item ?? 'item')
  await insertFaults(db, importId, {
    fault: 'reference-too-cold',
    column: columns.reference_celsius ?? 'reference_celsius',
    lines: sql`
      select line, reference_celsius::text, jsonb_build_object('lowest', lowest_celsius)
      from ${stagingTable(importId)} where reference_celsius < lowest_celsius`,
  })
}

/** Writes rows of the table; one that is known with the same content stays as it is. */
export async function postRipening(db: Db, importId: number): Promise<RowsWritten> {
  const { rows } = await sql<{ isNew: boolean }>`
    insert into ripening as known (item_id, days_at_reference, reference_celsius, q10, transport_celsius,
      warehouse_celsius, home_celsius, lowest_celsius)
    select i.item_id, s.days_at_reference, s.reference_celsius, s.q10, s.transport_celsius, s.warehouse_celsius,
      s.home_celsius, s.lowest_celsius
    from ${stagingTable(importId)} s join item i on i.code = s.item_code
    on conflict (item_id) do update set days_at_reference = excluded.days_at_reference,
      reference_celsius = excluded.reference_celsius, q10 = excluded.q10,
      transport_celsius = excluded.transport_celsius, warehouse_celsius = excluded.warehouse_celsius,
      home_celsius = excluded.home_celsius, lowest_celsius = excluded.lowest_celsius
    where known.* is distinct from excluded.*
    returning xmax = 0 as "isNew"`.execute(db)
  return rowsWritten(rows)
}
