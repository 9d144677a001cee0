import { z } from 'zod'
import { GROUPINGS, LONGEST_LAG } from '#api/accuracy/grouping'
import type { Phrase } from '#api/wording/locale'
import { REPORTS } from '#api/wording/report'
import { EXCEPTION_STATES } from '#db/worklist'

const id = z.coerce.number().int().positive().optional()

/** What a report may be narrowed to; the same names stand in the address of the page. */
export const ReportFilter = z.object({
  runId: id,
  search: z.string().trim().max(100).optional(),
  categoryId: id,
  supplierId: id,
  pattern: z.string().max(40).optional(),
  kind: z.string().max(40).optional(),
  state: z.enum(EXCEPTION_STATES).optional(),
  publicationId: id,
  weeks: z.coerce.number().int().min(1).max(260).optional(),
  by: z.enum(GROUPINGS).optional(),
  lagWeeks: z.coerce.number().int().min(0).max(LONGEST_LAG).optional(),
  sort: z.string().max(40).optional(),
  desc: z.stringbool().optional(),
})
export type ReportFilter = z.infer<typeof ReportFilter>

export const REPORT_NAMES = Object.keys(REPORTS) as (keyof typeof REPORTS)[]
export type ReportName = keyof typeof REPORTS

/** The filters that are set, for the header sheet. */
export function filterFacts(filter: ReportFilter): (readonly [Phrase, string])[] {
  return Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [[`筛选：${name}`, `Filter: ${name}`] as const, String(value)] as const)
}
