import { wholeUp } from '#planning/quantity'
import { bucketStartDay } from '#planning/time-bucket'

/** Units of an item that a supplier may buy material for, and how many of them are surely wanted. */
export interface AuthorisedArrival {
  readonly itemId: number
  /** Day number by which the goods are to arrive. */
  readonly arrivesOnDay: number
  /** Released for making or for buying material, whole units, >= 0. */
  readonly authorisedUnits: number
  /** Of them paid, deposits expected to be paid and subscriptions due, in [0, authorisedUnits]. */
  readonly sureUnits: number
}

/** A material in an item, from one material supplier. */
export interface SheetBillLine {
  readonly itemId: number
  readonly materialId: number
  readonly materialSupplierId: number
  /** Material units in one unit of the item, > 0. */
  readonly quantityPerUnit: number
  /** Days the material supplier takes, >= 0. */
  readonly leadTimeDays: number
}

export interface MaterialNeed {
  readonly materialId: number
  readonly materialSupplierId: number
  /** Day number of the Monday of the week in which the material has to be there. */
  readonly needWeekDay: number
  /** Material units, whole, rounded up; sure is a part of authorised. */
  readonly authorisedQuantity: number
  readonly sureQuantity: number
  readonly leadTimeDays: number
  /** Whether the commitment comes early enough for the material supplier to act on it. */
  readonly fits: boolean
}

/**
 * What released supply of finished goods asks of material suppliers, by week of need: goods arriving on a day need their
 * material `itemLeadTimeDays` earlier. A need is worth telling when the commitment reaches as far ahead as the whole
 * lead time to that tier: arrival − as-of >= item's + material's, that is, when its week starts a material lead time or
 * more from now. Sure are only orders expected to be paid; what is only looked at is left to the caller to leave out.
 *
 * @param itemLeadTimeDays days from the start of making to arrival, by item; an item without one counts 0
 * @returns needs by material, supplier and week, ascending; nothing where nothing is authorised
 * @throws RangeError naming the field, its range and the value seen
 * Source: the rule of {@link upstreamCertainty}: K σ/μ is worth something only if H >= Λ.
 * @example upstreamNeeds([{ itemId: 1, arrivesOnDay: 60, authorisedUnits: 100, sureUnits: 80 }], bill, new Map([[1, 20]]), 0) // week of day 40
 */
export function upstreamNeeds(
  arrivals: readonly AuthorisedArrival[],
  bill: readonly SheetBillLine[],
  itemLeadTimeDays: ReadonlyMap<number, number>,
  asOfDay: number,
): MaterialNeed[] {
  const billOf = new Map<number, SheetBillLine[]>()
  for (const line of bill) {
    if (!(line.quantityPerUnit > 0))
      throw new RangeError(`quantityPerUnit must be > 0; got ${line.quantityPerUnit}`)
    if (!(line.leadTimeDays >= 0)) throw new RangeError(`leadTimeDays must be >= 0; got ${line.leadTimeDays}`)
    billOf.set(line.itemId, [...(billOf.get(line.itemId) ?? []), line])
  }
  const needs = new Map<
    string,
    { line: SheetBillLine; needWeekDay: number; authorised: number; sure: number }
  >()
  for (const { itemId, arrivesOnDay, authorisedUnits, sureUnits } of arrivals) {
    if (!(sureUnits >= 0 && sureUnits <= authorisedUnits))
      throw new RangeError(`sureUnits must be in [0, ${authorisedUnits}]; got ${sureUnits}`)
    const needWeekDay = bucketStartDay(arrivesOnDay - (itemLeadTimeDays.get(itemId) ?? 0), 'week')
    for (const line of billOf.get(itemId) ?? []) {
      const key = `${line.materialId}/${line.materialSupplierId}/${needWeekDay}`
      const need = needs.get(key) ?? { line, needWeekDay, authorised: 0, sure: 0 }
      need.authorised += authorisedUnits * line.quantityPerUnit
      need.sure += sureUnits * line.quantityPerUnit
      needs.set(key, need)
    }
  }
  return [...needs.values()]
    .filter(({ authorised }) => authorised > 0)
    .map(({ line, needWeekDay, authorised, sure }) => ({
      materialId: line.materialId,
      materialSupplierId: line.materialSupplierId,
      needWeekDay,
      authorisedQuantity: wholeUp(authorised),
      sureQuantity: wholeUp(sure),
      leadTimeDays: line.leadTimeDays,
      fits: needWeekDay - asOfDay >= line.leadTimeDays,
    }))
    .sort(
      (a, b) =>
        a.materialSupplierId - b.materialSupplierId ||
        a.needWeekDay - b.needWeekDay ||
        a.materialId - b.materialId,
    )
}
