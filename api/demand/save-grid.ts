import type { z } from 'zod'
import type { Caller, Headwater } from '#db/client'
import { userNames } from '#db/user-names'
import { type SaveOverrides, saveOverrides } from './save-overrides.ts'

/** Saves cells as one planner; conflicts name who changed the cell. */
export async function saveGrid(
  headwater: Headwater,
  caller: Caller,
  request: z.infer<typeof SaveOverrides>,
  now: Date,
) {
  const { saved, conflicts } = await headwater.asCaller(caller, (db) =>
    saveOverrides(db, caller, request, now),
  )
  const names = await userNames(
    headwater.authPool,
    conflicts.map(({ theirs }) => theirs.madeBy),
  )
  return {
    saved,
    conflicts: conflicts.map(({ theirs, ...conflict }) => ({
      ...conflict,
      theirs: { ...theirs, madeBy: names.get(theirs.madeBy) ?? theirs.madeBy },
    })),
  }
}
