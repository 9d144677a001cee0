import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Caller, Headwater } from '#db/client'
import { findPublication, latestPublication, type PublicationLine, publicationLines } from '#db/publication'
import { insertReplies, type Reply, standingReplies } from '#db/replies'
import { type AskedUnits, askedUnits, unitsOfAcceptance } from '#planning/order-policy/commitment'

export interface ReplyRequest {
  readonly publicationId: number
  /** One answer per item and week. */
  readonly replies: readonly ReplyInput[]
  /** Commit to what is authorised in every item and week that neither `replies` nor a standing reply answers. */
  readonly commitTheRest?: boolean | undefined
  readonly now: Date
}

export interface ReplyInput {
  readonly itemId: number
  /** Monday of the week. */
  readonly week: string
  readonly answer: 'commit' | 'partial' | 'decline'
  /** Units to arrive; needed for `partial`. `commit` without it takes what is authorised. */
  readonly committedQuantity?: number | undefined
  /** Another date of arrival than the week asked for. */
  readonly committedOn?: string | undefined
  readonly reason?: string | undefined
  readonly priceBreakUnitCostMinor?: number | undefined
  readonly note?: string | undefined
}

export interface RecordedReplies {
  readonly recorded: number
  /** What committing to the rest left alone, item by week: forecasts to look at, and replies that stand. */
  readonly leftToLookAt: number
  readonly leftStanding: number
}

/**
 * Records a supplier's answers. Silence is not consent: what is not answered is not committed. After the deadline a
 * supplier is refused and the planner may still record what was agreed; an older version takes no answers any more.
 */
export async function replyToPublication(
  headwater: Headwater,
  caller: Caller,
  request: ReplyRequest,
): Promise<RecordedReplies> {
  if (caller.role !== 'supplier' && caller.role !== 'planner')
    throw new Refusal('forbidden', 'Only the supplier or a planner for it replies.')
  return headwater.asCaller(caller, async (db) => {
    const publication = await findPublication(db, request.publicationId)
    if (!publication) throw new Refusal('not-found', `There is no publication ${request.publicationId}.`)
    const latest = await latestPublication(db, publication.supplierId)
    if (latest && latest.version > publication.version)
      throw new Refusal(
        'stale-run',
        `Version ${latest.version} has replaced version ${publication.version}; reply to the newer one.`,
      )
    if (caller.role === 'supplier' && request.now > publication.replyBy)
      throw new Refusal(
        'deadline-passed',
        `Replies were due by ${publication.replyBy.toISOString()}; ask the planner to record yours.`,
      )
    const asked = askedCells(await publicationLines(db, publication.publicationId))
    const standing = new Map((await standingReplies(db, publication)).map((reply) => [keyOf(reply), reply]))
    const named = namedReplies(request, asked)
    const rest = request.commitTheRest ? theRest(asked, new Set(named.map(keyOf)), standing) : NOTHING_LEFT
    const replies = [...named, ...rest.replies]
    const before = replies.flatMap((reply) => standing.get(keyOf(reply)) ?? [])
    await insertReplies(
      db,
      {
        publicationId: publication.publicationId,
        supplierId: publication.supplierId,
        repliedBy: caller.userId,
        repliedAt: request.now,
      },
      replies,
    )
    await recordAudit(db, caller, {
      action: 'reply',
      subject: `publication ${publication.publicationId}`,
      before: before.length > 0 ? countedAnswers(before) : null,
      after: countedAnswers(replies),
    })
    await announce(db, {
      topic: 'reply',
      id: publication.publicationId,
      supplierId: publication.supplierId,
    })
    return {
      recorded: replies.length,
      leftToLookAt: rest.leftToLookAt,
      leftStanding: rest.leftStanding,
    }
  })
}

function countedAnswers(replies: readonly Pick<Reply, 'answer' | 'committedQuantity'>[]) {
  const count = (wanted: Reply['answer']) => replies.filter(({ answer }) => answer === wanted).length
  return {
    commit: count('commit'),
    partial: count('partial'),
    decline: count('decline'),
    units: replies.reduce((sum, { committedQuantity }) => sum + (committedQuantity ?? 0), 0),
  }
}

