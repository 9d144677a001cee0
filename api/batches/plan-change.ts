import type { IsoDate } from '#planning/time-bucket'

/** Something that may happen to the plan of one supplier. Weeks are Mondays. */
export type PlanChange =
  | {
      readonly kind: 'line-down'
      readonly lineId: number
      /** first and last week without the line */
      readonly firstWeek: IsoDate
      readonly lastWeek: IsoDate
    }
  | {
      readonly kind: 'order-added'
      readonly itemId: number
      /** whole units, > 0 */
      readonly quantity: number
      readonly needWeek: IsoDate
    }
  | {
      /** The supplier declines a week, or commits to part of it. */
      readonly kind: 'week-declined'
      readonly itemId: number
      readonly arrivalWeek: IsoDate
      /** whole units that still arrive, >= 0; 0 = declined */
      readonly committedQuantity: number
    }
