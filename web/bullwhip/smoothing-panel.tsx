import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { chosenCost, costAgainst, type SmoothedSupplier, totalCost } from '#web/measure/smoothing-cost.ts'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { SmoothingCosts } from './smoothing-costs.tsx'
import { SmoothingForm } from './smoothing-form.tsx'

/** How the shown run smooths orders to each supplier, why, and what it costs against other choices. */
export function SmoothingPanel() {
  const trpc = useTRPC()
  const query = useQuery(trpc.bullwhip.smoothing.queryOptions())
  return (
    <Loaded query={query} rows={5}>
      {(data) =>
        data === null || data.suppliers.length === 0 ? null : <Smoothing suppliers={data.suppliers} />
      }
    </Loaded>
  )
}

function Smoothing({ suppliers }: { suppliers: readonly SmoothedSupplier[] }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const isPlanner = useSession().role === 'planner'
  const [openId, setOpenId] = useState<number | null>(null)
  const [fixedId, setFixedId] = useState<number | null>(null)
  const of = (supplierId: number | null) => suppliers.find((each) => each.supplierId === supplierId)
  const opened = of(openId)
  const fixing = of(fixedId)
  const priced = suppliers.filter((supplier) => chosenCost(supplier) !== undefined)
  const sum = (value: (supplier: SmoothedSupplier) => number | null) =>
    priced.reduce((money, supplier) => money + (value(supplier) ?? 0), 0)
  const columns: Column<SmoothedSupplier>[] = [
    { id: 'supplier', header: t('planning.supplier'), cell: (row) => name(row) },
    measureColumn(words, 'share', 'gap-share', (row) => row.gapShare, { isSortable: true }),
    measureColumn(words, 'window', 'levelling-weeks', (row) => row.levellingWeeks),
    { id: 'why', header: t('bullwhip.smoothingWhy'), wraps: true, cell: (row) => <Why of={row} /> },
    measureColumn(words, 'cost', 'weekly-policy-cost', (row) => totalOf(row), { isSortable: true }),
    {
      id: 'none',
      header: t('bullwhip.smoothingAgainstNone'),
      help: t('bullwhip.smoothingAgainstNoneHelp'),
      align: 'end',
      cell: (row) => <Measure of="weekly-policy-cost" value={costAgainst(row, 1)} signed />,
    },
    {
      id: 'half',
      header: t('bullwhip.smoothingAgainstHalf'),
      help: t('bullwhip.smoothingAgainstHalfHelp'),
      align: 'end',
      cell: (row) => <Measure of="weekly-policy-cost" value={costAgainst(row, 0.5)} signed />,
    },
    {
      id: 'actions',
      header: '',
      align: 'end',
      cell: (row) => (
        <>
          {row.costs.length > 0 ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t('bullwhip.smoothingOpen', { supplier: name(row) })}
              aria-expanded={row.supplierId === openId}
              onClick={() => setOpenId(row.supplierId === openId ? null : row.supplierId)}
            >
              {t('bullwhip.smoothingCosts')}
            </Button>
          ) : null}{' '}
          {isPlanner ? (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('bullwhip.smoothingFixOf', { supplier: name(row) })}
              onClick={() => setFixedId(row.supplierId)}
            >
              {t('bullwhip.smoothingFix')}
            </Button>
          ) : null}
        </>
      ),
    },
  ]
  return (
    <Panel
      title={t('bullwhip.smoothingTitle')}
      note={t('bullwhip.smoothingNote')}
      foot={
        <>
          {priced.length > 0 ? (
            <Text size="sm" role="status">
              {t('bullwhip.smoothingSummary', {
                cost: words.text('weekly-policy-cost', sum(totalOf)),
                none: words.text(
                  'weekly-policy-cost',
                  sum((row) => costAgainst(row, 1)),
                  { signed: true },
                ),
                half: words.text(
                  'weekly-policy-cost',
                  sum((row) => costAgainst(row, 0.5)),
                  { signed: true },
                ),
              })}
            </Text>
          ) : null}
          <Text size="xs" className="soft">
            {t('bullwhip.smoothingFoot')}
          </Text>
        </>
      }
      flush
    >
      <DataTable
        label={t('bullwhip.smoothingTitle')}
        rows={suppliers}
        rowKey={(row) => row.supplierId}
        columns={columns}
        isChosen={(row) => row.supplierId === openId}
        maxHeight="24rem"
      />
      {opened ? <SmoothingCosts supplier={opened} /> : null}
      {fixing ? <SmoothingForm supplier={fixing} onClose={() => setFixedId(null)} /> : null}
    </Panel>
  )
}

function totalOf(supplier: SmoothedSupplier): number | null {
  const cost = chosenCost(supplier)
  return cost ? totalCost(cost) : null
}

function Why({ of }: { of: SmoothedSupplier }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { reason, method, weekCount, itemCount, sampledCount, fixedGapShare, fixedLevellingWeeks } = of
  const isFixed = fixedGapShare !== null
  const isPending =
    isFixed === (reason !== 'by-hand') ||
    (isFixed && (fixedGapShare !== of.gapShare || fixedLevellingWeeks !== of.levellingWeeks))
  return (
    <>
      {t(`bullwhip.smoothing-${reason}`)}
      {method === null ? null : (
        <Text size="xs" className="soft">
          {t(`bullwhip.smoothing-${method}`, {
            weeks: weekCount,
            count: itemCount,
            sampled: sampledCount,
          })}
        </Text>
      )}
      {isPending ? (
        <Text size="xs" fw={600}>
          {isFixed
            ? t('bullwhip.smoothingPending', { share: words.text('gap-share', fixedGapShare) })
            : t('bullwhip.smoothingPendingCost')}
        </Text>
      ) : null}
    </>
  )
}
