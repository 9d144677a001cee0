import type { Phrase } from './locale.ts'

export interface MeasureWording {
  readonly label: Phrase
  /** What is counted and how; shown on hover and in the help of a column. */
  readonly definition: Phrase
}

export const words = (label: Phrase, definition: Phrase): MeasureWording => ({ label, definition })
