import { Button, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'

type OrderDays = NonNullable<Outputs['bullwhip']['orderDays']>
type Supplier = OrderDays['suppliers'][number]

/** On which weekday each supplier takes orders, and on which it might so that the days of a week order as much. */
export function OrderDaysPanel() {
  const trpc = useTRPC()
  const query = useQuery(trpc.bullwhip.orderDays.queryOptions())
  return (
    <Loaded query={query} rows={5}>
      {(data) => (data === null || data.suppliers.length < 2 ? null : <OrderDays orderDays={data} />)}
    </Loaded>
  )
}

function OrderDays(props: { orderDays: OrderDays }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const words = useMeasureWords()
  const name = useName()
  const weekday = useWeekday()
  const isPlanner = useSession().role === 'planner'
  const { suppliers, spread, proposedSpread } = props.orderDays
  const adopt = useMutation(
    trpc.bullwhip.setOrderDay.mutationOptions({
      onSuccess: async (_, { supplierId, weekday: day }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.bullwhip.orderDays.queryKey() })
        const supplier = name(suppliers.find((each) => each.supplierId === supplierId)!)
        notifications.show({
          message: t('bullwhip.dayAdopted', { supplier, day: weekday(day) }),
          color: 'brand',
        })
      },
      onError: failureNotice,
    }),
  )
  const isEven = suppliers.every((supplier) => supplier.proposedWeekday === supplier.orderWeekday)
  const columns: Column<Supplier>[] = [
    { id: 'supplier', header: t('planning.supplier'), cell: (row) => name(row) },
    {
      id: 'orders',
      header: t('bullwhip.weeklyOrders'),
      align: 'end',
      sortBy: (row) => row.weeklyMinor,
      cell: (row) => <Measure of="order-value" value={row.weeklyMinor} />,
    },
    { id: 'day', header: t('bullwhip.orderDay'), cell: (row) => weekday(row.orderWeekday) },
    { id: 'proposed', header: t('bullwhip.proposedDay'), cell: (row) => weekday(row.proposedWeekday) },
    {
      id: 'adopt',
      header: '',
      align: 'end',
      cell: (row) =>
        isPlanner && row.proposedWeekday !== row.orderWeekday ? (
          <Button
            size="compact-xs"
            variant="default"
            disabled={adopt.isPending}
            onClick={() => adopt.mutate({ supplierId: row.supplierId, weekday: row.proposedWeekday })}
          >
            {t('bullwhip.adoptDay', { day: weekday(row.proposedWeekday) })}
          </Button>
        ) : null,
    },
  ]
  return (
    <Panel
      title={t('bullwhip.orderDaysTitle')}
      note={t('bullwhip.orderDaysNote')}
      foot={
        <Text size="sm" role="status">
          {t(isEven ? 'bullwhip.orderDaysEven' : 'bullwhip.orderDaysSummary', {
            now: words.text('day-spread', spread),
            after: words.text('day-spread', proposedSpread),
          })}
        </Text>
      }
      flush
    >
      <DataTable
        label={t('bullwhip.orderDaysTitle')}
        rows={suppliers}
        rowKey={(row) => row.supplierId}
        columns={columns}
      />
    </Panel>
  )
}

/** Name of an ISO weekday, Monday 1, in the words of the screen's language. */
function useWeekday() {
  const { i18n } = useTranslation()
  const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  return (day: number) => format.format(Date.UTC(2024, 0, day))
}
