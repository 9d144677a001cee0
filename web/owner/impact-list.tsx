import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { EmptyState } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'

type Row = Outputs['expectations']['impact'][number]

/** What the owner said and what was then bought; nobody else sees this list. */
export function ImpactList(props: { rows: readonly Row[] }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { rows } = props
  if (rows.length === 0)
    return <EmptyState title={t('owner.impactEmpty')} text={t('owner.impactEmptyText')} />
  // Grams and pieces have no sum: the average is of the unit in which most is told.
  const unit = mostCommonUnit(rows)
  const counted = rows.filter(({ baseUnit }) => baseUnit === unit)
  const said = counted.reduce((sum, row) => sum + row.expectedQuantity, 0)
  const bought = counted.reduce((sum, row) => sum + row.happenedQuantity, 0)
  const bias = bought > 0 ? (said - bought) / bought : null
  return (
    <Panel
      title={t('owner.impact')}
      note={t('owner.impactText')}
      flush
      foot={
        bias === null ? undefined : (
          <Text size="xs" component="span">
            {t(bias >= 0 ? 'owner.average' : 'owner.averageLow', {
              share: words.text('bias', Math.abs(bias)),
            })}
          </Text>
        )
      }
    >
      <DataTable
        label={t('owner.impact')}
        rows={rows}
        rowKey={(row) => `${row.itemId}-${row.week}`}
        columns={[
          {
            id: 'item',
            header: t('planning.item'),
            wraps: true,
            cell: (row) => (
              <>
                {name(row)}
                <br />
                <Week of={row.week} />
              </>
            ),
          },
          {
            id: 'said',
            header: t('owner.said'),
            align: 'end',
            cell: (row) => <Measure of="expected-on-top" unit={row.baseUnit} value={row.expectedQuantity} />,
          },
          {
            id: 'bought',
            header: t('owner.bought'),
            align: 'end',
            cell: (row) => (
              <>
                <Measure of="bought-quantity" unit={row.baseUnit} value={row.happenedQuantity} />
                <br />
                <span className="soft">
                  {t('owner.difference', {
                    difference: words.text('forecast-error', row.expectedQuantity - row.happenedQuantity, {
                      unit: row.baseUnit,
                      signed: true,
                    }),
                  })}
                </span>
              </>
            ),
          },
        ]}
      />
    </Panel>
  )
}

function mostCommonUnit(rows: readonly Row[]): string | undefined {
  const counts = new Map<string, number>()
  for (const { baseUnit } of rows) counts.set(baseUnit, (counts.get(baseUnit) ?? 0) + 1)
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}
