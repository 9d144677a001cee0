/**
 * Minimises a smooth function of few variables by the Nelder–Mead simplex, restarted once from its best point.
 *
 * @param objective finite or +Infinity; called a few hundred times
 * @param start first guess, not changed
 * @param stride first edge length of the simplex in each variable
 * @returns the best point and its value
 * Source: Nelder & Mead 1965; coefficients 1, 2, ½, ½.
 * @example simplexSearch(([x]) => (x! - 2) ** 2, [0], 1).point // [2]
 */
export function simplexSearch(
  objective: (point: readonly number[]) => number,
  start: readonly number[],
  stride: number,
): { point: number[]; value: number } {
  const once = descend(objective, start, stride)
  return descend(objective, once.point, stride / 4)
}

function descend(objective: (point: readonly number[]) => number, start: readonly number[], stride: number) {
  const size = start.length
  const corners = [start, ...start.map((_, i) => start.map((x, j) => (i === j ? x + stride : x)))].map(
    (point) => ({ point: [...point], value: objective(point) }),
  )
  const towards = (centre: number[], from: readonly number[], factor: number) => {
    const point = centre.map((c, i) => c + factor * (from[i]! - c))
    return { point, value: objective(point) }
  }
  for (let iteration = 0; iteration < 400 * size; iteration += 1) {
    corners.sort((a, b) => a.value - b.value)
    const best = corners[0]!
    const worst = corners[size]!
    const width = Math.max(...worst.point.map((x, i) => Math.abs(x - best.point[i]!)))
    if (width < 1e-9 && Math.abs(worst.value - best.value) <= 1e-12 * (1 + Math.abs(best.value))) break
    const centre = start.map((_, i) => {
      let sum = 0
      for (let c = 0; c < size; c += 1) sum += corners[c]!.point[i]!
      return sum / size
    })
    const reflected = towards(centre, worst.point, -1)
    if (reflected.value < best.value) {
      const expanded = towards(centre, worst.point, -2)
      corners[size] = expanded.value < reflected.value ? expanded : reflected
    } else if (reflected.value < corners[size - 1]!.value) {
      corners[size] = reflected
    } else {
      const contracted = towards(centre, reflected.value < worst.value ? reflected.point : worst.point, 0.5)
      if (contracted.value < Math.min(reflected.value, worst.value)) corners[size] = contracted
      else for (let c = 1; c <= size; c += 1) corners[c] = towards(best.point, corners[c]!.point, 0.5)
    }
  }
  corners.sort((a, b) => a.value - b.value)
  return corners[0]!
}
