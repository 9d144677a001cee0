export type NumberFault = 'not-a-number' | 'ambiguous' | 'not-whole' | 'negative' | 'too-large'
export type ReadNumber = { readonly value: number } | { readonly fault: NumberFault }

/** Largest value of a quantity in the database. */
const LARGEST = 2_147_483_647
const SPACES = /[\s\u00a0\u2007\u2009\u202f]/g
const SHAPE = /^([+-]?)(\d[\d, ]*)(?:\.(\d*))?$/

/**
 * Reads a whole number as people and spreadsheets write it: `1234`, `1,234`, `1 234`, `1,234.00`, full-width digits.
 * What could be read in two ways is refused: `1,23` and `1.234` group in some countries and divide in others.
 */
export function readWholeNumber(text: string): ReadNumber {
  const plain = text.normalize('NFKC').trim().replace(SPACES, ' ').replace('−', '-')
  const parts = SHAPE.exec(plain)
  if (!parts) return { fault: 'not-a-number' }
  const [, sign, whole, decimals] = parts as unknown as [string, string, string, string | undefined]
  const isGrouped = /[, ]/.test(whole)
  if (isGrouped && !/^\d{1,3}(?:(,| )\d{3})(?:\1\d{3})*$/.test(whole)) return { fault: 'ambiguous' }
  const couldGroup = decimals?.length === 3 && !isGrouped && whole.length <= 3 && whole !== '0'
  if (couldGroup) return { fault: 'ambiguous' }
  if (decimals !== undefined && /[1-9]/.test(decimals)) return { fault: 'not-whole' }
  const value = Number(whole.replace(/[, ]/g, ''))
  if (sign === '-' && value > 0) return { fault: 'negative' }
  return value > LARGEST ? { fault: 'too-large' } : { value }
}
