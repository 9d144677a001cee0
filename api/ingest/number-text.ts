import { Rejected } from './rejected.ts'

/** Largest quantity of one row, base units. */
export const LARGEST_QUANTITY = 1_000_000_000
/** Largest amount of one row, in whole currency units. */
export const LARGEST_AMOUNT = 1_000_000_000

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/

/** A number with a decimal point; thousands may be grouped by commas; full-width digits are read too. */
export function readNumber(text: string): number | Rejected {
  const plain = /[０-９．－，]/.test(text) ? text.normalize('NFKC') : text
  if (PLAIN.test(plain)) return Number(plain)
  if (GROUPED.test(plain)) return Number(plain.replaceAll(',', ''))
  return new Rejected('not-a-number')
}

export function readWhole(text: string, minimum: number, maximum = LARGEST_QUANTITY): number | Rejected {
  const number = readNumber(text)
  if (typeof number !== 'number') return number
  if (number > maximum) return new Rejected('number-too-large', { limit: maximum })
  if (!Number.isInteger(number)) return new Rejected('not-whole')
  if (number < minimum) return new Rejected('number-too-small', { limit: minimum })
  return number
}

export function readDecimal(text: string, minimum: number, maximum: number): number | Rejected {
  const number = readNumber(text)
  if (typeof number !== 'number') return number
  if (number > maximum) return new Rejected('number-too-large', { limit: maximum })
  return number < minimum ? new Rejected('number-too-small', { limit: minimum }) : number
}

/** A quantity other than zero; negative only where negatives are returns. */
export function checkedQuantity(number: number, takesNegatives: boolean): number | Rejected {
  if (number === 0) return new Rejected('quantity-zero')
  return number < 0 && !takesNegatives ? new Rejected('quantity-negative') : number
}

/** Whole currency units with decimals → minor units; a currency sign in front is dropped. */
export function readMoney(text: string): number | Rejected {
  const number = readNumber(text.replace(/^[¥￥$€£]\s*/, ''))
  if (typeof number !== 'number') return number
  return moneyOf(number)
}

/** Whole currency units as minor units. */
export function moneyOf(number: number): number | Rejected {
  if (number > LARGEST_AMOUNT) return new Rejected('number-too-large', { limit: LARGEST_AMOUNT })
  if (number < 0) return new Rejected('number-too-small', { limit: 0 })
  return Math.round(number * 100)
}

/** 0.1 or 10 %. */
export function readFraction(text: string): number | Rejected {
  const percent = /^(.*?)\s*[%％]$/.exec(text)
  const number = readNumber(percent ? percent[1]! : text)
  if (typeof number !== 'number') return number
  const fraction = percent ? number / 100 : number
  if (fraction > 1) return new Rejected('number-too-large', { limit: 1 })
  return fraction < 0 ? new Rejected('number-too-small', { limit: 0 }) : fraction
}
