import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '#planning/time-bucket'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { WholeNumberInput } from '#web/ui/whole-number-input.tsx'
import type { Outlook } from './campaign-conditions.ts'

const route = getRouteApi('/campaigns/$campaign')

type PromiseAnswer = Outputs['campaigns']['promise']
type SupplierPromise = PromiseAnswer['suppliers'][number]

/** Can it be made and shipped by the promised day, also for another quantity, day or cut-off; names what binds. */
export function PromisePanel(props: { outlook: Outlook }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { campaign, finish, asOf } = props.outlook
  const quantity =
    search.promiseQuantity ??
    Math.max(1, Math.ceil(finish?.paid.high ?? campaign.placed - campaign.cancelled))
  const by = search.promiseBy ?? campaign.shipTo
  const from = search.promiseFrom ?? props.outlook.quantityKnownOn
  const isOver = by < asOf
  const query = useQuery({
    ...trpc.campaigns.promise.queryOptions({ campaignId: campaign.campaignId, quantity, by, from }),
    enabled: !isOver,
  })
  const isChanged =
    search.promiseQuantity !== undefined || search.promiseBy !== undefined || search.promiseFrom !== undefined
  return (
    <Panel
      title={t('campaigns.promise')}
      note={t('campaigns.promiseNote')}
      flush
      actions={
        isChanged ? (
          <Button
            size="xs"
            variant="default"
            onClick={() =>
              void navigate({
                search: (before) => ({
                  ...before,
                  promiseQuantity: undefined,
                  promiseBy: undefined,
                  promiseFrom: undefined,
                }),
                replace: true,
              })
            }
          >
            {t('campaigns.resetConditions')}
          </Button>
        ) : null
      }
    >
      <PromiseQuestion
        key={`${quantity}/${by}/${from}`}
        quantity={quantity}
        by={by}
        from={from}
        asOf={asOf}
      />
      {isOver ? (
        <EmptyState title={t('campaigns.promiseOver', { date: by })} />
      ) : (
        <Loaded query={query} rows={3}>
          {(answer) =>
            answer.suppliers.length === 0 ? (
              <EmptyState title={t('campaigns.promiseNoSupplier')} />
            ) : (
              <Stack gap={0}>
                {answer.suppliers.map((supplier) => (
                  <SupplierAnswer key={supplier.supplierId} answer={answer} supplier={supplier} />
                ))}
              </Stack>
            )
          }
        </Loaded>
      )}
    </Panel>
  )
}

function PromiseQuestion(props: { quantity: number; by: string; from: string; asOf: string }) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  const [quantity, setQuantity] = useState<number | string>(props.quantity)
  const [by, setBy] = useState(props.by)
  const [from, setFrom] = useState(props.from)
  const isValid = Number(quantity) >= 1 && by >= from && from >= props.asOf
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (!isValid) return
        void navigate({
          search: (before) => ({
            ...before,
            promiseQuantity: Number(quantity),
            promiseBy: by,
            promiseFrom: from,
          }),
          replace: true,
        })
      }}
    >
      <Group gap="md" align="flex-end" p="0.9rem">
        <WholeNumberInput
          label={t('campaigns.promiseQuantity')}
          w={140}
          min={1}
          value={quantity}
          onChange={setQuantity}
        />
        <DateField label={t('campaigns.promiseFrom')} min={props.asOf} value={from} onChange={setFrom} />
        <DateField label={t('campaigns.promiseBy')} min={from} value={by} onChange={setBy} />
        <Button type="submit" disabled={!isValid}>
          {t('campaigns.promiseAsk')}
        </Button>
      </Group>
    </form>
  )
}

function SupplierAnswer(props: { answer: PromiseAnswer; supplier: SupplierPromise }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { answer, supplier } = props
  const constraintName = (constraint: SupplierPromise['binding']) =>
    constraint.kind === 'material'
      ? t('campaigns.constraint-material', {
          name:
            constraint.nameZh && constraint.nameEn
              ? name({ nameZh: constraint.nameZh, nameEn: constraint.nameEn })
              : '',
        })
      : t(`campaigns.constraint-${constraint.kind}`)
  const slack = (date: string | null) => (date === null ? null : daysBetween(date, answer.by))
  const days = slack(supplier.earliest)
  return (
    <div>
      <Group gap="sm" px="0.9rem" pb="0.6rem" wrap="nowrap" align="flex-start">
        <Chip tone={supplier.canBeKept ? 'good' : 'bad'}>
          {t(supplier.canBeKept ? 'campaigns.promiseYes' : 'campaigns.promiseNo')}
        </Chip>
        <Text size="sm">
          {supplier.earliest === null || days === null
            ? t('campaigns.promiseUnknown', { supplier: name(supplier) })
            : t(days >= 0 ? 'campaigns.promiseEarly' : 'campaigns.promiseLate', {
                supplier: name(supplier),
                date: supplier.earliest,
                days: Math.abs(days),
              })}{' '}
          {t('campaigns.promiseBinding', { constraint: constraintName(supplier.binding) })}{' '}
          {supplier.quantityByDate === null
            ? null
            : t('campaigns.promiseQuantityByDate', {
                quantity: words.text('demand', supplier.quantityByDate),
                date: answer.by,
              })}{' '}
          {supplier.earliestWhenDeferring
            ? t('campaigns.promiseDeferring', { date: supplier.earliestWhenDeferring })
            : null}{' '}
          {supplier.earliestWithOvertime
            ? t('campaigns.promiseOvertime', { date: supplier.earliestWithOvertime })
            : null}
        </Text>
      </Group>
      <DataTable
        label={`${t('campaigns.promise')}: ${name(supplier)}`}
        rows={supplier.constraints.map((constraint, index) => ({ ...constraint, index }))}
        rowKey={(constraint) => constraint.index}
        columns={[
          {
            id: 'constraint',
            header: t('campaigns.constraint'),
            cell: (constraint) => (
              <>
                {constraintName(constraint)}{' '}
                {constraint.kind === supplier.binding.kind &&
                constraint.nameEn === supplier.binding.nameEn ? (
                  <Chip tone="warn">{t('campaigns.binding')}</Chip>
                ) : null}
              </>
            ),
          },
          {
            id: 'earliest',
            header: t('campaigns.earliestAlone'),
            align: 'end',
            cell: (constraint) => constraint.earliest ?? t('campaigns.notWithin'),
          },
          {
            id: 'slack',
            header: t('campaigns.slack'),
            align: 'end',
            cell: (constraint) => {
              const left = slack(constraint.earliest)
              return left === null ? '–' : t('ui.unitDays', { value: left })
            },
          },
        ]}
      />
    </div>
  )
}
