import { Button, Group, Slider, Stack, Switch, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { PlanWithTried } from './plan-with-tried.tsx'
import { PolicyResult } from './policy-result.tsx'
import type { BullwhipSearch } from './search-params.ts'

const route = getRouteApi('/bullwhip')
const TRIED = ['gapShare', 'levellingWeeks', 'fillRate'] as const
const SETTLE_MILLISECONDS = 60

export type Estimate = NonNullable<Outputs['bullwhip']['estimate']>

/** Sliders over past demand: what a policy does to the swing of orders, and what it costs in service and stock. */
export function PolicyTrial() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [tried] = useDebouncedValue(
    { gapShare: search.gapShare, levellingWeeks: search.levellingWeeks, fillRate: search.fillRate },
    SETTLE_MILLISECONDS,
  )
  const query = useQuery({
    ...trpc.bullwhip.estimate.queryOptions(tried),
    placeholderData: (before) => before,
  })
  const set = (part: Partial<BullwhipSearch>) =>
    void navigate({ search: { ...search, ...part }, replace: true, resetScroll: false })
  const isChanged = TRIED.some((name) => search[name] !== undefined)
  return (
    <Loaded query={query} rows={6}>
      {(estimate) =>
        estimate === null || estimate.itemCount === 0 ? null : (
          <Panel
            title={t('bullwhip.policyTitle')}
            note={t('bullwhip.policyNote', { weeks: estimate.weekCount, count: estimate.itemCount })}
            actions={
              <>
                <PlanWithTried search={search} estimate={estimate} />
                <Button
                  variant="default"
                  disabled={!isChanged}
                  onClick={() => set({ gapShare: undefined, levellingWeeks: undefined, fillRate: undefined })}
                >
                  {t('bullwhip.reset')}
                </Button>
              </>
            }
          >
            <Stack gap="md">
              <Group gap="xl" align="flex-start">
                <PolicySlider
                  label={t('bullwhip.gapShare')}
                  help={t('bullwhip.gapShareHelp')}
                  range={[0.05, 1, 0.05]}
                  value={search.gapShare ?? roundedShare(estimate)}
                  onChange={(gapShare) => set({ gapShare })}
                />
                <PolicySlider
                  label={t('bullwhip.levelling')}
                  help={t('bullwhip.levellingHelp', {
                    share: words.text('known-early-share', estimate.knownEarly.share),
                    weeks: estimate.knownEarly.weeks,
                  })}
                  range={[1, 4, 1]}
                  value={search.levellingWeeks ?? estimate.meanSmoothing.levellingPeriods}
                  onChange={(levellingWeeks) => set({ levellingWeeks })}
                />
                <PolicySlider
                  label={words.label('fill-rate')}
                  help={t('bullwhip.fillRateHelp')}
                  range={[0.8, 0.99, 0.01]}
                  value={search.fillRate ?? estimate.current.policy.fillRate}
                  onChange={(fillRate) => set({ fillRate })}
                />
                <Switch
                  checked={search.apart !== true}
                  onChange={(event) => set({ apart: event.currentTarget.checked ? undefined : true })}
                  label={t('bullwhip.share')}
                  description={t('bullwhip.shareHelp')}
                  maw={300}
                />
              </Group>
              <Costs estimate={estimate} />
              <PolicyResult estimate={estimate} isApart={search.apart === true} />
              <LeadTimes estimate={estimate} />
            </Stack>
          </Panel>
        )
      }
    </Loaded>
  )
}

/** To the step of its slider. */
function roundedShare(estimate: Estimate): number {
  return Math.round(20 * estimate.meanSmoothing.gapShare) / 20
}

function PolicySlider(props: {
  label: string
  help?: string
  range: readonly [lowest: number, highest: number, step: number]
  value: number
  onChange: (value: number) => void
}) {
  const { i18n } = useTranslation()
  const [min, max, step] = props.range
  const decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0
  const text = (value: number) =>
    value.toLocaleString(i18n.language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  return (
    <div style={{ width: 230 }}>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm">{props.label}</Text>
        <Text size="sm" fw={600} className="figure">
          {text(props.value)}
        </Text>
      </Group>
      <Slider
        thumbLabel={props.label}
        min={min}
        max={max}
        step={step}
        label={null}
        value={props.value}
        onChange={props.onChange}
        mt={6}
      />
      {props.help ? (
        <Text size="xs" className="soft" mt={4}>
          {props.help}
        </Text>
      ) : null}
    </div>
  )
}

/** What smoothing costs, in one sentence. */
function Costs(props: { estimate: Estimate }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { current, proposed, fillRateWithTodaysStock } = props.estimate
  const tier = (of: Estimate['current'], name: string) => of.tiers.find((each) => each.tier === name)!
  const platform = { before: tier(current, 'platform'), after: tier(proposed, 'platform') }
  const ratio = (of: Estimate['current']) =>
    words.text('order-variance-ratio', tier(of, 'supplier').orderVariance.detrended?.ratio ?? null)
  return (
    <Text size="sm" role="status">
      {t('bullwhip.costs', {
        before: ratio(current),
        after: ratio(proposed),
        service: words.text('fill-rate', current.policy.fillRate),
        stock: words.text('stock-weeks', platform.after.stockPeriods - platform.before.stockPeriods, {
          signed: true,
        }),
        kept: words.text('fill-rate', fillRateWithTodaysStock),
      })}
    </Text>
  )
}

/** What the tiers were simulated with, and where nothing was known. */
function LeadTimes(props: { estimate: Estimate }) {
  const { t, i18n } = useTranslation()
  const words = useMeasureWords()
  const { leadTimes } = props.estimate
  const weeks = (value: number) => words.text('lead-time', value)
  const tiers = leadTimes.map(({ tier, meanPeriods, lowestPeriods, highestPeriods }) =>
    t('bullwhip.leadTimeTier', {
      tier: t(`planning.tier-${tier}`),
      mean: words.text('mean-lead-time', meanPeriods),
      lowest: weeks(lowestPeriods),
      highest: weeks(highestPeriods),
    }),
  )
  return (
    <Text size="xs" className="soft">
      {t('bullwhip.leadTimes', {
        tiers: new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(tiers),
      })}
      {leadTimes
        .filter(({ assumedCount }) => assumedCount > 0)
        .map(({ tier, assumedCount }) => (
          <span key={tier}>
            {' '}
            {t('bullwhip.leadTimeAssumed', { tier: t(`planning.tier-${tier}`), count: assumedCount })}
          </span>
        ))}
    </Text>
  )
}
