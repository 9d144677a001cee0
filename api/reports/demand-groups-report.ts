import { chosenUnit } from '#api/demand/chosen-unit'
import { DEMAND_GROUPS, type DemandGroup, readGroups } from '#api/demand/read-groups'
import type { Locale } from '#api/wording/locale'
import { REPORTS, unitName, REPORT_WORDS as W } from '#api/wording/report'
import { demand } from '#api/wording/screens/demand'
import type { Db } from '#db/client'
import type { GroupRow } from '#db/group-demand'
import type { ShownRun } from '#db/shown-run'
import { measureColumn, nameIn, type Report, type ReportColumn, reportTable, textColumn } from './report.ts'
import { filterFacts, type ReportFilter } from './report-filter.ts'
import { runFacts } from './run-facts.ts'

const OVERVIEW_WEEKS = 13
const EVERY_ROW = 2_000_000

/** Demand by category, product, region or shop owner as a file: the same rows, filters and order as the page. */
export async function demandGroupsReport(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const weeks = Math.min(OVERVIEW_WEEKS, run.horizonWeeks)
  const { unit } = await chosenUnit(db, run.planningRunId, { unit: filter.unit })
  const by = filter.group ?? DEMAND_GROUPS[0]
  const { rows } = await readGroups(db, run, by, unit, weeks, filter, EVERY_ROW)
  const columns: readonly ReportColumn<GroupRow>[] = [
    textColumn('code', W.code, (row) => row.code),
    textColumn('group', demand.group, (row, language) => groupName(row, language), 30),
    textColumn('region', demand.region, (row) => row.region),
    textColumn('unit', W.unit, (_, language) => unitName(unit, language), 8),
    measureColumn('forecast', 'forecast', (row) => row.mean),
    measureColumn('low', 'forecast-low', (row) => row.low),
    measureColumn('high', 'forecast-high', (row) => row.high),
    measureColumn('known', 'known-demand', (row) => row.known),
    measureColumn('known-share', 'known-share', (row) => (row.mean > 0 ? row.known / row.mean : 0)),
    measureColumn('before', 'actual-demand', (row) => row.before),
    measureColumn('items', 'bucket-count', (row) => row.itemCount),
  ]
  return {
    table: reportTable(REPORTS['demand-groups'].title, columns, rows, locale, filter),
    facts: [
      ...runFacts(run),
      ...filterFacts(
        {
          ...narrowing(filter, by),
          sort: filter.sort,
          desc: filter.desc,
          group: by,
          unit: unit as ReportFilter['unit'],
        },
        locale,
      ),
    ],
  }
}

/** The filters that narrow rows of a kind: no others are told. */
function narrowing({ search, categoryId }: ReportFilter, by: DemandGroup): ReportFilter {
  if (by === 'region') return {}
  return by === 'owner' ? { search } : { search, categoryId }
}

function groupName(row: GroupRow, locale: Locale): string | null {
  if (row.nameZh === null || row.nameEn === null) return row.region
  return nameIn({ nameZh: row.nameZh, nameEn: row.nameEn }, locale)
}
