/** Density of the standard normal distribution, φ(z). @example normalDensity(0) // 0.3989422804… */
export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)
}

/**
 * Distribution function of the standard normal, Φ(z), good to about 1e-15 relative in both tails.
 * Source: W. J. Cody 1969, rational Chebyshev approximation of the error function.
 * @example normalCumulative(1.959963984540054) // 0.975
 */
export function normalCumulative(z: number): number {
  return 0.5 * complementaryErrorFunction(-z / Math.SQRT2)
}

const ERF_A = [
  3.1611237438705656, 113.864154151050156, 377.485237685302021, 3209.37758913846947, 0.185777706184603153,
]
const ERF_B = [23.6012909523441209, 244.024637934444173, 1282.61652607737228, 2844.23683343917062]
const ERF_C = [
  0.564188496988670089, 8.88314979438837594, 66.1191906371416295, 298.635138197400131, 881.95222124176909,
  1712.04761263407058, 2051.07837782607147, 1230.33935479799725, 2.15311535474403846e-8,
]
const ERF_D = [
  15.7449261107098347, 117.693950891312499, 537.181101862009858, 1621.38957456669019, 3290.79923573345963,
  4362.61909014324716, 3439.36767414372164, 1230.33935480374942,
]
const ERF_P = [
  0.305326634961232344, 0.360344899949804439, 0.125781726111229246, 0.0160837851487422766,
  6.58749161529837803e-4, 0.0163153871373020978,
]
const ERF_Q = [
  2.56852019228982242, 1.87295284992346725, 0.527905102951428412, 0.0605183413124413191,
  0.00233520497626869185,
]

function complementaryErrorFunction(x: number): number {
  const y = Math.abs(x)
  if (y <= 0.46875) {
    const square = y * y
    let numerator = ERF_A[4]! * square
    let denominator = square
    for (let i = 0; i < 3; i += 1) {
      numerator = (numerator + ERF_A[i]!) * square
      denominator = (denominator + ERF_B[i]!) * square
    }
    return 1 - (x * (numerator + ERF_A[3]!)) / (denominator + ERF_B[3]!)
  }
  let result: number
  if (y <= 4) {
    let numerator = ERF_C[8]! * y
    let denominator = y
    for (let i = 0; i < 7; i += 1) {
      numerator = (numerator + ERF_C[i]!) * y
      denominator = (denominator + ERF_D[i]!) * y
    }
    result = (numerator + ERF_C[7]!) / (denominator + ERF_D[7]!)
  } else {
    if (y > 27) return x < 0 ? 2 : 0
    const inverseSquare = 1 / (y * y)
    let numerator = ERF_P[5]! * inverseSquare
    let denominator = inverseSquare
    for (let i = 0; i < 4; i += 1) {
      numerator = (numerator + ERF_P[i]!) * inverseSquare
      denominator = (denominator + ERF_Q[i]!) * inverseSquare
    }
    result = (inverseSquare * (numerator + ERF_P[4]!)) / (denominator + ERF_Q[4]!)
    result = (1 / Math.sqrt(Math.PI) - result) / y
  }
  const truncated = Math.trunc(y * 16) / 16
  result *= Math.exp(-truncated * truncated) * Math.exp(-(y - truncated) * (y + truncated))
  return x < 0 ? 2 - result : result
}

/**
 * Quantile of the standard normal, Φ⁻¹(p), good to about 1e-15.
 * @param probability in (0, 1); 0 and 1 give −∞ and ∞
 * @throws RangeError outside [0, 1]
 * Source: P. Acklam's rational approximation with one Halley step.
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`probability must be in [0, 1]; got ${probability}`)
  if (probability === 0) return Number.NEGATIVE_INFINITY
  if (probability === 1) return Number.POSITIVE_INFINITY
  if (probability > 0.5) return -normalQuantile(1 - probability)
  const z = approximateQuantile(probability)
  const error = normalCumulative(z) - probability
  const step = error * Math.sqrt(2 * Math.PI) * Math.exp(0.5 * z * z)
  return z - step / (1 + 0.5 * z * step)
}

function approximateQuantile(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return (
      (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q -
        2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    )
  }
  const q = p - 0.5
  const r = q * q
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r +
      1.38357751867269e2) *
      r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
      q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
      6.680131188771972e1) *
      r -
      1.328068155288572e1) *
      r +
      1)
  )
}

/** Standard normal loss L(z) = φ(z) − z(1 − Φ(z)), mean units short at z. @example normalLoss(1.644854) // 0.020893… */
export function normalLoss(z: number): number {
  return normalDensity(z) - z * normalCumulative(-z)
}

/**
 * Standard deviation of a normal distribution whose quantiles at two levels lie `distance` apart: a measure of spread
 * that tails do not disturb.
 *
 * @param levels rising, within (0, 1)
 * @example spreadDeviation([0.2, 0.8], 16.8324) // 10.0000
 */
export function spreadDeviation([low, high]: readonly [low: number, high: number], distance: number): number {
  return distance / (normalQuantile(high) - normalQuantile(low))
}
