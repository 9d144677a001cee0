import { Button, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Measure } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { Capacity } from './capacity-page.tsx'
import { useLineChange } from './line-change.ts'

/** Days on which lines are said to be down or short, each of which can be taken back. */
export function DowntimeList(props: { capacity: Capacity; mayChange: boolean }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const { downtimes, lines } = props.capacity
  const withdraw = useMutation(trpc.supplier.withdrawDowntime.mutationOptions(useLineChange('withdrawn')))
  return (
    <Panel
      title={t('supplierCapacity.statements')}
      note={t('supplierCapacity.statementsNote')}
      flush={downtimes.length > 0}
    >
      {downtimes.length === 0 ? (
        <Text size="sm" className="soft">
          {t('supplierCapacity.noStatements')}
        </Text>
      ) : (
        <DataTable
          label={t('supplierCapacity.statements')}
          rows={downtimes}
          rowKey={({ lineDowntimeId }) => lineDowntimeId}
          columns={[
            {
              id: 'line',
              header: t('supplierCapacity.line'),
              cell: ({ lineId }) => {
                const line = lines.find((each) => each.lineId === lineId)
                return line ? name(line) : '–'
              },
            },
            { id: 'from', header: t('supplierCapacity.firstDay'), cell: ({ firstDay }) => firstDay },
            { id: 'to', header: t('supplierCapacity.lastDay'), cell: ({ lastDay }) => lastDay },
            {
              id: 'left',
              header: t('supplierCapacity.minutesLeftShort'),
              align: 'end',
              cell: ({ minutesPerDay }) => <Measure of="available-minutes" value={minutesPerDay} />,
            },
            {
              id: 'reason',
              header: t('supplierCapacity.reason'),
              wraps: true,
              cell: ({ reason }) => <span translate="no">{reason}</span>,
            },
            {
              id: 'withdraw',
              header: t('supplierCapacity.withdraw'),
              cell: ({ lineDowntimeId }) =>
                props.mayChange ? (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    disabled={withdraw.isPending}
                    onClick={() => withdraw.mutate({ lineDowntimeId })}
                  >
                    {t('supplierCapacity.withdraw')}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
    </Panel>
  )
}
