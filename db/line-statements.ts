import type { Db } from './client.ts'

/** A line of one supplier, with its minutes on a usual working day. */
export async function linesOfSupplier(db: Db, supplierId: number) {
  return db
    .selectFrom('production_line')
    .select([
      'production_line_id as lineId',
      'code',
      'name_zh as nameZh',
      'name_en as nameEn',
      'capacity_minutes_per_day as minutesPerDay',
    ])
    .where('supplier_id', '=', supplierId)
    .orderBy('code')
    .execute()
}

/** The line with its supplier; nothing when it is another supplier's. */
export async function findLine(db: Db, lineId: number) {
  return db
    .selectFrom('production_line')
    .select([
      'production_line_id as lineId',
      'supplier_id as supplierId',
      'capacity_minutes_per_day as minutesPerDay',
    ])
    .where('production_line_id', '=', lineId)
    .executeTakeFirst()
}

/** Days on which lines of a supplier are down or short, from a day on; what was withdrawn is left out. */
export async function standingDowntimes(db: Db, supplierId: number, fromDay: string) {
  return db
    .selectFrom('line_downtime')
    .select([
      'line_downtime_id as lineDowntimeId',
      'production_line_id as lineId',
      'first_day as firstDay',
      'last_day as lastDay',
      'minutes_per_day as minutesPerDay',
      'reason',
      'stated_at as statedAt',
    ])
    .where('supplier_id', '=', supplierId)
    .where('withdrawn_at', 'is', null)
    .where('last_day', '>=', fromDay)
    .orderBy('first_day')
    .orderBy('line_downtime_id')
    .execute()
}

export async function insertDowntime(
  db: Db,
  of: { readonly lineId: number; readonly supplierId: number; readonly by: string; readonly at: Date },
  downtime: {
    readonly firstDay: string
    readonly lastDay: string
    readonly minutesPerDay: number
    readonly reason: string
  },
): Promise<number> {
  const { line_downtime_id } = await db
    .insertInto('line_downtime')
    .values({
      production_line_id: of.lineId,
      supplier_id: of.supplierId,
      first_day: downtime.firstDay,
      last_day: downtime.lastDay,
      minutes_per_day: downtime.minutesPerDay,
      reason: downtime.reason,
      stated_by: of.by,
      stated_at: of.at,
    })
    .returning('line_downtime_id')
    .executeTakeFirstOrThrow()
  return line_downtime_id
}

/** Slack that stands, of one supplier or of all, from a week on. */
export async function standingSlackOffers(db: Db, supplierId: number | undefined, fromWeek: string) {
  let query = db
    .selectFrom('slack_offer')
    .innerJoin('production_line as line', 'line.production_line_id', 'slack_offer.production_line_id')
    .innerJoin('supplier', 'supplier.supplier_id', 'slack_offer.supplier_id')
    .select([
      'slack_offer_id as slackOfferId',
      'slack_offer.supplier_id as supplierId',
      'supplier.name_zh as supplierNameZh',
      'supplier.name_en as supplierNameEn',
      'slack_offer.production_line_id as lineId',
      'line.name_zh as lineNameZh',
      'line.name_en as lineNameEn',
      'week',
      'minutes',
      'price_break_fraction as priceBreakFraction',
      'note',
      'offered_at as offeredAt',
    ])
    .where('withdrawn_at', 'is', null)
    .where('week', '>=', fromWeek)
  if (supplierId !== undefined) query = query.where('slack_offer.supplier_id', '=', supplierId)
  return query.orderBy('week').orderBy('supplier.code').orderBy('line.code').execute()
}

export async function insertSlackOffer(
  db: Db,
  of: { readonly lineId: number; readonly supplierId: number; readonly by: string; readonly at: Date },
  offer: {
    readonly week: string
    readonly minutes: number
    readonly priceBreakFraction: number
    readonly note: string | null
  },
): Promise<number> {
  const { slack_offer_id } = await db
    .insertInto('slack_offer')
    .values({
      production_line_id: of.lineId,
      supplier_id: of.supplierId,
      week: offer.week,
      minutes: offer.minutes,
      price_break_fraction: offer.priceBreakFraction,
      note: offer.note,
      offered_by: of.by,
      offered_at: of.at,
    })
    .returning('slack_offer_id')
    .executeTakeFirstOrThrow()
  return slack_offer_id
}

/** Takes a statement back; gives its supplier, or nothing when there is none that stands. */
export async function withdrawStatement(
  db: Db,
  which: { readonly table: 'line_downtime' | 'slack_offer'; readonly id: number },
  by: string,
  at: Date,
): Promise<{ readonly supplierId: number } | undefined> {
  const set = { withdrawn_by: by, withdrawn_at: at }
  return which.table === 'line_downtime'
    ? db
        .updateTable('line_downtime')
        .set(set)
        .where('line_downtime_id', '=', which.id)
        .where('withdrawn_at', 'is', null)
        .returning('supplier_id as supplierId')
        .executeTakeFirst()
    : db
        .updateTable('slack_offer')
        .set(set)
        .where('slack_offer_id', '=', which.id)
        .where('withdrawn_at', 'is', null)
        .returning('supplier_id as supplierId')
        .executeTakeFirst()
}

export interface LineLoadToPublish {
  readonly lineId: number
  readonly week: string
  readonly plannedMinutes: number
}

export async function insertPublishedLoads(
  db: Db,
  of: { readonly publicationId: number; readonly supplierId: number },
  loads: readonly LineLoadToPublish[],
): Promise<void> {
  if (loads.length === 0) return
  await db
    .insertInto('publication_line_load')
    .values(
      loads.map(({ lineId, week, plannedMinutes }) => ({
        publication_id: of.publicationId,
        supplier_id: of.supplierId,
        production_line_id: lineId,
        week,
        planned_minutes: plannedMinutes,
      })),
    )
    .execute()
}

export async function publishedLoads(db: Db, publicationId: number): Promise<LineLoadToPublish[]> {
  return db
    .selectFrom('publication_line_load')
    .select(['production_line_id as lineId', 'week', 'planned_minutes as plannedMinutes'])
    .where('publication_id', '=', publicationId)
    .execute()
}

/** Making and changeover of published batches, by line and week. */
export async function publishedBatchMinutes(db: Db, publicationId: number) {
  return db
    .selectFrom('publication_batch')
    .select(({ fn }) => [
      'production_line_id as lineId',
      'week',
      fn.sum<number>('run_minutes').as('runMinutes'),
      fn.sum<number>('setup_minutes').as('setupMinutes'),
    ])
    .where('publication_id', '=', publicationId)
    .where('run_minutes', 'is not', null)
    .groupBy(['production_line_id', 'week'])
    .execute()
}
