import { NumberInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { mostHomeDays } from '#planning/batches/box-calendar'
import { useName } from '#web/measure/words.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { PackedFruit } from './box-fruits.ts'
import {
  MOST_KEEPING_DAYS,
  MOST_RIPENING_DAYS,
  type SetDays,
  type SubscriptionsSearch,
} from './search-params.ts'

type Field = 'ripening' | 'keeps' | 'home'

/** Days of each fruit, to be tried out: ripening and keeping for the fruit, days at home for each box. */
export function FruitDays(props: {
  fruits: readonly PackedFruit[]
  search: SubscriptionsSearch
  onSet: (days: Partial<Record<Field, SetDays>>) => void
}) {
  const { t } = useTranslation()
  const name = useName()
  const { fruits, search, onSet } = props
  const field = (packed: PackedFruit, of: Field, value: number, least: number, most: number, key: string) => (
    <NumberInput
      aria-label={t('subscriptions.daysOf', {
        date: packed.delivery.boxOn,
        item: name(packed.delivery),
        days: t(`subscriptions.${of}`),
      })}
      size="xs"
      w={90}
      ml="auto"
      min={least}
      max={most}
      clampBehavior="strict"
      decimalScale={0}
      allowNegative={false}
      value={value}
      onChange={(next) => {
        const days = Number(next)
        if (next === '' || !Number.isInteger(days) || days < least || days > most) return
        onSet({ [of]: { ...search[of], [key]: days } })
      }}
    />
  )
  return (
    <DataTable
      label={t('subscriptions.days')}
      rows={fruits}
      rowKey={({ key }) => key}
      minWidth={760}
      columns={[
        {
          id: 'box',
          header: t('subscriptions.box'),
          cell: ({ delivery }) => <span className="figure">{delivery.boxOn}</span>,
        },
        {
          id: 'item',
          header: t('subscriptions.fruit'),
          cell: ({ delivery }) => (
            <>
              {name(delivery)} <span className="soft">{delivery.code}</span>
            </>
          ),
        },
        {
          id: 'ripening',
          header: t('subscriptions.ripening'),
          help: t('subscriptions.ripeningHelp'),
          align: 'end',
          cell: (packed) =>
            field(
              packed,
              'ripening',
              packed.fruit.ripeningDays,
              0,
              MOST_RIPENING_DAYS,
              String(packed.delivery.itemId),
            ),
        },
        {
          id: 'home',
          header: t('subscriptions.home'),
          help: t('subscriptions.homeHelp'),
          align: 'end',
          cell: (packed) =>
            field(packed, 'home', packed.fruit.homeDays, 0, mostHomeDays(packed.fruit), packed.key),
        },
        {
          id: 'keeps',
          header: t('subscriptions.keeps'),
          help: t('subscriptions.keepsHelp'),
          align: 'end',
          cell: (packed) =>
            field(
              packed,
              'keeps',
              packed.fruit.shelfLifeDays,
              1,
              MOST_KEEPING_DAYS,
              String(packed.delivery.itemId),
            ),
        },
      ]}
    />
  )
}
