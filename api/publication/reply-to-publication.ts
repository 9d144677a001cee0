import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Caller, Headwater } from '#db/client'
import { findPublication, latestPublication, publicationLines } from '#db/publication'
import { insertReplies, type Reply, standingReplies } from '#db/replies'

export interface ReplyRequest {
  readonly publicationId: number
  /** One answer per item and week. */
  readonly replies: readonly ReplyInput[]
  /** Commit to every item and week that `replies` does not name. */
  readonly commitTheRest?: boolean | undefined
  readonly now: Date
}

export interface ReplyInput {
  readonly itemId: number
  /** Monday of the week. */
  readonly week: string
  readonly answer: 'commit' | 'partial' | 'decline'
  /** Units to arrive; needed for `partial`, else taken from the publication. */
  readonly committedQuantity?: number | undefined
  /** Another date of arrival than the week asked for. */
  readonly committedOn?: string | undefined
  readonly reason?: string | undefined
  readonly priceBreakUnitCostMinor?: number | undefined
  readonly note?: string | undefined
}

/**
 * Records a supplier's answers. Silence is not consent: what is not answered is not committed. After the deadline a
 * supplier is refused and the planner may still record what was agreed; an older version takes no answers any more.
 */
export async function replyToPublication(
  headwater: Headwater,
  caller: Caller,
  request: ReplyRequest,
): Promise<{ recorded: number }> {
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
    const asked = new Map<string, { itemId: number; week: string; quantity: number }>()
    for (const { itemId, week, quantity } of await publicationLines(db, publication.publicationId)) {
      const key = `${itemId}/${week}`
      asked.set(key, { itemId, week, quantity: (asked.get(key)?.quantity ?? 0) + quantity })
    }
    const replies = allReplies(request, asked)
    const named = new Set(replies.map(({ itemId, week }) => `${itemId}/${week}`))
    const before = (await standingReplies(db, publication)).filter(({ itemId, week }) =>
      named.has(`${itemId}/${week}`),
    )
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
    return { recorded: replies.length }
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

type Asked = ReadonlyMap<string, { itemId: number; week: string; quantity: number }>

function allReplies(request: ReplyRequest, asked: Asked): Reply[] {
  const today = businessDate(request.now)
  const answered = new Set<string>()
  const replies = request.replies.map((reply) => {
    const key = `${reply.itemId}/${reply.week}`
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
    return checkedReply(reply, cell.quantity)
  })
  if (request.commitTheRest)
    for (const [key, cell] of asked)
      if (!answered.has(key))
        replies.push(checkedReply({ itemId: cell.itemId, week: cell.week, answer: 'commit' }, cell.quantity))
  return replies
}

function checkedReply(reply: ReplyInput, asked: number): Reply {
  const at = `item ${reply.itemId} in week ${reply.week}`
  const reason = reply.reason?.trim() || null
  if (reply.answer !== 'commit' && reason === null)
    throw new Refusal('invalid-input', `Give a reason for answering less than asked: ${at}.`)
  const quantity =
    reply.answer === 'commit' ? asked : reply.answer === 'decline' ? 0 : reply.committedQuantity
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
