import { useTranslation } from 'react-i18next'
import { Measure } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'

type CampaignRow = Outputs['items']['demand']['campaigns'][number]

export function ItemCampaigns(props: { campaigns: readonly CampaignRow[] }) {
  const { t } = useTranslation()
  const name = useName()
  if (props.campaigns.length === 0) return null
  return (
    <Panel title={t('item.campaignsTitle')} flush>
      <DataTable
        label={t('item.campaignsTitle')}
        rows={props.campaigns}
        rowKey={(row) => row.campaignId}
        columns={[
          {
            id: 'campaign',
            header: t('frame.campaigns'),
            width: 150,
            wraps: true,
            cell: (row) => (
              <>
                {name(row)}{' '}
                {row.capQuantity !== null && row.placed >= row.capQuantity ? (
                  <Chip tone="warn">{t('item.soldOut', { quantity: row.capQuantity })}</Chip>
                ) : null}
              </>
            ),
          },
          { id: 'ships', header: t('item.ships'), cell: (row) => `${row.shipFrom} – ${row.shipTo.slice(5)}` },
          {
            id: 'booked',
            header: t('item.booked'),
            align: 'end',
            cell: (row) => <Measure of="demand" value={row.placed} />,
          },
          {
            id: 'withdrawn',
            header: t('item.withdrawn'),
            align: 'end',
            cell: (row) => <Measure of="demand" value={row.cancelled} />,
          },
          {
            id: 'settled',
            header: t('item.settledUnits'),
            align: 'end',
            cell: (row) => <Measure of="demand" value={row.settled} />,
          },
        ]}
      />
    </Panel>
  )
}
