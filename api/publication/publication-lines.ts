import type { PublicationLine } from '#db/publication'
import type { PlanToPublish } from '#db/published-plan'
import { AUTHORISATIONS, type Authorisation } from '#planning/demand/rung'
import { weekAuthorisation } from '#planning/order-policy/authorise-supply'
import { pegSupply } from '#planning/order-policy/peg-supply'
import { apportion } from '#planning/quantity'
import { addDays } from '#planning/time-bucket'

const PARTS = ['paid', 'deposit', 'subscription', 'forecast'] as const
type Part = (typeof PARTS)[number]

/**
 * What one item of a plan says to its supplier: arrivals per week (scheduled and planned, the supplier's share) by
 * authorisation, each with the units of known orders and of forecast it serves. The surest units go under the strongest
 * authorisation.
 *
 * @param weekCount weeks to publish from `firstWeek`
 */
export function publicationLines(
  plan: PlanToPublish,
  firstWeek: string,
  weekCount: number,
  previous: ReadonlyMap<string, number>,
): PublicationLine[] {
  const horizon = plan.receiptQuantity.length
  const arrivals = plan.receiptQuantity.map((units, step) =>
    Math.round(units + plan.scheduledReceipts[step]!),
  )
  const shareOf = (series: readonly number[]) => series.map((units) => units * plan.share)
  const pegged = pegSupply(plan.onHand - plan.backorder, arrivals, {
    paid: shareOf(plan.paid),
    deposit: shareOf(plan.deposit),
    subscription: shareOf(plan.subscription),
    model: plan.model.map((units, step) => (units + plan.intent[step]!) * plan.share),
  })
  const cumulative = {
    make: plan.authorisedMake,
    reserveAndMaterial: plan.authorisedReserve,
    materialOnly: plan.authorisedMaterial,
  }
  const lines: PublicationLine[] = []
  for (let step = 0; step < Math.min(weekCount, horizon); step += 1) {
    if (arrivals[step] === 0) continue
    const week = addDays(firstWeek, 7 * step)
    const authorised = weekAuthorisation(step, arrivals[step]!, cumulative)
    const [paid, deposit, subscription, forecast] = apportion([
      pegged.byRung.paid[step]!,
      pegged.byRung.deposit[step]!,
      pegged.byRung.subscription[step]!,
      arrivals[step]! -
        pegged.byRung.paid[step]! -
        pegged.byRung.deposit[step]! -
        pegged.byRung.subscription[step]!,
    ])
    const left: Record<Part, number> = {
      paid: paid!,
      deposit: deposit!,
      subscription: subscription!,
      forecast: forecast!,
    }
    for (const authorisation of AUTHORISATIONS) {
      const quantity = authorised[authorisation]
      if (quantity === 0) continue
      lines.push({
        itemId: plan.itemId,
        week,
        authorisation,
        quantity,
        ...takeSurest(left, quantity),
        previousQuantity: previous.get(cellKey(plan.itemId, week, authorisation)) ?? null,
      })
    }
  }
  return lines
}

export function cellKey(itemId: number, week: string, authorisation: Authorisation | string): string {
  return `${itemId}/${week}/${authorisation}`
}

function takeSurest(left: Record<Part, number>, quantity: number): Record<Part, number> {
  const taken: Record<Part, number> = { paid: 0, deposit: 0, subscription: 0, forecast: 0 }
  let wanted = quantity
  for (const part of PARTS) {
    taken[part] = Math.min(wanted, left[part])
    left[part] -= taken[part]
    wanted -= taken[part]
  }
  return taken
}
