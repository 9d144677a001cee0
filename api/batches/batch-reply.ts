import type { WeekReply } from '#db/batch-cards'
import { type ReplyState, replyState } from '#planning/batches/reply-state'
import { addDays, bucketStart, type IsoDate } from '#planning/time-bucket'

export interface BatchReply {
  readonly state: ReplyState
  readonly replyBy: string | null
}

/** Finds what a supplier answered to the weeks in which a batch arrives. */
export function batchReplies(replies: readonly WeekReply[]) {
  const asked = new Map(replies.map((reply) => [`${reply.supplierId}/${reply.itemId}/${reply.week}`, reply]))
  return (
    supplierId: number,
    items: readonly { readonly itemId: number; readonly transportDays: number }[],
    endsOn: IsoDate,
  ): BatchReply => {
    const weeks = items.flatMap(({ itemId, transportDays }) => {
      const arrives = bucketStart(addDays(endsOn, transportDays), 'week')
      return asked.get(`${supplierId}/${itemId}/${arrives}`) ?? []
    })
    return { state: replyState(weeks.map(({ answer }) => answer)), replyBy: weeks[0]?.replyBy ?? null }
  }
}
