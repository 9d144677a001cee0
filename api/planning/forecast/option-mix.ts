import { createRandom, drawBeta, drawBinomial, drawGamma } from '#planning/random'

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

/** Units of each option when `open` units will still choose: mean and variance per option. */
export function explodedOptions(
  mix: OptionMix,
  open: number,
): { mean: Float64Array; variance: Float64Array } {
  if (!(open >= 0)) throw new RangeError(`open must be >= 0; got ${open}`)
  const total = mix.reduce((sum, weight) => sum + weight, 0)
  const share = mix.map((weight) => weight / total)
  return {
    mean: share.map((p) => open * p),
    variance: share.map((p) => (open * p * (1 - p) * (total + open)) / (total + 1)),
  }
}

/**
 * Paths of whole units per option that add up to the open units of each path: the shared mix is uncertain, and so are
 * the choices.
 *
 * @param open whole units still to choose, per path
 * @param seed the same seed gives the same paths
 * @returns `paths[option][path]`
 */
export function optionPaths(mix: OptionMix, open: ArrayLike<number>, seed: number): Float64Array[] {
  const random = createRandom(seed)
  const paths = Array.from(mix, () => new Float64Array(open.length))
  for (let path = 0; path < open.length; path += 1) {
    let rest = Math.max(0, Math.round(open[path]!))
    const gammas = Float64Array.from(mix, (weight) => drawGamma(random, weight, 1))
    let weightLeft = gammas.reduce((sum, value) => sum + value, 0)
    for (let option = 0; option < mix.length && rest > 0; option += 1) {
      const isLast = option === mix.length - 1
      const units =
        isLast || weightLeft <= 0 ? rest : drawBinomial(random, rest, gammas[option]! / weightLeft)
      paths[option]![path] = units
      rest -= units
      weightLeft -= gammas[option]!
    }
  }
  return paths
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

/** Probability draws of one option's share, for a planner's range. @param draws > 0 */
export function shareDraws(mix: OptionMix, option: number, draws: number, seed: number): Float64Array {
  const random = createRandom(seed)
  const total = mix.reduce((sum, weight) => sum + weight, 0)
  return Float64Array.from({ length: draws }, () =>
    drawBeta(random, mix[option]!, Math.max(1e-9, total - mix[option]!)),
  ).sort()
}
