import { z } from 'zod'
import { GROUPINGS, LONGEST_LAG } from '#api/accuracy/grouping'
import { DEMAND_GROUPS } from '#api/demand/read-groups'
import { AUDIT_KIND_NAMES } from '#api/wording/audit'
import { patternName } from '#api/wording/forecast-method'
import { type Locale, type Phrase, phraseIn } from '#api/wording/locale'
import { FILTER_NAMES, FILTER_VALUES, REPORTS, unitName } from '#api/wording/report'
import { EXCEPTION_STATES } from '#db/worklist'
import { BASE_UNITS } from '#planning/measures'

const id = z.coerce.number().int().positive().optional()

/** What a report may be narrowed to; the same names stand in the address of the page. */
export const ReportFilter = z.object({
  runId: id,
  search: z.string().trim().max(100).optional(),
  categoryId: id,
  supplierId: id,
  pattern: z.string().max(40).optional(),
  unit: z.enum(BASE_UNITS).optional(),
  kind: z.string().max(40).optional(),
  state: z.enum(EXCEPTION_STATES).optional(),
  publicationId: id,
  weeks: z.coerce.number().int().min(1).max(260).optional(),
  by: z.enum(GROUPINGS).optional(),
  group: z.enum(DEMAND_GROUPS).optional(),
  lagWeeks: z.coerce.number().int().min(0).max(LONGEST_LAG).optional(),
  deed: z.enum(AUDIT_KIND_NAMES).optional(),
  userId: z.string().max(100).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  sort: z.string().max(40).optional(),
  desc: z.stringbool().optional(),
})
export type ReportFilter = z.infer<typeof ReportFilter>

export const REPORT_NAMES = Object.keys(REPORTS) as (keyof typeof REPORTS)[]
export type ReportName = keyof typeof REPORTS

/** The filters that are set, for the header sheet, in its language. */
export function filterFacts(filter: ReportFilter, locale: Locale): (readonly [Phrase, string])[] {
  return (Object.keys(FILTER_NAMES) as (keyof ReportFilter)[])
    .filter((name) => filter[name] !== undefined)
    .map((name) => [FILTER_NAMES[name], filterValue(name, filter[name]!, locale)] as const)
}

function filterValue(name: keyof ReportFilter, value: string | number | boolean, locale: Locale): string {
  if (name === 'pattern') return patternName(String(value), locale)
  if (name === 'unit') return unitName(String(value), locale)
  const phrase = FILTER_VALUES[`${name}-${value}`]
  return phrase ? phraseIn(phrase, locale) : String(value)
}
