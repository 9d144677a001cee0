import type { HistorySpan } from './demo-options.ts'

const DAYS_AHEAD = 150

interface ItemFlow {
  /** Units leaving by campaigns, beyond the history where they are already on order. */
  readonly campaigned: Int32Array
  /** Units leaving in subscribers' boxes. */
  readonly boxed: Int32Array
  /** Units that campaigns will ship after as-of, on order or not. */
  coming: number
}

/** Units that leave by campaigns and boxes, per item and day: on top of ordinary sales. */
export class UnitFlow {
  readonly #items = new Map<number, ItemFlow>()
  readonly #span: HistorySpan

  constructor(span: HistorySpan) {
    this.#span = span
  }

  of(itemId: number): ItemFlow | undefined {
    return this.#items.get(itemId)
  }

  add(itemId: number, day: number, quantity: number, isOrdered: boolean): void {
    const flow = this.#open(itemId)
    if (day >= this.#span.asOfDay) flow.coming += quantity
    const index = day - this.#span.firstDay
    if (isOrdered && index < flow.campaigned.length) flow.campaigned[index]! += quantity
  }

  addBox(itemId: number, day: number, quantity: number): void {
    this.#open(itemId).boxed[day - this.#span.firstDay]! += quantity
  }

  /** Boxes a week over the last four weeks of the history. */
  weeklyBoxes(itemId: number): number {
    const boxed = this.#items.get(itemId)?.boxed
    return boxed === undefined ? 0 : boxed.subarray(-28).reduce((sum, units) => sum + units, 0) / 4
  }

  #open(itemId: number): ItemFlow {
    let flow = this.#items.get(itemId)
    if (flow === undefined) {
      const days = this.#span.asOfDay - this.#span.firstDay
      flow = { campaigned: new Int32Array(days + DAYS_AHEAD), boxed: new Int32Array(days), coming: 0 }
      this.#items.set(itemId, flow)
    }
    return flow
  }
}
