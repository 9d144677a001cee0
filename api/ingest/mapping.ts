import { z } from 'zod'
import { DAY_NUMBER, formatReader } from './date-text.ts'
import { UnreadableFile } from './import-fault.ts'
import { IMPORT_KINDS, type ImportKind, importFields } from './import-field.ts'

const column = z.string().min(1).max(200)
const pattern = z
  .string()
  .max(500)
  .refine((text) => {
    try {
      new RegExp(text, 'u')
      return true
    } catch {
      return false
    }
  }, 'must be a regular expression')

/** A claim about one column; several in a list must all hold. */
const Condition = z.strictObject({
  column,
  equals: z.string().optional(),
  oneOf: z.array(z.string()).optional(),
  notOneOf: z.array(z.string()).optional(),
  matches: pattern.optional(),
  notMatches: pattern.optional(),
  isEmpty: z.boolean().optional(),
})
export type Condition = z.infer<typeof Condition>

export interface ValueRule {
  /** the cell of this column */
  column?: string | undefined
  /** the same text for every row */
  constant?: string | undefined
  /** the first of these that is not empty */
  firstOf?: (string | ValueRule)[] | undefined
  /** these one after another, with `separator` (`-`) between */
  join?: (string | ValueRule)[] | undefined
  separator?: string | undefined
  /** a date from its parts; the month as number or English name */
  year?: string | ValueRule | undefined
  month?: string | ValueRule | undefined
  day?: string | ValueRule | undefined
  /** how dates are written, e.g. `DD/MM/YYYY HH:mm` */
  format?: string | undefined
  /** days added to or taken from the date: a number, or a column that holds it */
  plusDays?: number | string | undefined
  minusDays?: number | string | undefined
  /** replaces texts; what is not listed stays, or becomes `otherwise` */
  values?: Record<string, string> | undefined
  otherwise?: string | undefined
  /** empty unless all of these hold */
  when?: Condition | Condition[] | undefined
}

const days = z.union([z.int().min(-36_500).max(36_500), column])
const rule: z.ZodType<string | ValueRule> = z.lazy(() => z.union([column, Rule]))
const Rule: z.ZodType<ValueRule> = z
  .strictObject({
    column: column.optional(),
    constant: z.string().max(500).optional(),
    firstOf: z.array(rule).min(1).optional(),
    join: z.array(rule).min(1).optional(),
    separator: z.string().max(10).optional(),
    year: rule.optional(),
    month: rule.optional(),
    day: rule.optional(),
    format: z.string().max(60).optional(),
    plusDays: days.optional(),
    minusDays: days.optional(),
    values: z.record(z.string(), z.string()).optional(),
    otherwise: z.string().optional(),
    when: z.union([Condition, z.array(Condition).min(1)]).optional(),
  })
  .refine(
    (given) =>
      [given.column, given.constant, given.firstOf, given.join, given.year].filter(
        (part) => part !== undefined,
      ).length === 1,
    'give exactly one of column, constant, firstOf, join, or year with month and day',
  )
  .refine(
    (given) =>
      (given.year === undefined) === (given.month === undefined) &&
      (given.year === undefined) === (given.day === undefined),
    'year, month and day belong together',
  )
  .refine((given) => {
    if (given.format === undefined || given.format === DAY_NUMBER) return true
    try {
      formatReader(given.format)
      return true
    } catch {
      return false
    }
  }, 'format needs year (YYYY), month (MM) and day (DD), or is day-number')

/** How the columns of a foreign file become fields. Saved by name and used again for the next file. */
export const Mapping = z.strictObject({
  kind: z.enum(IMPORT_KINDS as [ImportKind, ...ImportKind[]]),
  /** whose numbering the order lines follow; the same source recognises a line in a later file */
  source: z.string().min(1).max(100).optional(),
  encoding: z.string().max(40).optional(),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().max(100).optional(),
  /** line of the headings, from 1 */
  headerLine: z.int().min(1).max(1000).optional(),
  /** texts that mean "no value" */
  emptyValues: z.array(z.string()).optional(),
  /** rows for which one of these does not hold are left out, and counted */
  filters: z.array(Condition).optional(),
  fields: z.record(z.string(), rule),
  negativeQuantity: z.enum(['refuse', 'return']).optional(),
  createMissing: z.array(z.enum(['items', 'owners', 'locations'])).optional(),
})
export type Mapping = z.infer<typeof Mapping>

/** Checks a mapping and names its first mistake by path. */
export function parseMapping(value: unknown, kind: ImportKind): Mapping {
  const parsed = Mapping.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new UnreadableFile(
      'mapping-invalid',
      {},
      { reason: `${issue?.path.join('.') || 'mapping'}: ${issue?.message}` },
    )
  }
  const mapping = parsed.data
  if (mapping.kind !== kind)
    throw new UnreadableFile(
      'mapping-invalid',
      {},
      { reason: `it is for ${mapping.kind}, the import is ${kind}` },
    )
  const fields = importFields(kind)
  for (const field of Object.keys(mapping.fields))
    if (fields[field] === undefined)
      throw new UnreadableFile(
        'mapping-invalid',
        {},
        { reason: `fields.${field}: not a field of ${kind}; use ${Object.keys(fields).join(', ')}` },
      )
  return mapping
}
