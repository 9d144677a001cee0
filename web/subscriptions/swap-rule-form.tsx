import { NumberInput, type NumberInputProps, Select, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeasureKey } from '#planning/measures'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { type Outputs, useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import type { BoxPlan } from './box-packing.tsx'

/** A new swap rule, or other figures for one that is there. */
export function SwapRuleForm(props: {
  plans: readonly BoxPlan[]
  items: Outputs['subscriptions']['swapRules']['items']
  onClose: () => void
}) {
  const { t } = useTranslation()
  const name = useName()
  const failureText = useFailureText()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [planId, setPlanId] = useState<string | null>(null)
  const [itemId, setItemId] = useState<string | null>(null)
  const [replacedBy, setReplacedBy] = useState<string | null>(null)
  const [pieces, setPieces] = useState<number | string>(1)
  const [most, setMost] = useState<number | string>(1)
  const [tolerance, setTolerance] = useState<number | string>(10)
  const set = useMutation(
    trpc.subscriptions.setSwapRule.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() })
        props.onClose()
      },
    }),
  )
  const items = props.items.map((item) => ({
    value: String(item.itemId),
    label: `${name(item)} ${item.code}`,
  }))
  const isReady =
    planId !== null &&
    itemId !== null &&
    replacedBy !== null &&
    itemId !== replacedBy &&
    Number(pieces) > 0 &&
    most !== ''
  return (
    <FormDialog
      title={t('subscriptions.addSwapRule')}
      action={t('subscriptions.keepSwapRule')}
      isReady={isReady}
      isBusy={set.isPending}
      onClose={props.onClose}
      onSend={() =>
        set.mutate({
          subscriptionPlanId: Number(planId),
          itemId: Number(itemId),
          replacedByItemId: Number(replacedBy),
          piecesPerPiece: Number(pieces),
          mostPerBox: Number(most),
          valueToleranceFraction: tolerance === '' ? null : Number(tolerance) / 100,
        })
      }
    >
      <Select
        label={t('subscriptions.plan')}
        data={props.plans.map((plan) => ({ value: String(plan.subscriptionPlanId), label: name(plan) }))}
        value={planId}
        onChange={setPlanId}
      />
      <Select
        label={t('subscriptions.insteadOf')}
        data={items}
        value={itemId}
        onChange={setItemId}
        searchable
      />
      <Select
        label={t('subscriptions.replacedBy')}
        data={items}
        value={replacedBy}
        onChange={setReplacedBy}
        error={itemId !== null && itemId === replacedBy ? t('subscriptions.sameItem') : null}
        searchable
      />
      <FigureInput
        of="pieces-per-piece"
        value={pieces}
        onChange={setPieces}
        min={0.01}
        max={100}
        decimalScale={2}
      />
      <FigureInput of="most-per-box" value={most} onChange={setMost} min={0} max={1000} />
      <FigureInput
        of="value-tolerance"
        value={tolerance}
        onChange={setTolerance}
        min={0}
        max={100}
        suffix=" %"
      />
      {set.isError ? (
        <Text size="sm" role="alert" style={{ color: 'var(--bad)' }}>
          {failureText(set.error)}
        </Text>
      ) : null}
    </FormDialog>
  )
}

type FigureInputProps = Pick<NumberInputProps, 'min' | 'max' | 'decimalScale' | 'suffix'> & {
  of: MeasureKey
  value: number | string
  onChange: (value: number | string) => void
}

/** A figure of a rule, under the name and meaning of its measure. */
function FigureInput({ of, ...input }: FigureInputProps) {
  const words = useMeasureWords()
  return (
    <NumberInput decimalScale={0} {...input} label={words.label(of)} description={words.definition(of)} />
  )
}
