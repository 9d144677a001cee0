import type { Authorisation } from '#planning/demand/rung'

/** What one item and week asks of a supplier, in base units. */
export interface AskedUnits {
  /** To be committed to: made, reserved or bought for. */
  readonly authorised: number
  /** A forecast to look at; nobody is asked to commit to it. */
  readonly lookOnly: number
}

/**
 * What may be asked of the supplier in the lines of one item and week: a commitment belongs to what is authorised.
 *
 * @example askedUnits([{ authorisation: 'make', quantity: 50 }, { authorisation: 'look-only', quantity: 20 }])
 *   // { authorised: 50, lookOnly: 20 }
 */
export function askedUnits(
  lines: readonly { readonly authorisation: Authorisation | string; readonly quantity: number }[],
): AskedUnits {
  let authorised = 0
  let lookOnly = 0
  for (const { authorisation, quantity } of lines)
    if (authorisation === 'look-only') lookOnly += quantity
    else authorised += quantity
  return { authorised, lookOnly }
}

/** Units of a plain "accepted": what is authorised; where nothing is, the supplier may still take on the forecast. */
export function unitsOfAcceptance({ authorised, lookOnly }: AskedUnits): number {
  return authorised > 0 ? authorised : lookOnly
}
