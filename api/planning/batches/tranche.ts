import { type TwoStageTerms, twoStageProfit } from './accurate-response.ts'
import type { DialTerms } from './certainty-dial.ts'

export interface TrancheTerms extends DialTerms {
  /** money for setting the line up a second time, >= 0 */
  readonly secondSetupCost: number
  /** share by which a unit of the second tranche costs more, >= 0 */
  readonly secondCostPremium: number
  /** correlation of what is heard before the second tranche with demand, 0 to below 1 */
  readonly signalCorrelation: number
}

export interface TrancheAdvice {
  /** whole units to commit now, and the rest of the batch as planned */
  readonly first: number
  readonly rest: number
  /** expected profit in money: the whole batch now, and in two tranches with the second chosen after the signal */
  readonly profitAtOnce: number
  readonly profitInTwo: number
}

const LARGEST_GUESS = 0.95

/**
 * First guess of what the book tells of demand before a second tranche: the correlation of a signal that explains the
 * booked share of demand's variance, √share, at most .95. A heuristic, for people to correct.
 *
 * @param units by purpose, >= 0
 * @returns correlation, 0 … .95; 0 where nothing is demanded
 * @example guessedCorrelation([{ purpose: 'paid', quantity: 25 }, { purpose: 'model', quantity: 75 }]) // 0.5
 */
export function guessedCorrelation(
  units: readonly { readonly purpose: string; readonly quantity: number }[],
): number {
  const sum = (purposes: readonly string[]) =>
    units.reduce((total, { purpose, quantity }) => total + (purposes.includes(purpose) ? quantity : 0), 0)
  const booked = sum(['paid', 'deposit', 'subscription'])
  const all = booked + sum(['intent', 'model'])
  return all > 0 ? Math.min(LARGEST_GUESS, Math.sqrt(booked / all)) : 0
}

/** First tranches that are compared. */
const STEPS = 100

/**
 * How much of a batch to commit now when the rest may be chosen later, dearer by a second setup and a premium, but
 * after more orders are seen; both together never make more than the batch. Demand is the normal that has mean and
 * deviation of the outcomes. What must be ready before the second tranche, and what is paid for, is always in the first.
 *
 * @param outcomes   units, equally likely, at least two
 * @param make       whole units of the batch, >= 1
 * @param mustBeNow  whole units that cannot wait, 0 … make
 * @returns tranches that add up to `make`; `first` is `make` when a second tranche earns nothing more
 * @throws RangeError naming the argument out of range
 * Source: Fisher & Raman 1996; Donohue 2000, Management Science 46(11), 1397–1411.
 * @example trancheAdvice({ outcomes: [700, 1300], make: 1000, mustBeNow: 1000 }, terms).first // 1000: nothing can wait
 */
export function trancheAdvice(
  {
    outcomes,
    make,
    mustBeNow,
  }: { readonly outcomes: readonly number[]; readonly make: number; readonly mustBeNow: number },
  terms: TrancheTerms,
): TrancheAdvice {
  if (outcomes.length < 2) throw new RangeError(`outcomes must be at least 2; got ${outcomes.length}`)
  if (!(Number.isInteger(make) && make >= 1))
    throw new RangeError(`make must be a whole number >= 1; got ${make}`)
  if (!(mustBeNow >= 0 && mustBeNow <= make))
    throw new RangeError(`mustBeNow must be in [0, ${make}]; got ${mustBeNow}`)
  if (!(terms.signalCorrelation >= 0 && terms.signalCorrelation < 1))
    throw new RangeError(`signalCorrelation must be in [0, 1); got ${terms.signalCorrelation}`)
  const two = { ...twoStageTerms(outcomes, terms), mostUnits: make }
  const profitAtOnce = twoStageProfit({ ...two, secondCostPerUnit: two.price }, make)
  let first = make
  let profitInTwo = profitAtOnce
  for (let step = 0; step < STEPS; step += 1) {
    const units = Math.round(mustBeNow + ((make - mustBeNow) * step) / STEPS)
    const profit = twoStageProfit(two, units)
    if (units < make && profit > profitInTwo + 1e-9) {
      first = units
      profitInTwo = profit
    }
  }
  return { first, rest: make - first, profitAtOnce, profitInTwo }
}

function twoStageTerms(outcomes: readonly number[], terms: TrancheTerms): TwoStageTerms {
  const meanUnits = outcomes.reduce((sum, units) => sum + units, 0) / outcomes.length
  const squares = outcomes.reduce((sum, units) => sum + (units - meanUnits) ** 2, 0)
  const { costPerUnit, marginPerUnit, salvageFraction } = terms
  return {
    meanUnits,
    deviationUnits: Math.sqrt(squares / outcomes.length),
    price: costPerUnit + marginPerUnit,
    firstCostPerUnit: costPerUnit,
    secondCostPerUnit: costPerUnit * (1 + terms.secondCostPremium),
    salvagePerUnit: costPerUnit * salvageFraction,
    signalCorrelation: terms.signalCorrelation,
    secondSetupCost: terms.secondSetupCost,
  }
}
