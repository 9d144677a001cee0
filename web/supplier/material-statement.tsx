import { ActionIcon, Button, CloseIcon, Group, Modal, NumberInput, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, phraseIn } from '#api/wording/locale'
import { readableUnit } from '#api/wording/readable-unit'
import { addDays } from '#planning/time-bucket'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { useLineChange } from './line-change.ts'
import type { MaterialState } from './material-states.tsx'

interface Arrival {
  readonly key: number
  readonly arrivesOn: string
  readonly quantity: number | ''
}

/** What is there of a material and what arrives, in the unit in which it is bought. */
export function MaterialStatement(props: {
  of: MaterialState
  supplierId: number | undefined
  today: string
  onClose: () => void
}) {
  const { t, i18n } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const { of, today } = props
  const { baseUnits, word } = readableUnit(of.unit)
  const unit = phraseIn(word, i18n.language as Locale)
  const [before, later] = knownBefore(of, baseUnits)
  const [onHand, setOnHand] = useState<number | ''>(before)
  const [arrivals, setArrivals] = useState<readonly Arrival[]>(later)
  const save = useMutation(
    trpc.supplier.stateMaterial.mutationOptions(useLineChange('saved', props.onClose, 'supplierMaterials')),
  )
  const change = (key: number, part: Partial<Arrival>) =>
    setArrivals(arrivals.map((each) => (each.key === key ? { ...each, ...part } : each)))
  const isReady =
    onHand !== '' && arrivals.every(({ arrivesOn, quantity }) => arrivesOn > today && quantity !== '')
  const submit = () =>
    save.mutate({
      supplierId: props.supplierId,
      materialId: of.materialId,
      onHand: Number(onHand) * baseUnits,
      arrivals: arrivals.map(({ arrivesOn, quantity }) => ({
        arrivesOn,
        quantity: Number(quantity) * baseUnits,
      })),
    })
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('supplierMaterials.sayOf', { material: name(of) })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      transitionProps={{ duration: 0 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) submit()
        }}
      >
        <Stack gap="sm">
          <NumberInput
            label={t('supplierMaterials.onHandIn', { unit })}
            min={0}
            decimalScale={3}
            allowNegative={false}
            withAsterisk
            value={onHand}
            onChange={(value) => setOnHand(value === '' ? '' : Number(value))}
            data-autofocus
          />
          {arrivals.map((arrival) => (
            <Group key={arrival.key} align="flex-start" wrap="nowrap">
              <DateField
                label={t('supplierMaterials.arrivesOn')}
                value={arrival.arrivesOn}
                min={addDays(today, 1)}
                error={arrival.arrivesOn > today ? undefined : t('supplierMaterials.arrivalWrong')}
                onChange={(date) => change(arrival.key, { arrivesOn: date })}
              />
              <NumberInput
                label={t('supplierMaterials.arrivesIn', { unit })}
                min={0}
                decimalScale={3}
                allowNegative={false}
                value={arrival.quantity}
                error={arrival.quantity === '' ? t('supplierMaterials.amountNeeded') : undefined}
                onChange={(value) => change(arrival.key, { quantity: value === '' ? '' : Number(value) })}
              />
              <ActionIcon
                variant="subtle"
                mt={26}
                aria-label={t('supplierMaterials.removeArrival')}
                onClick={() => setArrivals(arrivals.filter(({ key }) => key !== arrival.key))}
              >
                <CloseIcon size="14" />
              </ActionIcon>
            </Group>
          ))}
          <Button
            variant="default"
            onClick={() =>
              setArrivals([
                ...arrivals,
                {
                  key: 1 + Math.max(0, ...arrivals.map(({ key }) => key)),
                  arrivesOn: addDays(today, 7),
                  quantity: '',
                },
              ])
            }
          >
            {t('supplierMaterials.addArrival')}
          </Button>
          <Button type="submit" disabled={!isReady} loading={save.isPending}>
            {t('supplierMaterials.save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  )
}

/** What was said before, to start from. */
function knownBefore({ stated }: MaterialState, baseUnits: number): [onHand: number | '', Arrival[]] {
  if (!stated) return ['', []]
  const there = stated.arrivals.find(({ arrivesOn }) => arrivesOn <= stated.statedOn)
  return [
    (there?.quantity ?? 0) / baseUnits,
    stated.arrivals
      .filter(({ arrivesOn }) => arrivesOn > stated.statedOn)
      .map(({ arrivesOn, quantity }, key) => ({ key, arrivesOn, quantity: quantity / baseUnits })),
  ]
}
