import type { Phrase } from '#api/wording/locale'
import { REPORT_WORDS as W } from '#api/wording/report'
import type { ShownRun } from '#db/shown-run'
import type { Cell } from './file/table.ts'

/** Which run a report tells of. */
export function runFacts(run: ShownRun): (readonly [Phrase, Cell])[] {
  return [
    [W.run, run.planningRunId],
    [W.asOf, run.asOf],
    [W.ledgerVersion, run.ledgerVersion],
  ]
}
