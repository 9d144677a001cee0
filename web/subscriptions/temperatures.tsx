import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { daysToReady } from '#planning/batches/ripening'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { type Delivery, ripensBy } from './box-fruits.ts'
import {
  HIGHEST_CELSIUS,
  LOWEST_CELSIUS,
  type SubscriptionsSearch,
  TRIED_TEMPERATURES,
} from './search-params.ts'

type Tried = Partial<Pick<SubscriptionsSearch, (typeof TRIED_TEMPERATURES)[number]>>
type Part = 'transport' | 'warehouse' | 'home'

/** The temperatures that dates rest on, fruit by fruit, and others to be tried for all of them. */
export function Temperatures(props: {
  fruits: readonly Delivery[]
  search: SubscriptionsSearch
  onTry: (tried: Tried) => void
}) {
  const { t } = useTranslation()
  const { fruits, search, onTry } = props
  const session = useSession()
  const failureText = useFailureText()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const none = { transportAt: undefined, warehouseAt: undefined, homeAt: undefined }
  const keep = useMutation(
    trpc.subscriptions.keepTemperatures.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.subscriptions.boxes.queryKey() })
        onTry(none)
      },
    }),
  )
  const columns = useColumns(search)
  const isTried = TRIED_TEMPERATURES.some((name) => search[name] !== undefined)
  const items = fruits.flatMap((fruit) => {
    const by = ripensBy(fruit, search)
    if (!by) return []
    const { transportCelsius, warehouseCelsius, homeCelsius } = by
    return [{ itemId: fruit.itemId, transportCelsius, warehouseCelsius, homeCelsius }]
  })
  const status = keep.isError
    ? failureText(keep.error)
    : isTried
      ? t('subscriptions.temperaturesTried')
      : keep.isSuccess
        ? t('subscriptions.temperaturesKept')
        : t('subscriptions.temperaturesFoot')
  return (
    <Panel
      title={t('subscriptions.temperatures')}
      note={t('subscriptions.temperaturesNote')}
      foot={<span role="status">{status}</span>}
      flush
      actions={
        <>
          {TRIED_TEMPERATURES.map((name) => (
            <NumberInput
              key={name}
              aria-label={t(`subscriptions.${name}`)}
              placeholder={t(`subscriptions.${name}`)}
              size="xs"
              w={150}
              suffix=" °C"
              prefix={`${t(`subscriptions.${name}Short`)} `}
              min={LOWEST_CELSIUS}
              max={HIGHEST_CELSIUS}
              decimalScale={1}
              value={search[name] ?? ''}
              disabled={items.length === 0}
              onChange={(next) => {
                const celsius = Number(next)
                if (next === '') onTry({ [name]: undefined })
                else if (celsius >= LOWEST_CELSIUS && celsius <= HIGHEST_CELSIUS) onTry({ [name]: celsius })
              }}
            />
          ))}
          {session.role === 'planner' ? (
            <Button
              size="xs"
              variant="default"
              disabled={!isTried || items.length === 0}
              loading={keep.isPending}
              onClick={() => keep.mutate({ items })}
            >
              {t('subscriptions.keepTemperatures')}
            </Button>
          ) : null}
          <Button size="xs" variant="default" disabled={!isTried} onClick={() => onTry(none)}>
            {t('subscriptions.asInTable')}
          </Button>
        </>
      }
    >
      <DataTable
        label={t('subscriptions.temperatures')}
        rows={fruits}
        rowKey={({ itemId }) => itemId}
        columns={columns}
        minWidth={820}
      />
    </Panel>
  )
}

function useColumns(search: SubscriptionsSearch): Column<Delivery>[] {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const part = (of: Part): Column<Delivery> => ({
    id: of,
    header: t(`subscriptions.${of}At`),
    help: t('subscriptions.partHelp'),
    align: 'end',
    cell: (fruit) => {
      const by = ripensBy(fruit, search)
      if (!by) return <Measure of="temperature" value={null} />
      const celsius = by[`${of}Celsius`]
      const lowest = fruit.ripening?.lowestCelsius ?? null
      return (
        <>
          {t('subscriptions.celsiusDays', {
            celsius: words.text('temperature', celsius),
            days: words.text('ripening-days', daysToReady(by.profile, celsius)),
          })}
          {lowest !== null && celsius < lowest ? (
            <>
              {' '}
              <Chip tone="bad">
                {t('subscriptions.tooCold', { celsius: words.text('temperature', lowest) })}
              </Chip>
            </>
          ) : null}
        </>
      )
    },
  })
  return [
    {
      id: 'item',
      header: t('subscriptions.fruit'),
      cell: (fruit) => (
        <>
          {name(fruit)} <span className="soft">{fruit.code}</span>
        </>
      ),
    },
    {
      id: 'from',
      header: t('subscriptions.daysFrom'),
      cell: ({ ripening, ripeningDays }) =>
        ripening
          ? t('subscriptions.fromTable', {
              days: words.text('ripening-days', ripening.daysAtReference),
              celsius: words.text('temperature', ripening.referenceCelsius),
            })
          : t('subscriptions.fromItem', { count: ripeningDays }),
    },
    measureColumn(words, 'q10', 'rate-per-ten-degrees', ({ ripening }) => ripening?.q10 ?? null),
    part('transport'),
    part('warehouse'),
    part('home'),
  ]
}
