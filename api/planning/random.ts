/**
 * Seeded generator of uniform numbers in [0, 1): the only source of chance in planning.
 * The same seed gives the same stream on every machine.
 *
 * @param seed any integer; only its lower 32 bits count
 * Source: sfc32 (PractRand, Chris Doty-Humphrey), state filled by splitmix32.
 * @example createRandom(1)() === createRandom(1)() // true
 */
export type Random = () => number

export function createRandom(seed: number): Random {
  let mixed = seed | 0
  const nextWord = () => {
    mixed = (mixed + 0x9e3779b9) | 0
    let word = mixed ^ (mixed >>> 16)
    word = Math.imul(word, 0x21f0aaad)
    word ^= word >>> 15
    word = Math.imul(word, 0x735a2d97)
    return word ^ (word >>> 15)
  }
  let a = nextWord()
  let b = nextWord()
  let c = nextWord()
  let counter = 1
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (c << 21) | (c >>> 11)
    c = (c + sum) | 0
    return (sum >>> 0) / 4294967296
  }
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next()
  return next
}

/** A seed for one part of a larger draw (an item, a series), so that order and parallelism do not matter. */
export function seedFor(seed: number, key: string): number {
  let hash = 0x811c9dc5 ^ seed
  for (let index = 0; index < key.length; index += 1)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return hash | 0
}

/** Standard normal draw by Marsaglia's polar method; one uniform pair per accepted draw, no state kept. */
export function drawStandardNormal(random: Random): number {
  for (;;) {
    const u = 2 * random() - 1
    const v = 2 * random() - 1
    const s = u * u + v * v
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
  }
}

/** Poisson draw: inversion below mean 30, otherwise Hörmann's PTRS (1993). `mean` >= 0. */
export function drawPoisson(random: Random, mean: number): number {
  if (!(mean >= 0) || mean === Number.POSITIVE_INFINITY)
    throw new RangeError(`mean must be finite and >= 0; got ${mean}`)
  if (mean === 0) return 0
  if (mean < 30) {
    let count = 0
    let probability = Math.exp(-mean)
    let remaining = random()
    while (remaining > probability && count < 1000) {
      remaining -= probability
      count += 1
      probability *= mean / count
    }
    return count
  }
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  const vr = 0.9277 - 3.6224 / (b - 2)
  for (;;) {
    const u = random() - 0.5
    const v = random()
    const us = 0.5 - Math.abs(u)
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43)
    if (us >= 0.07 && v <= vr) return count
    if (count < 0 || (us < 0.013 && v > us)) continue
    if (
      Math.log((v * inverseAlpha) / (a / (us * us) + b)) <=
      count * Math.log(mean) - mean - logFactorial(count)
    )
      return count
  }
}

function logFactorial(count: number): number {
  let sum = 0
  if (count < 20) {
    for (let factor = 2; factor <= count; factor += 1) sum += Math.log(factor)
    return sum
  }
  const x = count + 1
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3)
}

/** Gamma draw with mean shape·scale. Source: Marsaglia & Tsang 2000. `shape`, `scale` > 0. */
export function drawGamma(random: Random, shape: number, scale: number): number {
  if (!(shape > 0)) throw new RangeError(`shape must be > 0; got ${shape}`)
  if (!(scale > 0)) throw new RangeError(`scale must be > 0; got ${scale}`)
  if (shape < 1) return drawGamma(random, shape + 1, scale) * random() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = drawStandardNormal(random)
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    const u = random()
    if (Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v * scale
  }
}

/** Beta draw on [0, 1] from two gamma draws; `alpha`, `beta` > 0. */
export function drawBeta(random: Random, alpha: number, beta: number): number {
  const x = drawGamma(random, alpha, 1)
  const y = drawGamma(random, beta, 1)
  return x + y === 0 ? alpha / (alpha + beta) : x / (x + y)
}

/** Binomial draw; exact by counting below 64 trials, else by splitting with a beta draw of the median order statistic. */
export function drawBinomial(random: Random, trials: number, probability: number): number {
  let remaining = Math.floor(trials)
  let p = Math.min(1, Math.max(0, probability))
  let successes = 0
  while (remaining >= 64) {
    const middle = Math.floor(remaining / 2) + 1
    const split = drawBeta(random, middle, remaining - middle + 1)
    if (split <= p) {
      successes += middle
      remaining -= middle
      p = split >= 1 ? 0 : (p - split) / (1 - split)
    } else {
      remaining = middle - 1
      p = p / split
    }
  }
  for (let trial = 0; trial < remaining; trial += 1) if (random() < p) successes += 1
  return successes
}
