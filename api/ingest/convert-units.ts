import type { ItemUnits } from '#db/item-units'
import type { FieldValue } from './field-reader.ts'
import { type ImportKind, importFields } from './import-field.ts'
import { checkedQuantity, moneyOf } from './number-text.ts'
import { Rejected } from './rejected.ts'
import type { RowReader, RowValues } from './row-reader.ts'
import { baseQuantity, baseUnitsPer, unitCode } from './unit-conversion.ts'

/** Turns the amounts of a row from the unit the row names into base units, in place; false after a fault. */
export type ConvertUnits = (line: number, values: RowValues) => boolean

/**
 * The conversion for one file that has a column of units. A row without a unit is in base units; `unit` becomes its
 * code, and what was written stays beside it as `<field>_written`.
 */
export function unitConverter(
  kind: ImportKind,
  reader: RowReader,
  given: { units: ReadonlyMap<string, ItemUnits>; createsItems: boolean; takesNegatives: boolean },
): ConvertUnits {
  const fields = Object.entries(importFields(kind)).filter(
    ([name, field]) => field.isInUnit && reader.hasField(name),
  )
  return (line, values) => {
    const perUnit = unitsOf(values, given)
    if (perUnit.rejected) {
      reader.refuse(line, perUnit.field, values[perUnit.field] ?? null, perUnit.rejected)
      return false
    }
    if (values.unit !== null) values.unit = unitCode(String(values.unit))
    let isSound = true
    for (const [name, field] of fields) {
      const written = values[name] as number | null | undefined
      values[`${name}_written`] = written ?? null
      if (written == null) continue
      const read =
        field.type === 'money'
          ? perBaseUnit(written, perUnit.baseUnits)
          : inBaseUnits(written, perUnit.baseUnits, field, given.takesNegatives)
      if (read instanceof Rejected) {
        reader.refuse(line, name, written, read)
        isSound = false
      } else values[name] = read
    }
    return isSound
  }
}

type PerUnit =
  | { baseUnits: number; rejected?: undefined }
  | { field: string; rejected: Rejected; baseUnits?: undefined }

const NEW_ITEM: ItemUnits = { baseUnit: 'piece', packs: new Map() }

function unitsOf(
  values: RowValues,
  given: { units: ReadonlyMap<string, ItemUnits>; createsItems: boolean },
): PerUnit {
  const unit = values.unit as FieldValue
  if (unit === null) return { baseUnits: 1 }
  if (values.item == null) return { field: 'item', rejected: new Rejected('value-required') }
  const item = given.units.get(String(values.item)) ?? (given.createsItems ? NEW_ITEM : undefined)
  if (item === undefined) return { field: 'item', rejected: new Rejected('unknown-item') }
  const baseUnits = baseUnitsPer(String(unit), item)
  return typeof baseUnits === 'number' ? { baseUnits } : { field: 'unit', rejected: baseUnits }
}

function perBaseUnit(price: number, baseUnits: number): number | Rejected {
  const minor = moneyOf(price)
  return typeof minor === 'number' ? Math.round(minor / baseUnits) : minor
}

function inBaseUnits(
  written: number,
  baseUnits: number,
  field: { readonly type: string; readonly minimum?: number },
  takesNegatives: boolean,
): number | Rejected {
  const quantity = baseQuantity(written, baseUnits)
  if (typeof quantity !== 'number') return quantity
  if (field.type === 'quantity') return checkedQuantity(quantity, takesNegatives)
  const minimum = field.minimum ?? 0
  return quantity < minimum ? new Rejected('number-too-small', { limit: minimum }) : quantity
}
