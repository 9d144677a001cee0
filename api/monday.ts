import { z } from 'zod'
import { bucketStart } from '#planning/time-bucket'

/** A week as it is sent: the ISO date of its Monday. */
export const Monday = z.iso.date().refine((date) => bucketStart(date, 'week') === date, 'must be a Monday')
