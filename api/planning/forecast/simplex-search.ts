/** Memory of {@link minimiseSimplex}, reused from call to call. */
export interface SimplexMemory {
  readonly size: number
  readonly corners: Float64Array
  readonly values: Float64Array
  readonly centre: Float64Array
  readonly trial: Float64Array
  readonly second: Float64Array
}

export function simplexMemory(size: number): SimplexMemory {
  return {
    size,
    corners: new Float64Array((size + 1) * size),
    values: new Float64Array(size + 1),
    centre: new Float64Array(size),
    trial: new Float64Array(size),
    second: new Float64Array(size),
  }
}

/**
 * Minimises a function of few variables without allocating; `point` is overwritten by the best point found.
 *
 * @param stride first edge length of the simplex in each variable
 * @param maximumCalls bound on calls of the objective
 * @returns the value at the best point
 * Source: Nelder & Mead 1965; coefficients 1, 2, ½, ½.
 * @example minimiseSimplex((x) => (x[0] - 2) ** 2, Float64Array.of(0), [1], simplexMemory(1)) // point becomes 2
 */
export function minimiseSimplex(
  objective: (point: Float64Array) => number,
  point: Float64Array,
  stride: ArrayLike<number>,
  memory: SimplexMemory,
  maximumCalls = 400,
  tolerance = 1e-7,
): number {
  const { size, corners, values, centre, trial, second } = memory
  if (point.length !== size) throw new RangeError(`point must have ${size} variables; got ${point.length}`)
  let calls = 0
  const evaluate = (x: Float64Array) => {
    calls += 1
    const value = objective(x)
    return Number.isNaN(value) ? Number.POSITIVE_INFINITY : value
  }
  const setCorner = (corner: number, x: Float64Array, value: number) => {
    for (let i = 0; i < size; i += 1) corners[corner * size + i] = x[i]!
    values[corner] = value
  }
  for (let corner = 0; corner <= size; corner += 1) {
    for (let i = 0; i < size; i += 1) trial[i] = point[i]! + (corner === i + 1 ? stride[i]! : 0)
    setCorner(corner, trial, evaluate(trial))
  }
  let best = 0
  while (calls < maximumCalls) {
    best = 0
    let worst = 0
    for (let corner = 1; corner <= size; corner += 1) {
      if (values[corner]! < values[best]!) best = corner
      if (values[corner]! >= values[worst]!) worst = corner
    }
    let nextWorst = best
    for (let corner = 0; corner <= size; corner += 1)
      if (corner !== worst && values[corner]! > values[nextWorst]!) nextWorst = corner
    if (values[worst]! - values[best]! <= tolerance * (1e-12 + Math.abs(values[best]!))) break
    for (let i = 0; i < size; i += 1) {
      let sum = 0
      for (let corner = 0; corner <= size; corner += 1)
        if (corner !== worst) sum += corners[corner * size + i]!
      centre[i] = sum / size
    }
    const move = (into: Float64Array, factor: number) => {
      for (let i = 0; i < size; i += 1)
        into[i] = centre[i]! + factor * (corners[worst * size + i]! - centre[i]!)
      return evaluate(into)
    }
    const reflected = move(trial, -1)
    if (reflected < values[best]!) {
      const expanded = move(second, -2)
      if (expanded < reflected) setCorner(worst, second, expanded)
      else setCorner(worst, trial, reflected)
    } else if (reflected < values[nextWorst]!) setCorner(worst, trial, reflected)
    else {
      const isOutside = reflected < values[worst]!
      const contracted = move(second, isOutside ? -0.5 : 0.5)
      if (contracted < Math.min(reflected, values[worst]!)) setCorner(worst, second, contracted)
      else
        for (let corner = 0; corner <= size; corner += 1) {
          if (corner === best) continue
          for (let i = 0; i < size; i += 1)
            trial[i] = 0.5 * (corners[corner * size + i]! + corners[best * size + i]!)
          setCorner(corner, trial, evaluate(trial))
        }
    }
  }
  for (let corner = 0; corner <= size; corner += 1) if (values[corner]! < values[best]!) best = corner
  for (let i = 0; i < size; i += 1) point[i] = corners[best * size + i]!
  return values[best]!
}

/**
 * Minimises a smooth function of few variables to full precision: {@link minimiseSimplex}, restarted twice from its
 * best point with a smaller simplex, so that corners of equal value on both sides of the minimum do not end the search.
 *
 * @param objective finite or +Infinity; called a few hundred times
 * @param start first guess, not changed
 * @param stride first edge length of the simplex in each variable
 * @returns the best point and its value
 * @example simplexSearch(([x]) => (x! - 2) ** 2, [0], 1).point // [2]
 */
export function simplexSearch(
  objective: (point: Float64Array) => number,
  start: readonly number[],
  stride: number,
): { point: number[]; value: number } {
  const size = start.length
  const point = Float64Array.from(start)
  const memory = simplexMemory(size)
  let value = Number.POSITIVE_INFINITY
  for (const edge of [stride, stride / 4, stride / 64])
    value = minimiseSimplex(objective, point, new Array(size).fill(edge), memory, 400 * size, 1e-14)
  return { point: [...point], value }
}
