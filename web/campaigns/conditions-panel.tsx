import { Button, NumberInput, Select, SimpleGrid, Switch } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from '#web/ui/panel.tsx'
import type { Condition, Conditions } from './campaign-conditions.ts'
import { type CampaignSearch, type ConditionKey, PERCENTS, RESIDUALS } from './campaign-search-params.ts'

const route = getRouteApi('/campaigns/$campaign')

const ORDER: readonly ConditionKey[] = [
  'deposits',
  'paidShare',
  'mean',
  'deviation',
  'cost',
  'salvage',
  'realised',
  'loyal',
  'offSeason',
  'channel',
  'supplierCost',
  'atOnce',
  'cancelCost',
  'lost',
]

/** Every condition behind the waterfall and the decision; what a person changes stands in the address. */
export function ConditionsPanel(props: { conditions: Conditions; search: CampaignSearch; closed: number }) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  const { conditions, search } = props
  const change = (changed: Partial<CampaignSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const isChanged =
    ORDER.some((key) => search[key] !== undefined) ||
    search.residual !== undefined ||
    search.forfeits === true
  const reset = () =>
    change({
      ...Object.fromEntries(ORDER.map((key) => [key, undefined])),
      residual: undefined,
      forfeits: undefined,
    })
  return (
    <Panel
      title={t('campaigns.conditions')}
      note={t('campaigns.conditionsNote', { count: props.closed })}
      actions={
        isChanged ? (
          <Button size="xs" variant="default" onClick={reset}>
            {t('campaigns.resetConditions')}
          </Button>
        ) : null
      }
    >
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3, xl: 4 }} spacing="md" verticalSpacing="sm">
        {ORDER.map((key) => (
          <ConditionInput
            key={`${key}${search[key] ?? ''}`}
            name={key}
            condition={conditions[key]}
            onChange={(value) => change({ [key]: value })}
          />
        ))}
        <Select
          label={t('campaigns.residual')}
          description={t('campaigns.residualNote')}
          allowDeselect={false}
          data={RESIDUALS.map((value) => ({ value, label: t(`campaigns.residual-${value}`) }))}
          value={search.residual ?? 'market-factor'}
          onChange={(value) => change({ residual: value === 'independent' ? 'independent' : undefined })}
        />
        <Switch
          label={t('campaigns.countForfeits')}
          description={t('campaigns.countForfeitsNote')}
          checked={search.forfeits ?? false}
          onChange={(event) => change({ forfeits: event.currentTarget.checked || undefined })}
        />
      </SimpleGrid>
    </Panel>
  )
}

function ConditionInput(props: {
  name: ConditionKey
  condition: Condition
  onChange: (value: number | undefined) => void
}) {
  const { t } = useTranslation()
  const { name, condition, onChange } = props
  const isPercent = (PERCENTS as readonly string[]).includes(name)
  const isMoney = ['cost', 'offSeason', 'channel', 'cancelCost'].includes(name)
  const [value, setValue] = useState<number | string>(
    Number(condition.value.toFixed(isMoney ? 2 : isPercent ? 1 : 0)),
  )
  const send = useDebouncedCallback((next: number | string) => {
    onChange(next === '' ? undefined : Number(next))
  }, 400)
  return (
    <NumberInput
      label={t(`campaigns.condition-${name}`)}
      description={t(`campaigns.source-${condition.source}`)}
      value={value}
      min={0}
      {...(isPercent ? { max: 100, suffix: ' %' } : {})}
      {...(isMoney ? { prefix: '¥ ' } : {})}
      decimalScale={isMoney ? 2 : isPercent ? 1 : 0}
      thousandSeparator=","
      onChange={(next) => {
        setValue(next)
        send(next)
      }}
    />
  )
}
