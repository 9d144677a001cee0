import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useMoment } from '#web/measure/words.tsx'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'
import { type ImportRow, isUnderWay } from './import-page.tsx'
import type { ImportKind } from './search-params.ts'

const STATES = ['staged', 'checked', 'committed', 'rejected', 'cancelled', 'undone', 'failed'] as const
type State = (typeof STATES)[number]

const TONE: Record<State, ChipTone> = {
  staged: 'note',
  checked: 'note',
  committed: 'good',
  rejected: 'plain',
  cancelled: 'plain',
  undone: 'plain',
  failed: 'bad',
}

export function ImportState(props: { row: ImportRow }) {
  const { t } = useTranslation()
  const { row } = props
  const state = STATES.find((known) => known === row.state) ?? 'failed'
  const { stage, done, total } = row.progress
  if (isUnderWay(row) && (stage === 'reading' || stage === 'checking' || stage === 'posting'))
    return (
      <Chip tone="note">
        {t(`imports.stage-${stage}`)}
        {total > 0 ? ` ${t('runs.ofTotal', { done, total })}` : ''}
      </Chip>
    )
  if (state === 'checked' && row.faults > 0)
    return <Chip tone="warn">{t('imports.state-faulty', { count: row.faults })}</Chip>
  if (state === 'checked' && row.isDryRun) return <Chip tone="plain">{t('imports.state-dryRun')}</Chip>
  return <Chip tone={TONE[state]}>{t(`imports.state-${state}`)}</Chip>
}

export function useImportColumns(onOpen: (importId: number) => void): Column<ImportRow>[] {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const moment = useMoment()
  return [
    {
      id: 'file',
      header: t('imports.fileName'),
      pinned: true,
      width: 300,
      cell: (row) => (
        <UnstyledButton className="clip row-button" onClick={() => onOpen(row.importId)}>
          <span className="plain-link" translate="no">
            {row.fileName}
          </span>
          {row.undoesImportId === null ? null : (
            <span className="soft"> {t('imports.undoOf', { id: row.undoesImportId })}</span>
          )}
        </UnstyledButton>
      ),
    },
    { id: 'kind', header: t('imports.kind'), cell: (row) => t(`imports.kind-${row.kind as ImportKind}`) },
    { id: 'state', header: t('imports.state'), cell: (row) => <ImportState row={row} /> },
    {
      id: 'rows',
      header: words.label('row-count'),
      align: 'end',
      cell: (row) => <Measure of="row-count" value={row.rows} />,
    },
    {
      id: 'faults',
      header: words.label('fault-count'),
      align: 'end',
      cell: (row) => <Measure of="fault-count" value={row.faults} />,
    },
    { id: 'started', header: t('imports.startedAt'), align: 'end', cell: (row) => moment(row.startedAt) },
  ]
}
