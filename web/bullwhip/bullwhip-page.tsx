import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { PageHead } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { PolicyTrial } from './policy-trial.tsx'
import { RatioChart } from './ratio-chart.tsx'
import { RatioTable } from './ratio-table.tsx'
import { VersionStepper } from './version-stepper.tsx'

const route = getRouteApi('/bullwhip')

export type RatioRow = NonNullable<Outputs['bullwhip']['ratios']>['rows'][number]
export const TIERS = ['consumer', 'platform', 'supplier', 'material-supplier'] as const
export type Tier = (typeof TIERS)[number]

export function BullwhipPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const query = useQuery({
    ...trpc.bullwhip.ratios.queryOptions({ runId: search.version }),
    placeholderData: (before) => before,
  })
  return (
    <>
      <PageHead title={t('bullwhip.title')} note={t('bullwhip.note')} actions={<VersionStepper />} />
      <Loaded query={query} rows={8}>
        {(data) => {
          if (data === null) return <NoPlanYet />
          const tiers = data.rows.filter((row) => row.itemId === null)
          const items = data.rows.filter((row) => row.itemId !== null && row.ratio !== null)
          if (tiers.length === 0 && items.length === 0)
            return <EmptyState title={t('bullwhip.emptyTitle')} text={t('bullwhip.emptyText')} />
          return (
            <Stack gap="md">
              {tiers.length > 0 ? <RatioChart rows={tiers} asOf={data.run.asOf} /> : null}
              {tiers.length > 0 ? <RatioTable title={t('bullwhip.chart')} rows={inTierOrder(tiers)} /> : null}
              <PolicyTrial />
              {items.length > 0 ? (
                <RatioTable title={t('bullwhip.itemsTitle')} rows={items} withItem />
              ) : null}
            </Stack>
          )
        }}
      </Loaded>
    </>
  )
}

function inTierOrder(rows: readonly RatioRow[]): RatioRow[] {
  const place = (row: RatioRow) => TIERS.indexOf(row.tier as Tier)
  return [...rows].sort((a, b) => place(a) - place(b) || a.basis.localeCompare(b.basis))
}
