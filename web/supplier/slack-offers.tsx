import { Button, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Measure } from '#web/measure/measure.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useLineChange } from './line-change.ts'

/** Slack that stands: of one supplier, or of all of them for planners. */
export function SlackOffers(props: { supplierId?: number; mayChange?: boolean }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const { supplierId, mayChange = false } = props
  const query = useQuery(
    trpc.supplier.slackOffers.queryOptions(supplierId === undefined ? {} : { supplierId }),
  )
  const withdraw = useMutation(trpc.supplier.withdrawSlack.mutationOptions(useLineChange('withdrawn')))
  return (
    <Panel title={t('supplierCapacity.offers')} note={t('supplierCapacity.offersNote')}>
      <Loaded query={query} rows={2}>
        {(offers) =>
          offers.length === 0 ? (
            <Text size="sm" className="soft">
              {t('supplierCapacity.noOffers')}
            </Text>
          ) : (
            <DataTable
              label={t('supplierCapacity.offers')}
              rows={offers}
              rowKey={({ slackOfferId }) => slackOfferId}
              columns={[
                { id: 'week', header: t('ui.week'), cell: ({ week }) => <Week of={week} /> },
                {
                  id: 'supplier',
                  header: t('planning.supplier'),
                  cell: (offer) => name({ nameZh: offer.supplierNameZh, nameEn: offer.supplierNameEn }),
                },
                {
                  id: 'line',
                  header: t('supplierCapacity.line'),
                  cell: (offer) => name({ nameZh: offer.lineNameZh, nameEn: offer.lineNameEn }),
                },
                {
                  id: 'minutes',
                  header: t('supplierCapacity.offeredMinutes'),
                  align: 'end',
                  cell: ({ minutes }) => <Measure of="available-minutes" value={minutes} />,
                },
                {
                  id: 'price-break',
                  header: t('supplierCapacity.priceBreakShort'),
                  align: 'end',
                  cell: ({ priceBreakFraction }) => <Measure of="price-break" value={priceBreakFraction} />,
                },
                {
                  id: 'note',
                  header: t('supplierCapacity.offerNote'),
                  wraps: true,
                  cell: ({ note }) => <span translate="no">{note ?? '–'}</span>,
                },
                {
                  id: 'withdraw',
                  header: t('supplierCapacity.withdraw'),
                  cell: ({ slackOfferId }) =>
                    mayChange ? (
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        disabled={withdraw.isPending}
                        onClick={() => withdraw.mutate({ slackOfferId })}
                      >
                        {t('supplierCapacity.withdraw')}
                      </Button>
                    ) : null,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}
