import type { DiscreteInstance } from '#planning/batches/discrete-instance'
import type { MultiItemInstance } from '#planning/lot-sizing/multi-item-instance'
import { faultAt } from '#scripts/command-line'

export type NamedInstance =
  | { readonly kind: 'multi-item'; readonly name: string; readonly instance: MultiItemInstance }
  | { readonly kind: 'discrete'; readonly name: string; readonly instance: DiscreteInstance }

type Place = { readonly file: string; readonly line: number }
type Fields = Readonly<Record<string, unknown>>

/** Instances of a JSON document (one object or an array) or of JSON lines; blank lines are skipped. */
export function* readInstances(text: string, file: string): Generator<NamedInstance> {
  const whole = parseWhole(text)
  if (whole !== undefined) {
    const documents = Array.isArray(whole) ? whole : [whole]
    for (let index = 0; index < documents.length; index += 1)
      yield readInstance(documents[index], { file, line: 1 }, index)
    return
  }
  const lines = text.split('\n')
  let count = 0
  for (let index = 0; index < lines.length; index += 1) {
    const line = (lines[index] ?? '').trim()
    if (line === '') continue
    const place = { file, line: index + 1 }
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch (error) {
      throw faultAt({
        ...place,
        value: line.slice(0, 40),
        fix: `is not JSON (${(error as Error).message}); write one instance per line`,
      })
    }
    yield readInstance(value, place, count)
    count += 1
  }
  if (count === 0) throw faultAt({ file, fix: 'holds no instance; write one JSON object per line' })
}

function parseWhole(text: string): unknown {
  try {
    return JSON.parse(text) ?? undefined
  } catch {
    return undefined
  }
}

function readInstance(value: unknown, place: Place, index: number): NamedInstance {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw faultAt({ ...place, value, fix: 'must be a JSON object describing one instance' })
  const fields = value as Fields
  const name = String(fields.name ?? fields.id ?? `instance ${index + 1}`)
  if ('due' in fields || 'changeover' in fields)
    return { kind: 'discrete', name, instance: readDiscrete(fields, place) }
  if ('demand' in fields) return { kind: 'multi-item', name, instance: readMultiItem(fields, place) }
  throw faultAt({
    ...place,
    value: Object.keys(fields),
    fix: 'needs either demand[t][i] (lot sizing) or changeover and due (discrete lot sizing)',
  })
}

function readMultiItem(fields: Fields, place: Place): MultiItemInstance {
  const itemCount = count(fields, 'n', place)
  const bucketCount = count(fields, 'T', place)
  const demand = new Float64Array(itemCount * bucketCount)
  list(fields.demand, 'demand', bucketCount, place).forEach((row, bucket) => {
    const units = numbers(row, `demand[${bucket}]`, itemCount, place)
    for (let item = 0; item < itemCount; item += 1) demand[item * bucketCount + bucket] = units[item] ?? 0
  })
  const zero = () => new Float64Array(itemCount)
  return {
    itemCount,
    bucketCount,
    capacity: numbers(fields.capacity, 'capacity', bucketCount, place),
    unitTime:
      fields.unit_time === undefined
        ? zero().fill(1)
        : numbers(fields.unit_time, 'unit_time', itemCount, place),
    setupTime:
      fields.setup_time === undefined ? zero() : numbers(fields.setup_time, 'setup_time', itemCount, place),
    setupCost: numbers(fields.setup_cost, 'setup_cost', itemCount, place),
    holdingCost: numbers(fields.hold, 'hold', itemCount, place),
    demand,
  }
}

function readDiscrete(fields: Fields, place: Place): DiscreteInstance {
  const itemCount = count(fields, 'items', place)
  const periodCount = count(fields, 'periods', place)
  const changeover = new Float64Array(itemCount * itemCount)
  list(fields.changeover, 'changeover', itemCount, place).forEach((row, from) => {
    changeover.set(numbers(row, `changeover[${from}]`, itemCount, place), from * itemCount)
  })
  const due = list(fields.due, 'due', itemCount, place).map((dates, item) => {
    if (!Array.isArray(dates))
      throw faultAt({ ...place, column: `due[${item}]`, value: dates, fix: 'must be a list of due periods' })
    for (const date of dates)
      if (!Number.isInteger(date) || date < 0 || date >= periodCount)
        throw faultAt({
          ...place,
          column: `due[${item}]`,
          value: date,
          fix: `must be a period from 0 to ${periodCount - 1}`,
        })
    return Int32Array.from(dates as number[]).sort()
  })
  return {
    itemCount,
    periodCount,
    changeover,
    holdingCost: numbers(fields.holding, 'holding', itemCount, place),
    due,
  }
}

function count(fields: Fields, column: string, place: Place): number {
  const value = fields[column]
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 100_000)
    throw faultAt({ ...place, column, value, fix: 'must be a whole number from 1 to 100000' })
  return value
}

function list(value: unknown, column: string, length: number, place: Place): unknown[] {
  if (!Array.isArray(value) || value.length !== length)
    throw faultAt({
      ...place,
      column,
      value: Array.isArray(value) ? `${value.length} entries` : value,
      fix: `must be a list of ${length} entries`,
    })
  return value
}

/** A list of numbers >= 0 of the given length, or one number for all. */
function numbers(value: unknown, column: string, length: number, place: Place): Float64Array {
  const values =
    typeof value === 'number' ? new Array<number>(length).fill(value) : list(value, column, length, place)
  values.forEach((entry, index) => {
    if (typeof entry !== 'number' || !(entry >= 0) || !Number.isFinite(entry))
      throw faultAt({
        ...place,
        column: `${column}[${index}]`,
        value: entry,
        fix: 'must be a finite number >= 0',
      })
  })
  return Float64Array.from(values as number[])
}
