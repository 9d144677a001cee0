import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepsValue } from '#planning/batches/box-swap'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { BoxPlan } from './box-packing.tsx'
import { type Rule, useRuleRemoval } from './rule-removal.tsx'
import { SwapRuleForm } from './swap-rule-form.tsx'

/** What may stand in for what, by plan: kept here or by import. */
export function SwapRules(props: { plans: readonly BoxPlan[] }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const [isAdding, setIsAdding] = useState(false)
  const query = useQuery(trpc.subscriptions.swapRules.queryOptions())
  const columns = useRuleColumns()
  return (
    <Panel
      title={t('subscriptions.swapRules')}
      note={t('subscriptions.swapRulesNote')}
      flush
      foot={t('subscriptions.swapRulesFoot')}
      actions={
        session.role === 'planner' ? (
          <Button size="xs" variant="default" onClick={() => setIsAdding(true)}>
            {t('subscriptions.addSwapRule')}
          </Button>
        ) : null
      }
    >
      <Loaded query={query} rows={3}>
        {({ rules }) =>
          rules.length === 0 ? (
            <Text size="sm" className="soft" p="sm">
              {t('subscriptions.noSwapRules')}
            </Text>
          ) : (
            <DataTable
              label={t('subscriptions.swapRules')}
              rows={rules}
              rowKey={(rule) => `${rule.subscriptionPlanId}/${rule.itemId}/${rule.replacedByItemId}`}
              columns={columns}
              minWidth={980}
            />
          )
        }
      </Loaded>
      {isAdding && query.data ? (
        <SwapRuleForm plans={props.plans} items={query.data.items} onClose={() => setIsAdding(false)} />
      ) : null}
    </Panel>
  )
}

function useRuleColumns(): Column<Rule>[] {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const session = useSession()
  const { remove, isBusy } = useRuleRemoval()
  const columns: Column<Rule>[] = [
    {
      id: 'plan',
      header: t('subscriptions.plan'),
      cell: (rule) => name({ nameZh: rule.planNameZh, nameEn: rule.planNameEn }),
    },
    {
      id: 'item',
      header: t('subscriptions.insteadOf'),
      cell: (rule) => <NameWithCode name={name(rule)} code={rule.code} />,
    },
    {
      id: 'by',
      header: t('subscriptions.replacedBy'),
      cell: (rule) => (
        <NameWithCode
          name={name({ nameZh: rule.replacedByNameZh, nameEn: rule.replacedByNameEn })}
          code={rule.replacedByCode}
        />
      ),
    },
    measureColumn(words, 'pieces', 'pieces-per-piece', (rule) => rule.piecesPerPiece),
    measureColumn(words, 'most', 'most-per-box', (rule) => rule.mostPerBox),
    {
      id: 'difference',
      header: words.label('value-difference'),
      help: words.definition('value-difference'),
      align: 'end',
      cell: (rule) => (
        <>
          <Measure of="value-difference" value={valueDifference(rule)} signed />{' '}
          {isWithin(rule) ? null : <Chip tone="warn">{t('subscriptions.notUsed')}</Chip>}
        </>
      ),
    },
    measureColumn(words, 'tolerance', 'value-tolerance', (rule) => rule.valueToleranceFraction),
  ]
  if (session.role !== 'planner') return columns
  return [
    ...columns,
    {
      id: 'remove',
      header: '',
      cell: (rule) => (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('subscriptions.removeRuleOf', {
            item: name(rule),
            by: name({ nameZh: rule.replacedByNameZh, nameEn: rule.replacedByNameEn }),
          })}
          disabled={isBusy}
          onClick={() => remove(rule)}
        >
          {t('subscriptions.removeRule')}
        </Button>
      ),
    },
  ]
}

/** What is given against what it replaces, as a share of the latter; null where that costs nothing. */
function valueDifference(rule: Rule): number | null {
  if (rule.priceMinor === 0) return null
  return (rule.piecesPerPiece * rule.replacedByPriceMinor) / rule.priceMinor - 1
}

function isWithin(rule: Rule): boolean {
  const prices = { replaced: rule.priceMinor, given: rule.replacedByPriceMinor }
  return rule.mostPerBox > 0 && keepsValue(rule, prices, rule.valueToleranceFraction)
}
