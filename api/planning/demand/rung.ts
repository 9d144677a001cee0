/** How sure a unit of demand is, surest first. `model` is all that is not yet booked. */
export const RUNGS = ['paid', 'deposit', 'subscription', 'intent', 'model'] as const
export type Rung = (typeof RUNGS)[number]

/** What planned supply may be used for, strongest first. */
export const AUTHORISATIONS = ['make', 'reserve-and-material', 'material-only', 'look-only'] as const
export type Authorisation = (typeof AUTHORISATIONS)[number]
