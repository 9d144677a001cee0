import type pg from 'pg'
import { auditFilter, namesInTrail } from '#api/audit/read-audit'
import {
  type AuditNames,
  auditAction,
  auditActor,
  auditChangeText,
  auditedThings,
  auditedUserId,
  auditSubject,
} from '#api/wording/audit'
import type { Locale } from '#api/wording/locale'
import { REPORTS, REPORT_WORDS as W } from '#api/wording/report'
import { audit } from '#api/wording/screens/audit'
import { type AuditRow, auditNames, auditRows } from '#db/audit'
import type { Db } from '#db/client'
import { businessSettings } from '#db/runs'
import { type Report, type ReportColumn, reportTable, textColumn } from './report.ts'
import { filterFacts, type ReportFilter } from './report-filter.ts'
import { worded } from './supply-reports.ts'

const PAGE = 1000

type Row = AuditRow & {
  readonly userName: string | null
  readonly subjectName: string | null
  readonly moment: string
  readonly things: AuditNames
}

const COLUMNS: readonly ReportColumn<Row>[] = [
  textColumn('when', audit.when, (row) => row.moment, 20),
  textColumn('who', audit.who, (row, locale) => auditActor(row, locale), 20),
  textColumn('role', audit['field-role'], (row, locale) => worded(audit, `role-${row.role}`, locale), 12),
  textColumn('what', audit.what, (row, locale) => auditAction(row.action, locale), 24),
  textColumn(
    'subject',
    audit.subject,
    (row, locale) => auditSubject(row.subject, locale, row.subjectName, row.things, row.after),
    28,
  ),
  textColumn('code', W.code, (row) => row.itemCode),
  textColumn('item', W.name, (row, locale) => (locale === 'en' ? row.itemEn : row.itemZh), 30),
  textColumn(
    'changes',
    audit.changes,
    (row, locale) => auditChangeText(row.before, row.after, locale, row.things),
    60,
  ),
]

/** The audit trail as a file, in words, written while it is read. */
export async function auditReport(
  db: Db,
  authPool: pg.Pool,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const { timeZone } = await businessSettings(db)
  const head = reportTable<Row>(REPORTS.audit.title, COLUMNS, [], locale)
  return {
    table: { ...head, rows: lines(db, authPool, filter, timeZone, locale) },
    facts: filterFacts(filter, locale),
  }
}

async function* lines(db: Db, authPool: pg.Pool, filter: ReportFilter, timeZone: string, locale: Locale) {
  const moment = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  let before: number | null = null
  for (;;) {
    const page: AuditRow[] = await auditRows(db, auditFilter(filter, timeZone), { before, limit: PAGE })
    const names = await namesInTrail(authPool, page)
    const things = await auditNames(db, page.flatMap(auditedThings))
    for (const entry of page) {
      const row = {
        ...entry,
        userName: names.get(entry.userId) ?? null,
        subjectName: names.get(auditedUserId(entry.subject) ?? '') ?? null,
        moment: moment.format(entry.at),
        things,
      }
      yield COLUMNS.map((column) => column.value(row, locale))
    }
    if (page.length < PAGE) return
    before = page.at(-1)!.auditEntryId
  }
}
