import { z } from 'zod'
import { IMPORT_KINDS, type ImportKind } from './import-field.ts'

export const Kind = z.enum(IMPORT_KINDS as [ImportKind, ...ImportKind[]])
export const LanguageChoice = z.enum(['en', 'zh'])

const Fault = z.object({
  /** line of the file or row of the sheet, from 1; 0 for the file as a whole */
  line: z.number(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  fault: z.string(),
  parameters: z.record(z.string(), z.unknown()),
})

export const WordedFault = Fault.extend({ text: z.object({ en: z.string(), zh: z.string() }) })
export type WordedFault = z.infer<typeof WordedFault>

/** What an import found and did, for people and for the command line. */
export const ImportSummary = z.object({
  importId: z.number(),
  kind: z.string(),
  fileName: z.string(),
  state: z.string(),
  isDryRun: z.boolean(),
  rows: z.number(),
  /** rows that a filter of the mapping left out */
  leftOutRows: z.number(),
  faultyRows: z.number(),
  faults: z.number(),
  faultsByKind: z.record(z.string(), z.number()),
  firstFaults: z.array(WordedFault),
  /** columns that no field took, when no mapping was given */
  ignoredColumns: z.array(z.string()),
  encoding: z.string().nullable(),
  /** what changed, or would change; null before it was compared */
  counts: z.record(z.string(), z.number()).nullable(),
  ledgerVersion: z.number().nullable(),
  progress: z.object({ stage: z.string().nullable(), done: z.number(), total: z.number() }),
  undoesImportId: z.number().nullable(),
  /** a posted file of this kind writes over what is known, and cannot be undone */
  isWrittenOver: z.boolean(),
  startedBy: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
})
export type ImportSummary = z.infer<typeof ImportSummary>

export const Undone = z.discriminatedUnion('undone', [
  z.object({
    undone: z.literal(true),
    undoImportId: z.number(),
    ledgerVersion: z.number().nullable(),
    reversals: z.number(),
  }),
  z.object({
    undone: z.literal(false),
    /** later-imports: these must be undone first; master-data: rows were overwritten in place */
    reason: z.enum(['not-found', 'not-committed', 'later-imports', 'master-data']),
    imports: z.array(z.number()),
  }),
])
export type Undone = z.infer<typeof Undone>
