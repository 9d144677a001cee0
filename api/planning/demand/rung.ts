import { apportion } from '#planning/quantity'

/** How sure a unit of demand is, surest first. `model` is all that is not yet booked. */
export const RUNGS = ['paid', 'deposit', 'subscription', 'intent', 'model'] as const
export type Rung = (typeof RUNGS)[number]

/**
 * A quantity by rung in whole steps, as it is told to people: the parts add up to the sum that is told beside them.
 * @param step smallest difference that is told, base units, > 0
 * @example toldRungs({ paid: 1.4, deposit: 1.4, subscription: 0, intent: 0, model: 0 }) // { paid: 2, deposit: 1 }
 */
export function toldRungs(by: Readonly<Record<Rung, number>>, step = 1): Record<Rung, number> {
  const [paid, deposit, subscription, intent, model] = apportion(RUNGS.map((rung) => by[rung] / step)).map(
    (steps) => steps * step,
  ) as [number, number, number, number, number]
  return { paid, deposit, subscription, intent, model }
}

/** What planned supply may be used for, strongest first. */
export const AUTHORISATIONS = ['make', 'reserve-and-material', 'material-only', 'look-only'] as const
export type Authorisation = (typeof AUTHORISATIONS)[number]

/** 0 for the strongest, so that a list sorted by it starts with what may be made. */
export function authorisationRank(authorisation: string): number {
  return (AUTHORISATIONS as readonly string[]).indexOf(authorisation)
}
