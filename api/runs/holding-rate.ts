/** Share of an item's cost that holding it for a year costs; a week costs 1/52 of it. */
export const HOLDING_RATE_PER_YEAR = 0.25
