import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import { OwnersPanel } from '#web/measure/owners-panel.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { CausesChart } from './causes-chart.tsx'
import { OrderDaysPanel } from './order-days-panel.tsx'
import { type Estimate, PolicyTrial } from './policy-trial.tsx'
import { RatioChart } from './ratio-chart.tsx'
import { BASES, type Basis, type RatioRow, TIERS, type Tier, type TierRatio } from './ratio-row.ts'
import { RatioTable } from './ratio-table.tsx'
import { SmoothingPanel } from './smoothing-panel.tsx'
import { VersionStepper } from './version-stepper.tsx'

const route = getRouteApi('/bullwhip')

export function BullwhipPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  // Moving a slider changes the address too; nothing but the trial is drawn anew for it.
  const version = route.useSearch({ select: (search) => search.version })
  const query = useQuery({
    ...trpc.bullwhip.ratios.queryOptions({ runId: version }),
    placeholderData: (before) => before,
  })
  const simulated = useQuery(trpc.bullwhip.estimate.queryOptions({}))
  return (
    <>
      <PageHead title={t('bullwhip.title')} note={t('bullwhip.note')} actions={<VersionStepper />} />
      <Loaded query={query} rows={8}>
        {(data) => {
          if (data === null) return <NoPlanYet />
          const isNewest = version === undefined
          const tiers = inTierOrder([
            ...measuredTiers(data.rows),
            ...simulatedTiers(isNewest ? (simulated.data ?? null) : null),
          ])
          const items = data.rows.filter((row) => row.itemId !== null && row.ratio !== null)
          if (tiers.length === 0 && items.length === 0)
            return <EmptyState title={t('bullwhip.emptyTitle')} text={t('bullwhip.emptyText')} />
          return (
            <Stack gap="md">
              {tiers.length > 0 ? <RatioChart rows={tiers} asOf={data.run.asOf} /> : null}
              {tiers.length > 0 ? <RatioTable title={t('bullwhip.chart')} rows={tiers} /> : null}
              <CausesChart runId={version} />
              {isNewest ? <SmoothingPanel /> : null}
              {isNewest ? <OrderDaysPanel /> : null}
              <PolicyTrial />
              <OwnersPanel runId={version} />
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

function measuredTiers(rows: readonly RatioRow[]): TierRatio[] {
  return rows
    .filter((row) => row.itemId === null)
    .map((row) => ({ ...row, tier: row.tier as Tier, basis: row.basis as Basis }))
}

/** Today's policy on past demand, for the tiers of which no orders are known too. */
function simulatedTiers(estimate: Estimate | null): TierRatio[] {
  return (estimate?.current.tiers ?? []).map(({ tier, orderVariance, netStockAmplification }) => ({
    tier,
    basis: 'simulated',
    ratio: orderVariance.detrended?.ratio ?? null,
    ratioLow: orderVariance.detrended?.interval?.low ?? null,
    ratioHigh: orderVariance.detrended?.interval?.high ?? null,
    netStockAmplification,
    bucketCount: orderVariance.bucketCount,
  }))
}

function inTierOrder(rows: readonly TierRatio[]): TierRatio[] {
  return [...rows].sort(
    (a, b) =>
      TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier) || BASES.indexOf(a.basis) - BASES.indexOf(b.basis),
  )
}
