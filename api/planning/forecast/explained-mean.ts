/** Causes whose parts add up to a mean, in the order they are told. */
export const CAUSES_OF_MEAN = ['level', 'trend', 'season', 'holiday', 'promotion', 'launches'] as const
export type CauseOfMean = (typeof CAUSES_OF_MEAN)[number]

/** Trend below this part of a unit in every step is none. */
const NO_TREND = 0.005

/**
 * Exact split of a mean by cause: what the level of the first step comes to, how it rises or falls from there, and the
 * effects on top.
 *
 * @param mean units per step
 * @param effects parts that add up to `mean`, with the level among them; without them the mean is all level
 * @returns parts of the same length; causes without a part are absent
 * @example explainedMean(Float64Array.of(5, 7), undefined) // { level: [5, 5], trend: [0, 2] }
 */
export function explainedMean(
  mean: Float64Array,
  effects: Readonly<Record<string, Float64Array>> | undefined,
): Record<string, Float64Array> {
  const parts = { ...(effects ?? { level: mean }) }
  const { level } = parts
  if (!level || level.length === 0) return parts
  const trend = level.map((units) => units - level[0]!)
  if (trend.every((units) => Math.abs(units) < NO_TREND)) return parts
  return { ...parts, level: level.map(() => level[0]!), trend }
}
