import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'

type Preview = Outputs['publication']['preview'][number]
const ORDERING_TIERS = ['platform', 'supplier', 'material-supplier'] as const

/** Before a plan goes out: how much its orders would vary, and what changes for each supplier. */
export function PublishPreview(props: { runId: number }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const words = useMeasureWords()
  const query = useQuery(trpc.publication.preview.queryOptions({ runId: props.runId }))
  return (
    <Stack gap="sm">
      <Ratios />
      <Loaded query={query} rows={4}>
        {(previews) => (
          <DataTable
            label={t('runs.previewTitle')}
            rows={previews}
            rowKey={(row) => `${row.supplierId}/${row.unit}`}
            maxHeight="260px"
            columns={[
              { id: 'supplier', header: t('planning.supplier'), cell: (row: Preview) => name(row) },
              {
                id: 'version',
                header: t('runs.versionHeader'),
                cell: (row) =>
                  row.isNew ? t('supplier.version', { version: row.version }) : t('runs.previewSame'),
              },
              {
                id: 'quantity',
                header: t('runs.previewQuantity'),
                align: 'end',
                cell: (row) => <Measure of="published-quantity" unit={row.unit} value={row.quantity} />,
              },
              {
                id: 'changed',
                header: t('runs.previewChanged'),
                align: 'end',
                cell: (row) => <span className="figure">{row.changedCells}</span>,
              },
              {
                id: 'more',
                header: t('runs.previewMore'),
                align: 'end',
                cell: (row) => <Measure of="published-quantity" unit={row.unit} value={row.more} />,
              },
              {
                id: 'less',
                header: t('runs.previewLess'),
                align: 'end',
                cell: (row) => <Measure of="published-quantity" unit={row.unit} value={row.less} />,
              },
              {
                id: 'ratio',
                header: words.label('order-variance-ratio'),
                help: words.definition('order-variance-ratio'),
                align: 'end',
                cell: ({ orderVariance }) => (
                  <>
                    <Measure of="order-variance-ratio" value={orderVariance?.ratio} />
                    {orderVariance?.verdict === 'too-few-buckets' ? (
                      <Text size="xs" className="soft">
                        {t('bullwhip.tooFew', { count: orderVariance.weeks })}
                      </Text>
                    ) : null}
                  </>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Stack>
  )
}

function Ratios() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const query = useQuery(trpc.bullwhip.ratios.queryOptions({}))
  const totals = (query.data?.rows ?? []).filter((row) => row.itemId === null)
  const ratio = (tier: string, basis: 'plan' | 'past') =>
    totals.find((row) => row.tier === tier && row.basis === basis)?.ratio ?? null
  const text = (value: number | null) => words.text('order-variance-ratio', value)
  const tiers = ORDERING_TIERS.filter((tier) => totals.some((row) => row.tier === tier))
  if (tiers.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>
        {t('runs.ratioTitle')}
      </Text>
      {tiers.map((tier) => (
        <Text key={tier} size="sm">
          {t(ratio(tier, 'past') === null ? 'runs.ratioTextAlone' : 'runs.ratioText', {
            tier: t(`planning.tier-${tier}`),
            plan: text(ratio(tier, 'plan')),
            past: text(ratio(tier, 'past')),
          })}
        </Text>
      ))}
      <Text size="xs" className="soft">
        {t('runs.ratioNote')}
      </Text>
    </div>
  )
}
