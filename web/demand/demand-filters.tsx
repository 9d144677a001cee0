import { Group, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePatternWords } from '#web/measure/pattern.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import type { DemandSearch } from './search-params.ts'

const TYPING_MILLISECONDS = 250

export function DemandFilters(props: {
  filter: DemandSearch
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
  return (
    <Group gap="xs" mb="md" component="search">
      <TextInput
        size="xs"
        w={240}
        aria-label={t('planning.searchItem')}
        placeholder={t('planning.searchItem')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          search(event.currentTarget.value)
        }}
      />
      <Select
        size="xs"
        w={170}
        aria-label={t('planning.category')}
        placeholder={t('planning.allCategories')}
        clearable
        searchable
        value={props.filter.categoryId === undefined ? null : String(props.filter.categoryId)}
        onChange={(value) => props.onChange({ categoryId: value === null ? undefined : Number(value) })}
        data={(choices.data?.categories ?? []).map((category) => ({
          value: String(category.categoryId),
          label: name(category),
        }))}
      />
      <Select
        size="xs"
        w={190}
        aria-label={t('planning.supplier')}
        placeholder={t('planning.allSuppliers')}
        clearable
        searchable
        value={props.filter.supplierId === undefined ? null : String(props.filter.supplierId)}
        onChange={(value) => props.onChange({ supplierId: value === null ? undefined : Number(value) })}
        data={(choices.data?.suppliers ?? []).map((supplier) => ({
          value: String(supplier.supplierId),
          label: name(supplier),
        }))}
      />
      <Select
        size="xs"
        w={150}
        aria-label={t('demand.pattern')}
        placeholder={t('planning.allPatterns')}
        clearable
        value={props.filter.pattern ?? null}
        onChange={(value) => props.onChange({ pattern: value ?? undefined })}
        data={(choices.data?.patterns ?? []).map((pattern) => ({
          value: pattern,
          label: patternWords(pattern),
        }))}
      />
    </Group>
  )
}
