import type { Bucket, IsoDate } from '#planning/time-bucket'

/** What is known of one bucket. `no-data` is not zero demand; `censored` says "at least this much" (sold out, capped). */
export const OBSERVED = 0
export const NO_DATA = 1
export const CENSORED = 2

/**
 * Contiguous demand of one series. `quantity[i]` belongs to bucket `i` after `start`, in base units;
 * `status[i]` is OBSERVED, NO_DATA (quantity is then NaN) or CENSORED.
 */
export interface DemandHistory {
  readonly seriesId: string
  readonly bucket: Bucket
  readonly start: IsoDate
  readonly quantity: Float64Array
  readonly status: Uint8Array
}
