import type { z } from 'zod'
import { OverrideCell, OverrideReasonInput, saveOverrides } from '#api/demand/save-overrides'
import { Refusal } from '#api/errors'
import type { Caller, Db } from '#db/client'

export const OverrideRequest = OverrideCell.required({ scope: true })
  .extend(OverrideReasonInput.shape)
  .refine(({ reason, note, quantity }) => reason !== 'other' || note !== '' || quantity === null, {
    path: ['note'],
    message: 'must say what the other reason is',
  })

/** Puts a planner's number in the place of a forecast from the next run on. */
export async function overrideForecast(
  db: Db,
  caller: Caller,
  request: z.infer<typeof OverrideRequest>,
  now: Date,
): Promise<void> {
  const { reason, note, ...cell } = request
  const { conflicts } = await saveOverrides(db, caller, { cells: [cell], reason, note }, now)
  if (conflicts[0])
    throw new Refusal(
      'conflict',
      `The week of ${cell.week} was changed to ${conflicts[0].theirs.quantity ?? 'the forecast'} meanwhile; look at it and save again.`,
    )
}
