import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core'
import { useSessionStorage } from '@mantine/hooks'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { type Outputs, useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { WholeNumberInput } from '#web/ui/whole-number-input.tsx'
import { pastedCounts } from './pasted-counts.ts'
import { Stepper } from './stepper.tsx'

type Category = Outputs['customers']['tags'][number]
const UNKNOWN = 'unknown'
const STEP = 10
const MOST = 10_000_000

/** Customers described by counts of tags, category by category. */
export function Customers() {
  const { t } = useTranslation()
  const query = useQuery(useTRPC().customers.tags.queryOptions())
  return (
    <>
      <div>
        <Title order={2}>{t('owner.customersTitle')}</Title>
        <Text size="sm" className="soft">
          {t('owner.customersText')}
        </Text>
      </div>
      <Loaded query={query} rows={4}>
        {(categories) =>
          categories.length === 0 ? (
            <EmptyState title={t('owner.customersEmpty')} text={t('owner.customersEmptyText')} />
          ) : (
            <Stack gap="sm">
              {categories.map((category) => (
                <CategoryTags key={category.categoryId} category={category} />
              ))}
            </Stack>
          )
        }
      </Loaded>
    </>
  )
}

function CategoryTags(props: { category: Category }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const failureText = useFailureText()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { category } = props
  const { user } = useSession()
  // Counts that are not saved yet outlast another view, a reload and a new sign-in.
  const [draft, setDraft] = useSessionStorage<Readonly<Record<string, number>>>({
    key: `headwater-tags-${user.email}-${category.categoryId}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const saved = [...category.tags, { tag: UNKNOWN, customers: category.unknownCustomers }].flatMap(
    ({ tag, customers }) => (customers === null ? [] : [[tag, customers] as const]),
  )
  const counts: ReadonlyMap<string, number> = new Map([...saved, ...Object.entries(draft)])
  const isChanged = Object.keys(draft).length > 0
  const save = useMutation(
    trpc.customers.describe.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.customers.tags.queryKey() })
        setDraft({})
      },
    }),
  )
  const take = (changed: Readonly<Record<string, number>>) => {
    save.reset()
    setDraft((before) => ({ ...before, ...changed }))
  }
  const told = [...counts].reduce((sum, [, customers]) => sum + customers, 0)
  const described = told - (counts.get(UNKNOWN) ?? 0)
  const rows = [
    ...category.tags.map((tag) => ({ tag: tag.tag, label: name(tag) })),
    { tag: UNKNOWN, label: t('owner.unknownCustomers') },
  ]
  return (
    <section className="panel" style={{ padding: '0.8rem 0.9rem' }} aria-label={name(category)}>
      <Group justify="space-between">
        <Text fw={600}>{name(category)}</Text>
        <Text size="sm" className="soft">
          {told === 0
            ? t('owner.coverageNone')
            : t('owner.coverage', { share: words.text('described-share', described / told) })}
          {category.saidOn ? ` · ${t('owner.saidOn', { date: category.saidOn })}` : ''}
        </Text>
      </Group>
      <Stack gap={6} my="xs">
        {rows.map(({ tag, label }) => (
          <TagRow
            key={tag}
            id={`tag-${category.categoryId}-${tag}`}
            label={label}
            customers={counts.get(tag) ?? null}
            share={told > 0 ? (counts.get(tag) ?? 0) / told : 0}
            isUnknown={tag === UNKNOWN}
            onChange={(customers) => take({ [tag]: customers })}
          />
        ))}
      </Stack>
      <Paste rows={rows} onTake={(pasted) => take(Object.fromEntries(pasted))} />
      <Group justify="space-between" mt="xs">
        <Text size="xs" role="status" style={{ color: save.isError ? 'var(--bad)' : 'var(--ink-soft)' }}>
          {save.isError
            ? `${t('owner.notSaved')} ${failureText(save.error)}`
            : save.isSuccess
              ? t('owner.saved')
              : isChanged
                ? t('owner.notSavedYet')
                : ''}
        </Text>
        <Button
          size="md"
          disabled={counts.size === 0}
          loading={save.isPending}
          onClick={() =>
            save.mutate({
              categoryId: category.categoryId,
              counts: [...counts].map(([tag, customers]) => ({ tag, customers })),
            })
          }
        >
          {t('owner.saveCounts')}
        </Button>
      </Group>
      <Text size="xs" className="soft" mt="xs">
        {category.newItems.length === 0
          ? t('owner.usedForNone')
          : t('owner.usedFor', { names: category.newItems.map((item) => name(item)).join(', ') })}
      </Text>
    </section>
  )
}

function TagRow(props: {
  id: string
  label: string
  customers: number | null
  share: number
  isUnknown: boolean
  onChange: (customers: number) => void
}) {
  const { id, label, customers, share, isUnknown, onChange } = props
  return (
    <div>
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text component="label" htmlFor={id} size="sm">
          {label}
        </Text>
        <Stepper of={label} value={customers ?? 0} step={STEP} most={MOST} onChange={onChange}>
          <WholeNumberInput
            id={id}
            size="md"
            w={110}
            min={0}
            max={MOST}
            hideControls
            placeholder="–"
            value={customers ?? ''}
            onChange={(value) => {
              if (typeof value === 'number') onChange(value)
            }}
            styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
          />
        </Stepper>
      </Group>
      <div
        aria-hidden
        style={{
          height: 4,
          marginTop: 3,
          width: `${100 * share}%`,
          background: isUnknown ? 'var(--line-strong)' : 'var(--series-2)',
        }}
      />
    </div>
  )
}

function Paste(props: {
  rows: readonly { readonly tag: string; readonly label: string }[]
  onTake: (counts: ReadonlyMap<string, number>) => void
}) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  if (!isOpen)
    return (
      <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
        {t('owner.pasteCounts')}
      </Button>
    )
  const take = () => {
    const tagOf = (word: string) =>
      props.rows.find(({ tag, label }) => [tag, label.toLowerCase()].includes(word.toLowerCase()))?.tag
    const pasted = pastedCounts(text, tagOf)
    setFault(pasted.fault)
    if (pasted.fault !== null) return
    props.onTake(pasted.counts)
    setOpen(false)
    setText('')
  }
  return (
    <Stack gap={6}>
      <Textarea
        label={t('owner.pasteHint')}
        autosize
        minRows={3}
        value={text}
        error={fault === null ? null : t('owner.pasteFault', { line: fault })}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="sm" variant="default" onClick={take}>
        {t('owner.pasteTake')}
      </Button>
    </Stack>
  )
}
