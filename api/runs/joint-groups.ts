import type { GroupDemandRow } from '#db/run-rows'
import type { ErrorDependence, ItemGroups, PastErrors } from '#planning/forecast/error-dependence'
import {
  type GroupDemand,
  groupDemand,
  type ItemOutlook,
  type JointPaths,
  jointDemand,
  noDemand,
} from '#planning/forecast/joint-demand'

/** Weeks whose sums a group tells beside its weeks: a month, a quarter. */
export const SUM_WEEKS = [4, 13] as const
/** In place of the id of a group that an item lies outside of. */
export const NO_GROUP = -1

/** Forecast of one item with the groups it lies in. */
export interface GroupedItem extends ItemOutlook {
  readonly baseUnit: string
}

export interface JointInput {
  /** Sorted by base unit, category and product; a product is never cut. */
  readonly items: readonly GroupedItem[]
  readonly levels: readonly number[]
  readonly horizon: number
  readonly dependence: ErrorDependence
  readonly seed: number
}

export interface JointResult {
  /** Paths by base unit and category (−1: items without one). */
  readonly categories: readonly {
    readonly baseUnit: string
    readonly category: number
    readonly paths: JointPaths
  }[]
  readonly products: readonly GroupDemandRow[]
}

/** Past errors of some items, and their groups. */
export interface DependenceInput {
  readonly past: readonly PastErrors[]
  readonly groups: readonly ItemGroups[]
}

/** Work of one worker: paths of some products. */
export function jointPaths({ items, levels, horizon, dependence, seed }: JointInput): JointResult {
  const draw = jointDemand(levels, horizon, dependence, seed)
  const categories = new Map<string, { baseUnit: string; category: number; paths: JointPaths }>()
  const products: GroupDemandRow[] = []
  for (const members of byProduct(items)) {
    const { baseUnit, category, product } = members[0]!
    const key = `${baseUnit}/${category}`
    const ofCategory = categories.get(key) ?? { baseUnit, category, paths: noDemand(horizon) }
    categories.set(key, ofCategory)
    const ofProduct = product === NO_GROUP ? null : noDemand(horizon)
    for (const item of members) draw(item, ofProduct ? [ofCategory.paths, ofProduct] : [ofCategory.paths])
    if (ofProduct)
      products.push(ofItems({ baseUnit, kind: 'product', productId: product }, ofProduct, levels))
  }
  return { categories: [...categories.values()], products }
}

/** Neighbours of one product; an item without a product stands alone. */
export function* byProduct(items: readonly GroupedItem[]): Generator<GroupedItem[]> {
  let members: GroupedItem[] = []
  for (const item of items) {
    const last = members.at(-1)
    const goesOn =
      last && item.product !== NO_GROUP && last.product === item.product && last.baseUnit === item.baseUnit
    if (last && !goesOn) {
      yield members
      members = []
    }
    members.push(item)
  }
  if (members.length > 0) yield members
}

type GroupName = Pick<GroupDemandRow, 'baseUnit' | 'kind'> &
  Partial<Pick<GroupDemandRow, 'categoryId' | 'productId'>>

export function ofItems(name: GroupName, paths: JointPaths, levels: readonly number[]): GroupDemandRow {
  return {
    categoryId: null,
    productId: null,
    region: null,
    ...name,
    itemCount: paths.itemCount,
    onBook: null,
    history: null,
    ...storedDemand(
      groupDemand(
        paths,
        levels,
        SUM_WEEKS.filter((weeks) => weeks <= paths.horizon),
      ),
    ),
  }
}

/** Mean, quantiles and sums as they are stored. */
export function storedDemand({ mean, quantiles, sums }: GroupDemand) {
  return {
    mean: Float32Array.from(mean),
    quantiles: Float32Array.from(quantiles.flatMap((values) => [...values])),
    sumWeeks: Int32Array.from(sums, ({ steps }) => steps),
    sumMeans: Float32Array.from(sums, (sum) => sum.mean),
    sumQuantiles: Float32Array.from(
      quantiles.flatMap((_, level) => sums.map((sum) => sum.quantiles[level]!)),
    ),
  }
}