interface AskedCell extends AskedUnits {
  readonly itemId: number
  readonly week: string
}
type Asked = ReadonlyMap<string, AskedCell>

function keyOf({ itemId, week }: { itemId: number; week: string }): string {
  return `${itemId}/${week}`
}

function askedCells(lines: readonly PublicationLine[]): Asked {
  const byCell = new Map<string, PublicationLine[]>()
  for (const line of lines) byCell.set(keyOf(line), [...(byCell.get(keyOf(line)) ?? []), line])
  return new Map(
    [...byCell].map(([key, cell]) => [
      key,
      { itemId: cell[0]!.itemId, week: cell[0]!.week, ...askedUnits(cell) },
    ]),
  )
}

function namedReplies(request: ReplyRequest, asked: Asked): Reply[] {
  const today = businessDate(request.now)
  const answered = new Set<string>()
  return request.replies.map((reply) => {
    const key = keyOf(reply)
    const cell = asked.get(key)
    if (!cell)
      throw new Refusal(
        'invalid-input',
        `Item ${reply.itemId} in week ${reply.week} is not in this publication.`,
      )
    if (answered.has(key))
      throw new Refusal('invalid-input', `Item ${reply.itemId} in week ${reply.week} is answered twice.`)
    answered.add(key)
    if (reply.committedOn !== undefined && reply.committedOn < today)
      throw new Refusal(
        'invalid-input',
        `Item ${reply.itemId} in week ${reply.week} cannot arrive on ${reply.committedOn}, which is past; name ${today} or a later day.`,
      )
    return checkedReply(reply, cell)
  })
}

const NOTHING_LEFT = { replies: [] as Reply[], leftToLookAt: 0, leftStanding: 0 }

/** Commitments to what is authorised and not answered yet; forecasts to look at and earlier replies stay as they are. */
function theRest(asked: Asked, named: ReadonlySet<string>, standing: ReadonlyMap<string, unknown>) {
  const replies: Reply[] = []
  let leftToLookAt = 0
  let leftStanding = 0
  for (const [key, cell] of asked)
    if (named.has(key)) continue
    else if (standing.has(key)) leftStanding += 1
    else if (cell.authorised === 0) leftToLookAt += 1
    else replies.push(checkedReply({ itemId: cell.itemId, week: cell.week, answer: 'commit' }, cell))
  return { replies, leftToLookAt, leftStanding }
}

function checkedReply(reply: ReplyInput, cell: AskedCell): Reply {
  const asked = cell.authorised + cell.lookOnly
  const at = `item ${reply.itemId} in week ${reply.week}`
  const reason = reply.reason?.trim() || null
  if (reply.answer !== 'commit' && reason === null)
    throw new Refusal('invalid-input', `Give a reason for answering less than asked: ${at}.`)
  const quantity =
    reply.answer === 'commit'
      ? acceptedUnits(reply, cell)
      : reply.answer === 'decline'
        ? 0
        : reply.committedQuantity
  if (quantity === undefined || !Number.isSafeInteger(quantity) || quantity < 0)
    throw new Refusal('invalid-input', `Give a whole committed quantity of 0 or more: ${at}.`)
  if (reply.answer === 'partial' && quantity > asked)
    throw new Refusal('invalid-input', `Commit at most the ${asked} asked for: ${at}; got ${quantity}.`)
  return {
    itemId: reply.itemId,
    week: reply.week,
    answer: reply.answer,
    committedQuantity: quantity,
    committedOn: reply.answer === 'decline' ? null : (reply.committedOn ?? null),
    reason,
    priceBreakUnitCostMinor: reply.priceBreakUnitCostMinor ?? null,
    note: reply.note?.trim() || null,
  }
}

/** All that is authorised; more of what is asked for only where the supplier names it. */
function acceptedUnits({ committedQuantity }: ReplyInput, cell: AskedCell): number {
  const accepted = unitsOfAcceptance(cell)
  return Math.min(cell.authorised + cell.lookOnly, Math.max(accepted, committedQuantity ?? accepted))
}
