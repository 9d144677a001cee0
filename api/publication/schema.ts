import { z } from 'zod'
import { Monday } from '#api/monday'

const moment = z.date().meta({ format: 'date-time' })

export const Id = z.number().int().positive()

/** Variance of deliveries against consumer demand with its 90 % range; null: never measured. */
const ToldVariance = z
  .object({
    ratio: z.number().nullable(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    weeks: z.number(),
    verdict: z.enum([
      'amplifies',
      'smooths',
      'no-difference-shown',
      'too-few-buckets',
      'demand-does-not-vary',
    ]),
  })
  .nullable()

export const Publication = z.object({
  publicationId: z.number(),
  supplierId: z.number(),
  supplierCode: z.string(),
  supplierNameZh: z.string(),
  supplierNameEn: z.string(),
  version: z.number(),
  runId: z.number(),
  previousPublicationId: z.number().nullable(),
  firstWeek: z.string(),
  weekCount: z.number(),
  publishedAt: moment,
  publishedBy: z.string(),
  replyBy: moment,
  note: z.string().nullable(),
  orderVariance: ToldVariance,
})

const StandingReply = z.object({
  itemId: z.number(),
  week: z.string(),
  answer: z.enum(['commit', 'partial', 'decline']),
  committedQuantity: z.number(),
  committedOn: z.string().nullable(),
  reason: z.string().nullable(),
  priceBreakUnitCostMinor: z.number().nullable(),
  note: z.string().nullable(),
  publicationId: z.number(),
  version: z.number(),
  /** given to an earlier version; it stands until changed */
  isFromPrevious: z.boolean(),
  repliedBy: z.string(),
  repliedAt: moment,
})

/** A publication with everything its reader may see; quantities in base units. */
export const PublicationView = Publication.extend({
  isLatest: z.boolean(),
  isOpen: z.boolean(),
  items: z
    .array(
      z.object({
        itemId: z.number(),
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        baseUnit: z.string(),
        unitCostMinor: z.number(),
      }),
    )
    .readonly(),
  lines: z
    .array(
      z.object({
        itemId: z.number(),
        week: z.string(),
        authorisation: z.string(),
        quantity: z.number(),
        paid: z.number(),
        deposit: z.number(),
        subscription: z.number(),
        forecast: z.number(),
        previousQuantity: z.number().nullable(),
      }),
    )
    .readonly(),
  groups: z
    .array(
      z.object({
        itemId: z.number(),
        week: z.string(),
        groupKind: z.string(),
        groupName: z.string(),
        quantity: z.number(),
      }),
    )
    .readonly(),
  replies: z.array(StandingReply).readonly(),
})
export type PublicationView = z.infer<typeof PublicationView>

export const PublishRequest = z.object({
  runId: Id,
  /** absent: every supplier of the run */
  supplierId: Id.optional(),
  weeks: z.number().int().min(1).max(260).optional(),
  note: z.string().max(1000).optional(),
})

export const PublishedVersion = z.object({
  publicationId: z.number(),
  supplierId: z.number(),
  version: z.number(),
  /** false: this run was already published to the supplier; nothing was written */
  isNew: z.boolean(),
})

export const ReplyRequest = z.object({
  publicationId: Id,
  /** one answer per item and week */
  replies: z
    .array(
      z.object({
        itemId: Id,
        week: Monday,
        answer: z.enum(['commit', 'partial', 'decline']),
        committedQuantity: z.number().int().min(0).max(2_147_483_647).optional(),
        committedOn: z.iso.date().optional(),
        reason: z.string().max(500).optional(),
        priceBreakUnitCostMinor: z.number().int().min(0).optional(),
        note: z.string().max(1000).optional(),
      }),
    )
    .max(20_000)
    .default([]),
  commitTheRest: z
    .boolean()
    .optional()
    .describe(
      'Commit to what is authorised (make, reserve-and-material, material-only) in every item and week that has no reply yet. ' +
        'Look-only forecasts and replies that stand are left as they are.',
    ),
})

export const RecordedReplies = z.object({
  recorded: z.number(),
  /** left alone by `commitTheRest`, item by week */
  leftToLookAt: z.number(),
  leftStanding: z.number(),
})

/** Orders made by a release; none when everything was released before. */
export const Released = z.object({
  orders: z
    .array(
      z.object({
        supplyOrderId: z.number(),
        code: z.string(),
        itemId: z.number(),
        supplierId: z.number(),
        quantity: z.number(),
        dueOn: z.string(),
      }),
    )
    .readonly(),
})
