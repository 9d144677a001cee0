/** Value at a point; fills `gradient`. Infinity where the function is not defined. */
export type Differentiable = (point: Float64Array, gradient: Float64Array) => number

/** Memory of {@link minimiseSmooth}, reused from call to call. */
export interface DescentMemory {
  gradient: Float64Array
  nextGradient: Float64Array
  direction: Float64Array
  next: Float64Array
  inverse: Float64Array
  change: Float64Array
}

export function descentMemory(size: number): DescentMemory {
  const make = () => new Float64Array(size)
  return {
    gradient: make(),
    nextGradient: make(),
    direction: make(),
    next: make(),
    inverse: new Float64Array(size * size),
    change: make(),
  }
}

/**
 * Minimises a differentiable function from `point`, which is overwritten by the best point found.
 *
 * @param maximumSteps bound on line searches
 * @returns the value at the best point, not above the value at the start
 * Source: BFGS with backtracking line search; Nocedal & Wright 2006, algorithms 3.1 and 6.1.
 */
export function minimiseSmooth(
  objective: Differentiable,
  point: Float64Array,
  memory: DescentMemory,
  maximumSteps = 80,
  tolerance = 1e-6,
): number {
  const n = point.length
  const { gradient, nextGradient, direction, next, inverse, change } = memory
  let value = objective(point, gradient)
  if (!Number.isFinite(value)) return value
  const reset = () => {
    inverse.fill(0, 0, n * n)
    for (let i = 0; i < n; i += 1) inverse[i * n + i] = 1
  }
  reset()
  let isFresh = true
  let small = 0
  for (let iteration = 0; iteration < maximumSteps; iteration += 1) {
    let slope = 0
    let length = 0
    for (let i = 0; i < n; i += 1) {
      let sum = 0
      for (let j = 0; j < n; j += 1) sum -= inverse[i * n + j]! * gradient[j]!
      direction[i] = sum
      slope += sum * gradient[i]!
      length = Math.max(length, Math.abs(sum))
    }
    if (!(slope < 0)) {
      if (isFresh) break
      reset()
      isFresh = true
      continue
    }
    let step = length > 1 ? 1 / length : isFresh ? Math.min(1, 0.3 / length) : 1
    let found = Number.POSITIVE_INFINITY
    for (let trial = 0; trial < 25; trial += 1) {
      for (let i = 0; i < n; i += 1) next[i] = point[i]! + step * direction[i]!
      found = objective(next, nextGradient)
      if (found <= value + 1e-4 * step * slope) break
      const curvature = found - value - step * slope
      const fitted =
        Number.isFinite(curvature) && curvature > 0 ? (-slope * step * step) / (2 * curvature) : 0
      step = Math.min(0.5 * step, Math.max(0.1 * step, fitted))
    }
    if (!(found < value)) {
      if (isFresh) break
      reset()
      isFresh = true
      continue
    }
    let curvature = 0
    for (let i = 0; i < n; i += 1) {
      direction[i] = next[i]! - point[i]!
      gradient[i] = nextGradient[i]! - gradient[i]!
      curvature += direction[i]! * gradient[i]!
    }
    if (curvature > 1e-12) updateInverse(inverse, n, direction, gradient, curvature, change, isFresh)
    isFresh = false
    const gain = value - found
    value = found
    for (let i = 0; i < n; i += 1) {
      point[i] = next[i]!
      gradient[i] = nextGradient[i]!
    }
    small = gain < tolerance * (1 + Math.abs(value)) ? small + 1 : 0
    if (small >= 2) break
  }
  return value
}

function updateInverse(
  inverse: Float64Array,
  n: number,
  move: Float64Array,
  turn: Float64Array,
  curvature: number,
  change: Float64Array,
  isFresh: boolean,
): void {
  if (isFresh) {
    let norm = 0
    for (let i = 0; i < n; i += 1) norm += turn[i]! * turn[i]!
    for (let i = 0; i < n; i += 1) inverse[i * n + i] = curvature / norm
  }
  let quadratic = 0
  for (let i = 0; i < n; i += 1) {
    let sum = 0
    for (let j = 0; j < n; j += 1) sum += inverse[i * n + j]! * turn[j]!
    change[i] = sum
    quadratic += turn[i]! * sum
  }
  const scale = (1 + quadratic / curvature) / curvature
  for (let i = 0; i < n; i += 1)
    for (let j = 0; j < n; j += 1)
      inverse[i * n + j] +=
        scale * move[i]! * move[j]! - (change[i]! * move[j]! + move[i]! * change[j]!) / curvature
}
