import type { DemoItem } from './catalogue.ts'

/** What a supplier asks for: nested minimums by item, colour, style and order value, and price breaks. */
export interface SupplyTerms {
  readonly leadTimeDays: number
  readonly transportDays: number
  readonly minimum: number
  readonly multiple: number
  readonly minimumColour: number
  readonly minimumStyle: number
  readonly minimumOrderValueMinor: number
  readonly priceBreaks: readonly { readonly quantity: number; readonly unitCostMinor: number }[]
}

/** About a week and a half of demand per order, in cartons where the item sells by the carton. */
export function supplyTerms(item: DemoItem): SupplyTerms {
  const { range } = item.product
  const weekly = item.weeklyUnits
  const isPerishable = (range.shelfLifeDays ?? 365) < 60
  const multiple = Math.max(1, Math.min(range.carton, Math.round(weekly / 2)))
  const cartons = (units: number) => Math.max(1, Math.ceil(units / multiple)) * multiple
  const minimum = cartons(weekly * (isPerishable ? 0.3 : 1.5))
  const hasColours = range.colours !== undefined
  return {
    leadTimeDays: range.leadTimeDays,
    transportDays: range.transportDays,
    minimum,
    multiple,
    minimumColour: hasColours ? 2 * minimum : 0,
    minimumStyle: hasColours ? 3 * minimum : 0,
    minimumOrderValueMinor: isPerishable ? 50_000 : 300_000,
    priceBreaks: [
      { quantity: cartons(4 * minimum), unitCostMinor: Math.round(item.unitCostMinor * 0.96) },
      { quantity: cartons(10 * minimum), unitCostMinor: Math.round(item.unitCostMinor * 0.91) },
    ],
  }
}
