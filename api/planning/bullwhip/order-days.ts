/**
 * Variance of the orders one supplier receives per period from customers who each order every `reviewPeriods`
 * periods what they sold since: all on the same day, on random days, or spread evenly.
 *
 * @param customers      number of customers, whole, >= 1 (N)
 * @param reviewPeriods  periods between two orders of one customer, whole, >= 1 (R)
 * @param mean           demand of one customer per period, units, >= 0
 * @param deviation      its standard deviation, units, >= 0
 * @returns units squared per period
 * Source: Lee, Padmanabhan & Whang 1997, Management Science 43, order batching.
 * @example receivedVariance({ customers: 10, reviewPeriods: 5, mean: 50, deviation: 10 }).spread // 1000
 */
export function receivedVariance({
  customers,
  reviewPeriods,
  mean,
  deviation,
}: {
  customers: number
  reviewPeriods: number
  mean: number
  deviation: number
}): { sameDay: number; randomDays: number; spread: number } {
  if (!Number.isInteger(customers) || customers < 1)
    throw new RangeError(`customers must be >= 1 and whole; got ${customers}`)
  if (!Number.isInteger(reviewPeriods) || reviewPeriods < 1)
    throw new RangeError(`reviewPeriods must be >= 1 and whole; got ${reviewPeriods}`)
  if (!(mean >= 0)) throw new RangeError(`mean must be >= 0; got ${mean}`)
  if (!(deviation >= 0)) throw new RangeError(`deviation must be >= 0; got ${deviation}`)
  const demand = customers * deviation ** 2
  const left = customers % reviewPeriods
  return {
    sameDay: demand + mean ** 2 * customers ** 2 * (reviewPeriods - 1),
    randomDays: demand + mean ** 2 * customers * (reviewPeriods - 1),
    spread: demand + mean ** 2 * left * (reviewPeriods - left),
  }
}
