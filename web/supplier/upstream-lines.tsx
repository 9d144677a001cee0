import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { useName, Week, weekRange } from '#web/measure/words.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useMaterialColumns } from './upstream-columns.tsx'
import type { Candidate, Candidates } from './upstream-page.tsx'
import { UpstreamShare } from './upstream-share.tsx'

export interface Recipient {
  readonly materialSupplierId: number
  readonly nameZh: string
  readonly nameEn: string
}

const keyOf = (line: Candidate) => `${line.materialCode}/${line.needWeek}`

/** Material by week; what comes too late for the lead time has no number and cannot be chosen. */
export function UpstreamLines(props: { candidates: Candidates; recipient: Recipient }) {
  const { t } = useTranslation()
  const name = useName()
  const materialColumns = useMaterialColumns()
  const { role } = useSession()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [isSharing, setSharing] = useState(false)
  const { candidates, recipient } = props
  const rows = candidates.lines.filter((line) => line.materialSupplierId === recipient.materialSupplierId)
  const inTime = rows.filter((line) => line.authorisedQuantity !== null)
  const isSupplier = role === 'supplier'
  const toggle = (line: Candidate) => {
    const next = new Set(chosen)
    if (!next.delete(keyOf(line))) next.add(keyOf(line))
    setChosen(next)
  }
  return (
    <Panel
      title={t('upstream.candidates')}
      note={t('upstream.candidatesNote', {
        version: candidates.publication.version,
        date: candidates.asOf,
      })}
      flush
      actions={
        isSupplier ? (
          <>
            <Button
              size="xs"
              variant="default"
              disabled={inTime.length === 0}
              onClick={() => setChosen(chosen.size > 0 ? new Set() : new Set(inTime.map(keyOf)))}
            >
              {chosen.size > 0 ? t('upstream.clear') : t('upstream.chooseAll', { count: inTime.length })}
            </Button>
            <Button size="xs" disabled={chosen.size === 0} onClick={() => setSharing(true)}>
              {t('upstream.share', { count: chosen.size })}
            </Button>
          </>
        ) : null
      }
    >
      <DataTable
        label={t('upstream.candidates')}
        rows={rows}
        rowKey={keyOf}
        isChosen={(line) => chosen.has(keyOf(line))}
        columns={[
          ...(isSupplier
            ? [
                {
                  id: 'choose',
                  header: t('upstream.choose'),
                  cell: (line: Candidate) => (
                    <Checkbox
                      aria-label={t('upstream.chooseLine', {
                        material: name(line),
                        week: weekRange(line.needWeek),
                      })}
                      disabled={line.authorisedQuantity === null}
                      checked={chosen.has(keyOf(line))}
                      onChange={() => toggle(line)}
                    />
                  ),
                },
              ]
            : []),
          { id: 'week', header: t('upstream.needWeek'), cell: (line) => <Week of={line.needWeek} /> },
          ...materialColumns,
          {
            id: 'state',
            header: t('upstream.state'),
            cell: (line) =>
              line.authorisedQuantity === null ? (
                <Chip tone="warn">{t('upstream.tooLate')}</Chip>
              ) : (
                <Chip tone="good">{t('upstream.fits')}</Chip>
              ),
          },
        ]}
      />
      {isSharing ? (
        <UpstreamShare
          recipient={recipient}
          lines={inTime
            .filter((line) => chosen.has(keyOf(line)))
            .map(({ materialCode, needWeek }) => ({ materialCode, needWeek }))}
          onClose={() => {
            setSharing(false)
            setChosen(new Set())
          }}
        />
      ) : null}
    </Panel>
  )
}
