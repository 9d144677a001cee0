import { Refusal } from '#api/errors'
import type { Caller, Headwater } from '#db/client'
import {
  findPublication,
  latestPublication,
  publicationGroups,
  publicationItems,
  publicationLines,
} from '#db/publication'
import { standingReplies } from '#db/replies'
import type { PublicationView } from './schema.ts'

/** One publication, or a supplier's newest when no id is given; null when the supplier has none yet. */
export async function readPublication(
  headwater: Headwater,
  caller: Caller,
  which: { publicationId?: number | undefined; supplierId?: number | undefined },
  now: Date,
): Promise<PublicationView | null> {
  return headwater.asCaller(caller, async (db) => {
    const supplierId = caller.role === 'supplier' ? caller.supplierId : which.supplierId
    const publication =
      which.publicationId !== undefined
        ? await findPublication(db, which.publicationId)
        : supplierId === undefined
          ? undefined
          : await latestPublication(db, supplierId)
    if (!publication) {
      if (which.publicationId !== undefined)
        throw new Refusal('not-found', `There is no publication ${which.publicationId}.`)
      return null
    }
    const latest = await latestPublication(db, publication.supplierId)
    const isLatest = latest?.publicationId === publication.publicationId
    return {
      ...publication,
      isLatest,
      isOpen: isLatest && now <= publication.replyBy,
      items: await publicationItems(db, publication.publicationId),
      lines: await publicationLines(db, publication.publicationId),
      groups: await publicationGroups(db, publication.publicationId),
      replies: await standingReplies(db, publication),
    }
  })
}
