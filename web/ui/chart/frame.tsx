import { Group, SegmentedControl, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '#web/ui/panel.tsx'

export interface LegendEntry {
  readonly key: string
  readonly label: string
  readonly mark: ReactNode
}

/**
 * The one frame of every chart: title, bucket, unit and time of the data, legend, a table with the same numbers,
 * and a sentence for readers who do not see the picture.
 */
export function ChartFrame(props: {
  title: string
  bucket?: string
  unit: string
  asOf?: string | null
  legend: readonly LegendEntry[]
  summary: string
  table: ReactNode
  actions?: ReactNode
  foot?: ReactNode
  children: ReactNode
}) {
  const { t } = useTranslation()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const note = [
    props.bucket ?? t('ui.bucketWeek'),
    t('ui.unitOf', { unit: props.unit }),
    props.asOf ? t('ui.dataAsOf', { date: props.asOf }) : null,
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <Panel
      title={props.title}
      note={note}
      flush
      foot={props.foot}
      actions={
        <>
          {props.actions}
          <SegmentedControl
            aria-label={t('ui.chartOrTable')}
            value={view}
            onChange={(value) => setView(value as 'chart' | 'table')}
            data={[
              { value: 'chart', label: t('ui.showChart') },
              { value: 'table', label: t('ui.showTable') },
            ]}
          />
        </>
      }
    >
      {view === 'table' ? (
        props.table
      ) : (
        <figure
          style={{ margin: 0, padding: '0.7rem 0.9rem 0.5rem' }}
          aria-label={`${props.title}. ${props.summary}`}
        >
          <Legend entries={props.legend} />
          {props.children}
          <Text component="figcaption" size="xs" className="soft">
            {props.summary}
          </Text>
        </figure>
      )}
    </Panel>
  )
}

export function Legend(props: { entries: readonly LegendEntry[] }) {
  return (
    <Group gap="0.3rem 1rem" component="ul" m={0} mb={6} p={0} style={{ listStyle: 'none' }}>
      {props.entries.map((entry) => (
        <Group component="li" gap={6} key={entry.key} wrap="nowrap">
          {entry.mark}
          <Text size="xs" component="span">
            {entry.label}
          </Text>
        </Group>
      ))}
    </Group>
  )
}
