/** Belief about the mix of an item's options (sizes, colours): Dirichlet, one weight per option, all > 0. */
export type OptionMix = Float64Array

/**
 * Mix of options learned from chosen ones, drawn to the mix of like items.
 *
 * @param chosen units whose option is known, per option
 * @param like units per option of like items; zeros allowed
 * @param concentration pseudo-units the like items' mix counts for, > 0
 * Source: Dirichlet-multinomial conjugacy.
 * @example optionMix([0, 0], [30, 10], 8) // [6, 2]
 */
export function optionMix(
  chosen: ArrayLike<number>,
  like: ArrayLike<number>,
  concentration: number,
): OptionMix {
  if (chosen.length === 0 || chosen.length !== like.length)
    throw new RangeError(
      `chosen and like must have the same length > 0; got ${chosen.length}, ${like.length}`,
    )
  if (!(concentration > 0)) throw new RangeError(`concentration must be > 0; got ${concentration}`)
  let total = 0
  for (let option = 0; option < like.length; option += 1) total += like[option]! + 0.5
  return Float64Array.from(
    { length: chosen.length },
    (_, option) => chosen[option]! + (concentration * (like[option]! + 0.5)) / total,
  )
}

/**
 * Variance of the units of one option when `open` units will still choose: the shared mix is uncertain, and so are the
 * choices.
 *
 * @param open units still to choose, >= 0
 * @param share of the option in the mix, in [0, 1]
 * @param weight units that the whole mix counts for, > 0
 * Source: variance of the Dirichlet-multinomial.
 * @example openChoiceVariance(100, 0.75, 8) // 225
 */
export function openChoiceVariance(open: number, share: number, weight: number): number {
  if (!(open >= 0)) throw new RangeError(`open must be >= 0; got ${open}`)
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share must be in [0, 1]; got ${share}`)
  if (!(weight > 0)) throw new RangeError(`weight must be > 0; got ${weight}`)
  return (open * share * (1 - share) * (weight + open)) / (weight + 1)
}

/**
 * Pseudo-units that a like item's mix is worth, from how much past items' mixes differed beyond chance.
 *
 * @param items units per option of each past item, `items[i][option]`
 * Source: moment estimate of the Dirichlet concentration, Weir & Hill 2002.
 */
export function mixConcentration(items: readonly ArrayLike<number>[]): number {
  const options = items[0]?.length ?? 0
  const pooled = new Float64Array(options)
  let all = 0
  for (const item of items)
    for (let option = 0; option < options; option += 1) {
      pooled[option] += item[option]!
      all += item[option]!
    }
  let excess = 0
  let scale = 0
  for (const item of items) {
    let units = 0
    for (let option = 0; option < options; option += 1) units += item[option]!
    if (units < 2) continue
    for (let option = 0; option < options; option += 1) {
      const share = pooled[option]! / all
      const chance = units * share * (1 - share)
      excess += (item[option]! - units * share) ** 2 - chance
      scale += chance * (units - 1)
    }
  }
  const correlation = scale > 0 ? Math.min(0.9, Math.max(0.001, excess / scale)) : 0.05
  return 1 / correlation - 1
}
