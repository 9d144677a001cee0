export type FamilyJob = { readonly minutes: number; readonly weight: number }
export type JobFamily = { readonly setupMinutes: number; readonly jobs: readonly FamilyJob[] }
export type FamilyStep = { readonly family: number; readonly job: number }

/**
 * Answers to compare schedules with: what making each family in one go costs beside splitting families freely. Plans are
 * made by `#planning/batches/sequence-week`, which keeps families whole and looks at due days instead.
 *
 * Order of families, each made in one go, with the least total weighted completion time: families by
 * (setup + run minutes) / weight, inside a family by minutes / weight.
 *
 * Source: Potts & Kovalyov 2000, European Journal of Operational Research 120, 228–249 (group technology).
 */
export function sequenceFamilies(families: readonly JobFamily[]): {
  readonly order: readonly FamilyStep[]
  readonly weightedCompletion: number
} {
  const index = ({ setupMinutes, jobs }: JobFamily) =>
    (setupMinutes + jobs.reduce((sum, job) => sum + job.minutes, 0)) /
    Math.max(
      1e-12,
      jobs.reduce((sum, job) => sum + job.weight, 0),
    )
  const order = families
    .map((family, position) => ({ position, index: index(family) }))
    .sort((a, b) => a.index - b.index || a.position - b.position)
    .flatMap(({ position }) => jobsInOrder(families[position]!).map((job) => ({ family: position, job })))
  return { order, weightedCompletion: weightedCompletion(families, order) }
}

/** Jobs of a family by minutes per weight. */
function jobsInOrder(family: JobFamily): number[] {
  return family.jobs
    .map((_, job) => job)
    .sort((a, b) => {
      const ratio = (job: FamilyJob) => job.minutes / Math.max(1e-12, job.weight)
      return ratio(family.jobs[a]!) - ratio(family.jobs[b]!) || a - b
    })
}

/**
 * The same when a family may be split over several setups, exact: states are how many jobs of each family are done
 * (inside a family the order by minutes per weight is optimal) and which family is set up.
 */
export function sequenceSplitFamilies(families: readonly JobFamily[]): {
  readonly order: readonly FamilyStep[]
  readonly weightedCompletion: number
} {
  const sorted = families.map(jobsInOrder)
  const best = new Map<string, { cost: number; step?: FamilyStep; next: string }>()
  const remainingWeight = (done: readonly number[]) =>
    sorted.reduce(
      (sum, jobs, family) =>
        sum +
        jobs.slice(done[family]).reduce((weight, job) => weight + families[family]!.jobs[job]!.weight, 0),
      0,
    )
  const visit = (done: readonly number[], current: number): number => {
    const key = `${done.join(',')}|${current}`
    const known = best.get(key)
    if (known) return known.cost
    const weight = remainingWeight(done)
    let found: { cost: number; step?: FamilyStep; next: string } = {
      cost:
        weight === 0 && sorted.every((jobs, family) => done[family] === jobs.length)
          ? 0
          : Number.POSITIVE_INFINITY,
      next: '',
    }
    for (let family = 0; family < families.length; family += 1) {
      if (done[family]! >= sorted[family]!.length) continue
      const job = sorted[family]![done[family]!]!
      const minutes =
        families[family]!.jobs[job]!.minutes + (family === current ? 0 : families[family]!.setupMinutes)
      const after = done.map((count, index) => (index === family ? count + 1 : count))
      const cost = minutes * weight + visit(after, family)
      if (cost < found.cost) found = { cost, step: { family, job }, next: `${after.join(',')}|${family}` }
    }
    best.set(key, found)
    return found.cost
  }
  const start = families.map(() => 0)
  const cost = visit(start, -1)
  const order: FamilyStep[] = []
  for (let state = best.get(`${start.join(',')}|-1`); state?.step; state = best.get(state.next))
    order.push(state.step)
  return { order, weightedCompletion: cost }
}

/** Σ weight × completion minute, a setup before every change of family. */
export function weightedCompletion(families: readonly JobFamily[], order: readonly FamilyStep[]): number {
  let time = 0
  let total = 0
  let current = -1
  for (const { family, job } of order) {
    if (family !== current) time += families[family]!.setupMinutes
    current = family
    time += families[family]!.jobs[job]!.minutes
    total += families[family]!.jobs[job]!.weight * time
  }
  return total
}
