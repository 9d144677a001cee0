import { Button, NumberInput, SimpleGrid, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeasureKey } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { Conditions, Outlook } from './campaign-conditions.ts'
import type { CampaignSearch } from './campaign-search-params.ts'
import { caseOfCampaign, type OrderCase, orderOutcome, STORY } from './make-to-order-case.ts'

const MONEY = ['price', 'cost', 'salvage', 'lowest', 'highest'] as const
const PERCENT = ['discount', 'deposit', 'paid'] as const
const ORDER = [
  'people',
  'price',
  'cost',
  'salvage',
  'leftover',
  'discount',
  'deposit',
  'paid',
  'lowest',
  'highest',
] as const

interface Figure {
  readonly key: MeasureKey
  readonly label: string
  readonly stock: number | null
  readonly order: number | null
}

/** Whether making to order pays for a discount, by what is left of goods made for stock; every figure can be changed. */
export function MakeToOrderPanel(props: {
  outlook: Outlook
  conditions: Conditions
  search: CampaignSearch
}) {
  const { t } = useTranslation()
  const { outlook, conditions, search } = props
  const [changed, setChanged] = useState<Partial<Record<keyof OrderCase, number | ''>>>({})
  const [isStory, setIsStory] = useState(false)
  const base = isStory ? STORY : caseOfCampaign(outlook, conditions)
  const given: Record<keyof OrderCase, number | ''> = { ...base, ...changed }
  const choose = (story: boolean) => {
    setIsStory(story)
    setChanged({})
  }
  const isWhole = Object.values(given).every((value) => value !== '')
  const { mean, deviation } = conditions
  const variation = mean.value > 0 ? deviation.value / mean.value : 0
  const outcome = isWhole ? orderOutcome(given as OrderCase, variation, search.forfeits ?? false) : null
  return (
    <Panel
      title={t('campaigns.orderTitle')}
      note={t('campaigns.orderNote')}
      actions={
        <>
          <Button size="xs" variant="default" onClick={() => choose(false)}>
            {t('campaigns.orderFromCampaign')}
          </Button>
          <Button size="xs" variant="default" onClick={() => choose(true)}>
            {t('campaigns.orderFromStory')}
          </Button>
        </>
      }
    >
      <Stack gap="md">
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="md" verticalSpacing="sm">
          {ORDER.map((key) => {
            const isMoney = (MONEY as readonly string[]).includes(key)
            const isPercent = (PERCENT as readonly string[]).includes(key)
            return (
              <NumberInput
                key={key}
                label={t(`campaigns.order-${key}`)}
                value={given[key]}
                min={0}
                allowNegative={false}
                {...(isPercent ? { max: 100, suffix: ' %' } : {})}
                {...(isMoney ? { prefix: '¥ ' } : {})}
                decimalScale={key === 'people' ? 0 : 2}
                thousandSeparator=","
                onChange={(value) => setChanged({ ...changed, [key]: value === '' ? '' : Number(value) })}
              />
            )
          })}
        </SimpleGrid>
        {outcome === null ? (
          <Text size="sm" role="alert">
            {t('campaigns.orderWrong')}
          </Text>
        ) : (
          <Outcome given={given as OrderCase} outcome={outcome} variation={variation} />
        )}
        <Text size="xs" className="soft">
          {t('campaigns.orderFoot')}
        </Text>
      </Stack>
    </Panel>
  )
}

function Outcome(props: {
  given: OrderCase
  outcome: NonNullable<ReturnType<typeof orderOutcome>>
  variation: number
}) {
  const { t, i18n } = useTranslation()
  const words = useMeasureWords()
  const { given, outcome } = props
  const { stock, order, buyer } = outcome
  const money = (value: number) => words.text('earned-per-sold', value)
  const figure = (key: MeasureKey, ofStock: number | null, ofOrder: number | null): Figure => ({
    key,
    label: words.label(key),
    stock: ofStock,
    order: ofOrder,
  })
  const rows: Figure[] = [
    figure('earned-per-sold', stock.perSold, order.perSold),
    {
      ...figure('expected-worth', stock.inAll, order.inAll),
      label: t('campaigns.orderEarned', { count: Math.round(outcome.sold) }),
    },
    figure('left-per-sold', given.leftover, null),
    figure('affordable-discount', null, outcome.mostDiscount),
    figure('least-paid-share', null, outcome.leastPaid),
    figure('harmless-deposit', null, outcome.harmlessDeposit),
  ]
  const column = (id: 'stock' | 'order', header: string) => ({
    id,
    header,
    align: 'end' as const,
    cell: (row: Figure) => <Measure of={row.key} value={row[id]} />,
  })
  return (
    <>
      <Text size="sm" role="status">
        {t('campaigns.orderVerdict', {
          discount: words.text('discount-share', given.discount / 100),
          stock: money(stock.perSold),
          order: money(order.perSold),
          most: words.text('affordable-discount', outcome.mostDiscount),
        })}{' '}
        {t('campaigns.orderFunds', { left: words.text('left-per-sold', outcome.leftoverThatFunds) })}{' '}
        {outcome.leastPaid === null ? t('campaigns.orderNeverPays') : null}
      </Text>
      <DataTable
        label={t('campaigns.orderTitle')}
        rows={rows}
        rowKey={(row) => row.label}
        columns={[
          {
            id: 'figure',
            header: t('campaigns.orderFigure'),
            cell: (row) => <span title={words.definition(row.key)}>{row.label}</span>,
          },
          column('stock', t('campaigns.orderStock')),
          column('order', t('campaigns.orderToOrder')),
        ]}
      />
      <Text size="sm">
        {t('campaigns.orderBelievable', {
          left: words.text('left-per-sold', given.leftover),
          variation: props.variation.toLocaleString(i18n.language, { maximumFractionDigits: 2 }),
          one: words.text('left-per-sold', outcome.leftoverOfOneSeller),
          tier: words.text('sell-through', outcome.soldPerTier),
        })}
      </Text>
      <Text size="sm">
        {t('campaigns.orderBuyer', {
          lowest: money(given.lowest * 100),
          highest: money(given.highest * 100),
          paid: words.text('paid-share', buyer.conversion),
          joining: money(buyer.surplus),
          waiting: money(buyer.surplusOfWaiting),
          verdict: t(buyer.joins ? 'campaigns.orderJoins' : 'campaigns.orderWaits'),
        })}{' '}
        {t(outcome.early.sellsEarly ? 'campaigns.orderEarly' : 'campaigns.orderLate', {
          early: money(outcome.early.early),
          spot: money(outcome.early.spot),
        })}
      </Text>
    </>
  )
}
