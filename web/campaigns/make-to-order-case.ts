import { advanceSelling, buyerChoice } from '#planning/certainty/buyer-option'
import {
  breakEvenConversion,
  earnedPerSold,
  earnedToOrder,
  harmlessDepositShare,
  leftoverOfOneSeller,
  leftoverThatFunds,
  makeToOrderDiscount,
  sellThroughPerTier,
} from '#planning/certainty/make-to-order-discount'
import { type Conditions, type Outlook, projectedDiscount } from './campaign-conditions.ts'

/** What making to order is weighed by; money in major units, shares in percent. */
export interface OrderCase {
  readonly people: number
  readonly price: number
  readonly cost: number
  readonly salvage: number
  readonly leftover: number
  readonly discount: number
  readonly deposit: number
  readonly paid: number
  readonly lowest: number
  readonly highest: number
}

/** 1,000 people pay 10 % and get 30 % off; from stock three are left for each one sold. */
export const STORY: OrderCase = {
  people: 1000,
  price: 100,
  cost: 25,
  salvage: 10,
  leftover: 3,
  discount: 30,
  deposit: 10,
  paid: 90,
  lowest: 40,
  highest: 120,
}

const ASSUMED_LEFTOVER = 1
/** What customers value an item at, in shares of its price: evenly spread between these. */
const ASSUMED_WORTH = [0.4, 1.2] as const
const TIERS = 4

/** The same figures of a campaign, as far as its conditions hold them. */
export function caseOfCampaign(outlook: Outlook, conditions: Conditions): OrderCase {
  const price = outlook.campaign.referencePriceMinor / 100
  const whole = (value: number) => Math.round(100 * value) / 100
  return {
    people: Math.max(1, Math.round(conditions.deposits.value)),
    price: whole(price),
    cost: whole(conditions.cost.value),
    salvage: whole((conditions.cost.value * conditions.salvage.value) / 100),
    leftover: ASSUMED_LEFTOVER,
    discount: whole(100 * projectedDiscount(outlook)),
    deposit: whole(100 * outlook.campaign.depositFraction),
    paid: whole(conditions.paidShare.value),
    lowest: whole(ASSUMED_WORTH[0] * price),
    highest: whole(ASSUMED_WORTH[1] * price),
  }
}

/** All that the panel says, money in minor units; null where the figures contradict one another. */
export function orderOutcome(given: OrderCase, variation: number, countsForfeits: boolean) {
  const unit = { price: given.price * 100, cost: given.cost * 100, salvage: given.salvage * 100 }
  const discount = given.discount / 100
  const conversion = given.paid / 100
  const deposit = (given.deposit / 100) * unit.price
  const discountedPrice = unit.price * (1 - discount)
  const isSound =
    unit.price > unit.cost &&
    unit.cost > unit.salvage &&
    given.leftover >= 0 &&
    discount >= 0 &&
    discount < 1 &&
    conversion > 0 &&
    conversion <= 1 &&
    deposit <= discountedPrice &&
    given.deposit < 100 &&
    given.highest > given.lowest &&
    given.people > 0 &&
    variation > 0
  if (!isSound) return null
  const stock = earnedPerSold(unit, given.leftover)
  const terms = {
    unit,
    earnedToday: stock,
    costToOrder: unit.cost,
    resale: unit.salvage,
    depositShare: given.deposit / 100,
    depositBase: 'reference-price' as const,
    countsForfeits,
  }
  const order = earnedToOrder(terms, { discount, conversion })
  const sold = given.people * conversion
  return {
    sold,
    stock: { perSold: stock, inAll: stock * sold },
    order: { perSold: order, inAll: order * sold },
    mostDiscount: Math.max(0, makeToOrderDiscount(terms, conversion)),
    leastPaid: breakEvenConversion(terms, discount),
    harmlessDeposit: harmlessDepositShare(terms, discount),
    leftoverThatFunds: Math.max(0, leftoverThatFunds(terms, { discount, conversion })),
    leftoverOfOneSeller: leftoverOfOneSeller(unit, variation),
    soldPerTier: sellThroughPerTier(given.leftover, TIERS),
    buyer: buyerChoice(
      { lowest: given.lowest * 100, highest: given.highest * 100 },
      { listPrice: unit.price, discountedPrice, deposit },
    ),
    /** Every customer at one end of the worth or the other, half of them each. */
    early: advanceSelling({
      high: given.highest * 100,
      low: given.lowest * 100,
      share: 0.5,
      cost: unit.cost,
    }),
  }
}
