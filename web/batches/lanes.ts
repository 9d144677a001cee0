/** Rows for bars that share days: each goes to the first lane that is free when it starts. */
export function laneOf<Bar extends { readonly startsOn: string; readonly endsOn: string }>(
  bars: readonly Bar[],
): Map<Bar, number> {
  const busyUntil: string[] = []
  const lanes = new Map<Bar, number>()
  for (const bar of [...bars].sort((a, b) => a.startsOn.localeCompare(b.startsOn))) {
    const free = busyUntil.findIndex((end) => end < bar.startsOn)
    const lane = free < 0 ? busyUntil.length : free
    busyUntil[lane] = bar.endsOn
    lanes.set(bar, lane)
  }
  return lanes
}
