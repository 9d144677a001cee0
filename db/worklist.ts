import { sql } from 'kysely'
import type { Db } from './client.ts'

export const EXCEPTION_STATES = ['open', 'snoozed', 'resolved'] as const
export type ExceptionState = (typeof EXCEPTION_STATES)[number]

/** Exceptions of a run in one state of handling as of a business day, most money at risk first. */
export async function worklist(
  db: Db,
  planningRunId: number,
  filter: { kind?: string | undefined; state: ExceptionState; today: string; limit: number },
) {
  const state = sql<ExceptionState>`case
    when handling.state = 'snoozed' and handling.snoozed_until > ${filter.today}::date then 'snoozed'
    when handling.state = 'resolved' and handling.planning_run_id = ${planningRunId} then 'resolved'
    else 'open' end`
  const ofRun = db
    .selectFrom('run_exception')
    .leftJoin('exception_handling as handling', (join) =>
      join
        .onRef('handling.kind', '=', 'run_exception.kind')
        .onRef('handling.cause', '=', 'run_exception.cause')
        .onRef('handling.item_id', 'is not distinct from', 'run_exception.item_id')
        .onRef('handling.supplier_id', 'is not distinct from', 'run_exception.supplier_id')
        .onRef('handling.production_line_id', 'is not distinct from', 'run_exception.production_line_id'),
    )
    .where('run_exception.planning_run_id', '=', planningRunId)
  const counts = await ofRun
    .select(['run_exception.kind', state.as('state'), (select) => select.fn.countAll<number>().as('count')])
    .groupBy(sql`1, 2`)
    .execute()
  let query = ofRun
    .leftJoin('item', 'item.item_id', 'run_exception.item_id')
    .leftJoin('supplier', 'supplier.supplier_id', 'run_exception.supplier_id')
    .leftJoin('production_line', 'production_line.production_line_id', 'run_exception.production_line_id')
    .where(state, '=', filter.state)
  if (filter.kind) query = query.where('run_exception.kind', '=', filter.kind)
  const rows = await query
    .select([
      'exception_number as exceptionNumber',
      'run_exception.kind',
      'item.item_id as itemId',
      'item.code as itemCode',
      'item.name_zh as itemZh',
      'item.name_en as itemEn',
      'item.base_unit as baseUnit',
      'supplier.supplier_id as supplierId',
      'supplier.name_zh as supplierZh',
      'supplier.name_en as supplierEn',
      'production_line.name_zh as lineZh',
      'production_line.name_en as lineEn',
      'week',
      'quantity',
      'money_at_risk_minor as moneyAtRiskMinor',
      'run_exception.cause',
      'parameters',
      'handling.snoozed_until as snoozedUntil',
      'handling.reason as handlingReason',
    ])
    .orderBy('money_at_risk_minor', 'desc')
    .orderBy('exception_number')
    .limit(filter.limit)
    .execute()
  return { counts, rows }
}

/** One exception of a run with what it is about, by which its handling is kept. */
export async function exceptionSubject(db: Db, planningRunId: number, exceptionNumber: number) {
  return db
    .selectFrom('run_exception')
    .select(['kind', 'cause', 'item_id', 'supplier_id', 'production_line_id', 'week'])
    .where('planning_run_id', '=', planningRunId)
    .where('exception_number', '=', exceptionNumber)
    .executeTakeFirst()
}
export type ExceptionSubject = Omit<NonNullable<Awaited<ReturnType<typeof exceptionSubject>>>, 'week'>

/** Forgets what was done about an exception and returns it. */
export async function openException(db: Db, subject: ExceptionSubject) {
  return db
    .deleteFrom('exception_handling')
    .where('kind', '=', subject.kind)
    .where('cause', '=', subject.cause)
    .where('item_id', 'is not distinct from', subject.item_id)
    .where('supplier_id', 'is not distinct from', subject.supplier_id)
    .where('production_line_id', 'is not distinct from', subject.production_line_id)
    .returning(['state', 'snoozed_until as until', 'reason'])
    .executeTakeFirst()
}

export async function keepHandling(
  db: Db,
  subject: ExceptionSubject,
  handling: {
    state: 'snoozed' | 'resolved'
    until: string | null
    reason: string
    planningRunId: number
    userId: string
    now: Date
  },
): Promise<void> {
  await db
    .insertInto('exception_handling')
    .values({
      ...subject,
      state: handling.state,
      snoozed_until: handling.until,
      reason: handling.reason,
      planning_run_id: handling.planningRunId,
      handled_by: handling.userId,
      handled_at: handling.now,
    })
    .execute()
}
