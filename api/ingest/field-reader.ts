import { FILE_CHOICES } from '#api/wording/file-header'
import { momentReader } from './date-text.ts'
import type { ImportField } from './import-field.ts'
import {
  checkedQuantity,
  LARGEST_QUANTITY,
  readDecimal,
  readFraction,
  readMoney,
  readNumber,
  readWhole,
} from './number-text.ts'
import { Rejected } from './rejected.ts'

export type FieldValue = string | number | null

const LONGEST_CODE = 200
const LONGEST_TEXT = 1000

/** Reads the text of one field; `latest` is the last day on which something can have happened. */
export function fieldReader(
  field: ImportField,
  options: { timeZone: string; latest: string; takesNegatives: boolean },
): (text: string) => string | number | Rejected {
  switch (field.type) {
    case 'code':
      return (text) => checkedText(text, LONGEST_CODE)
    case 'text':
      return (text) => checkedText(text, LONGEST_TEXT)
    case 'whole':
      return (text) => readWhole(text, field.minimum)
    case 'quantity':
      return (text) => readQuantity(text, options.takesNegatives)
    case 'money':
      return readMoney
    case 'fraction':
      return readFraction
    case 'decimal':
      return (text) => readDecimal(text, field.minimum, field.maximum)
    case 'date':
    case 'moment': {
      const read = momentReader(options.timeZone, undefined)
      const isPast = field.isPast === true
      const length = field.type === 'date' ? 10 : 19
      return (text) => {
        const moment = read(text)
        if (typeof moment !== 'string') return moment
        if (isPast && moment.slice(0, 10) > options.latest)
          return new Rejected('date-in-future', { today: options.latest })
        return moment.slice(0, length)
      }
    }
    case 'choice':
      return choiceReader(field.choices)
  }
}

function checkedText(text: string, limit: number): string | Rejected {
  if (text.length > limit) return new Rejected('text-too-long', { limit })
  return text.includes('\0') ? new Rejected('text-not-allowed') : text
}

function readQuantity(text: string, takesNegatives: boolean): number | Rejected {
  const number = readNumber(text)
  if (typeof number !== 'number') return number
  if (Math.abs(number) > LARGEST_QUANTITY)
    return new Rejected('number-too-large', { limit: LARGEST_QUANTITY })
  if (!Number.isInteger(number)) return new Rejected('not-whole')
  return checkedQuantity(number, takesNegatives)
}

function choiceReader(choices: readonly string[]) {
  const known = new Map<string, string>()
  for (const choice of choices) {
    known.set(choice, choice)
    for (const word of Object.values(FILE_CHOICES[choice] ?? {})) known.set(word.toLowerCase(), choice)
  }
  return (text: string) =>
    known.get(text.toLowerCase()) ?? new Rejected('not-a-choice', { choices: choices.join(', ') })
}
