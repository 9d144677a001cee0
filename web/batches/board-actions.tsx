import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CreateBatch } from './create-batch.tsx'
import type { Board } from './line-load.ts'
import { useDecisions } from './use-decisions.ts'

/** A new batch, and taking back the last decision. */
export function BoardActions(props: { board: Board }) {
  const { t } = useTranslation()
  const { board } = props
  const decisions = useDecisions(board.run.planningRunId, () => undefined)
  const last = board.lastDecision?.decision
  const number = last && ('batchNumber' in last ? last.batchNumber : last.newNumber)
  return (
    <>
      {last ? (
        <Button variant="default" loading={decisions.isBusy} onClick={() => decisions.undo()}>
          {t('batches.undo', {
            what: `${last.kind === 'create' ? t('batches.create') : t(`batches.do-${last.kind}`)} ${number}`,
          })}
        </Button>
      ) : null}
      <CreateBatch board={board} />
    </>
  )
}
