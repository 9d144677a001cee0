import { Group, Text } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CountedIn, useReadableUnit } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { QuantityInput } from '#web/measure/quantity-input.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice, useFailureText } from '#web/ui/failure.ts'
import { Stepper } from './stepper.tsx'

type Product = Outputs['expectations']['products']['products'][number]
const TYPING_MILLISECONDS = 700
const MOST = 1_000_000

/** One product: what is ordered stands beside the question, so that it is not counted twice. */
export function ProductCard(props: { product: Product; week: string }) {
  return (
    <CountedIn unit={props.product.baseUnit}>
      <Card {...props} />
    </CountedIn>
  )
}

function Card(props: { product: Product; week: string }) {
  const failureText = useFailureText()
  const failureNotice = useFailureNotice()
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const words = useMeasureWords()
  const name = useName()
  const { product, week } = props
  const [quantity, setQuantity] = useState<number | null>(product.expectedQuantity)
  const list = trpc.expectations.products.queryKey({ week })
  const save = useMutation(
    trpc.expectations.expect.mutationOptions({
      // A card that is opened again starts from this list, before the list is asked for anew.
      onMutate: ({ itemId, quantity }) => {
        queryClient.setQueryData(list, (data) =>
          data ? { ...data, products: withExpected(data.products, itemId, quantity) } : data,
        )
      },
      onError: failureNotice,
      onSettled: () => queryClient.invalidateQueries({ queryKey: list, refetchType: 'none' }),
    }),
  )
  // Leaving the page within the delay still saves.
  const saveSoon = useDebouncedCallback(
    (value: number) => save.mutate({ itemId: product.itemId, week, quantity: value }),
    { delay: TYPING_MILLISECONDS, flushOnUnmount: true },
  )
  const change = (value: number | null) => {
    setQuantity(value)
    if (value !== null) saveSoon(value)
  }
  const readable = useReadableUnit()
  const step = stepOf(product, readable.baseUnits)
  const fieldId = `expect-${product.itemId}`
  return (
    <section className="panel" style={{ padding: '0.8rem 0.9rem' }} aria-label={name(product)}>
      <Text fw={600}>{name(product)}</Text>
      <Group gap="lg" my={6}>
        <Text size="sm">
          <span className="soft">{t('owner.ordered')}</span>{' '}
          <strong>
            <Measure of="ordered-quantity" value={product.orderedQuantity} />
          </strong>
        </Text>
        <Text size="sm">
          <span className="soft">{t('owner.soldLastFour')}</span>{' '}
          <Measure of="bought-quantity" value={product.soldLastFourWeeks} />
        </Text>
      </Group>
      {product.lastWeek === null ? null : (
        <Text size="xs" className="soft" mb={6}>
          <Week of={product.lastWeek} />{' '}
          {t('owner.lastTime', {
            said: words.text('expected-on-top', product.lastExpectedQuantity),
            bought: words.text('bought-quantity', product.lastHappenedQuantity),
          })}
        </Text>
      )}
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text component="label" htmlFor={fieldId} size="sm" fw={600}>
          {t('owner.onTop')}
        </Text>
        <Stepper value={quantity ?? 0} step={step} most={MOST * readable.baseUnits} onChange={change}>
          <QuantityInput
            id={fieldId}
            size="md"
            w={readable.baseUnits === 1 ? 96 : 120}
            most={MOST * readable.baseUnits}
            hideControls
            placeholder="–"
            value={quantity}
            onChange={change}
            styles={{ input: { textAlign: 'end', fontVariantNumeric: 'tabular-nums' } }}
          />
        </Stepper>
      </Group>
      <Text
        size="xs"
        ta="end"
        role="status"
        mih={18}
        style={{ color: save.isError ? 'var(--bad)' : 'var(--ink-soft)' }}
        title={words.definition('expected-on-top')}
      >
        {save.isError
          ? `${t('owner.notSaved')} ${failureText(save.error)}`
          : save.isPending
            ? t('owner.saving')
            : save.isSuccess
              ? t('owner.saved')
              : ''}
      </Text>
    </section>
  )
}

function withExpected(products: readonly Product[], itemId: number, quantity: number): Product[] {
  return products.map((product) =>
    product.itemId === itemId ? { ...product, expectedQuantity: quantity } : product,
  )
}

/** About a tenth of what usually sells, in round steps, so that a tap or two is enough. */
function stepOf(product: Product, baseUnits: number): number {
  const usual = Math.max(product.orderedQuantity, product.soldLastFourWeeks / 4) / baseUnits
  return baseUnits * (usual >= 500 ? 50 : usual >= 100 ? 10 : usual >= 30 ? 5 : 1)
}
