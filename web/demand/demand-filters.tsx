import { Group, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePatternWords } from '#web/measure/pattern.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { FilterSelect } from '#web/ui/filter-select.tsx'
import type { DemandSearch } from './search-params.ts'

const TYPING_MILLISECONDS = 250

const DEMAND_FILTERS = ['search', 'category', 'supplier', 'pattern'] as const
export type DemandFilterName = (typeof DEMAND_FILTERS)[number]

export function DemandFilters(props: {
  filter: DemandSearch
  /** Filters that narrow what is shown; all of them unless given. */
  of?: readonly DemandFilterName[]
  searchLabel?: string
  onChange: (change: Partial<DemandSearch>) => void
}) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const patternWords = usePatternWords()
  const choices = useQuery(trpc.demand.choices.queryOptions())
  const [typed, setTyped] = useState(props.filter.search ?? '')
  useEffect(() => setTyped(props.filter.search ?? ''), [props.filter.search])
  const search = useDebouncedCallback(
    (text: string) => props.onChange({ search: text.trim() === '' ? undefined : text.trim() }),
    TYPING_MILLISECONDS,
  )
  const has = (filter: DemandFilterName) => (props.of ?? DEMAND_FILTERS).includes(filter)
  const searchLabel = props.searchLabel ?? t('planning.searchItem')
  return (
    <Group gap="xs" mb="md" component="search">
      {has('search') ? (
        <TextInput
          size="xs"
          w={240}
          aria-label={searchLabel}
          placeholder={searchLabel}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            search(event.currentTarget.value)
          }}
        />
      ) : null}
      {has('category') ? (
        <FilterSelect
          label={t('planning.category')}
          all={t('planning.allCategories')}
          value={props.filter.categoryId}
          onChange={(value) =>
            props.onChange({ categoryId: value === undefined ? undefined : Number(value) })
          }
          choices={(choices.data?.categories ?? []).map((category) => ({
            value: String(category.categoryId),
            label: name(category),
          }))}
        />
      ) : null}
      {has('supplier') ? (
        <FilterSelect
          label={t('planning.supplier')}
          all={t('planning.allSuppliers')}
          value={props.filter.supplierId}
          onChange={(value) =>
            props.onChange({ supplierId: value === undefined ? undefined : Number(value) })
          }
          choices={(choices.data?.suppliers ?? []).map((supplier) => ({
            value: String(supplier.supplierId),
            label: name(supplier),
          }))}
        />
      ) : null}
      {has('pattern') ? (
        <FilterSelect
          label={t('demand.pattern')}
          all={t('planning.allPatterns')}
          value={props.filter.pattern}
          onChange={(pattern) => props.onChange({ pattern })}
          choices={(choices.data?.patterns ?? []).map((pattern) => ({
            value: pattern,
            label: patternWords(pattern),
          }))}
        />
      ) : null}
    </Group>
  )
}
