import { Button, NumberInput, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import type { SmoothedSupplier } from '#web/measure/smoothing-cost.ts'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'

/** A planner fixes how orders to one supplier are smoothed, or leaves it to cost again. */
export function SmoothingForm(props: { supplier: SmoothedSupplier; onClose: () => void }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const words = useMeasureWords()
  const name = useName()
  const { supplier, onClose } = props
  const [share, setShare] = useState<number | ''>(supplier.fixedGapShare ?? supplier.gapShare)
  const [weeks, setWeeks] = useState<number | ''>(supplier.fixedLevellingWeeks ?? supplier.levellingWeeks)
  const fix = useMutation(
    trpc.bullwhip.fixSmoothing.mutationOptions({
      onSuccess: async (_, { policy }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.bullwhip.smoothing.queryKey() })
        notifications.show({
          message: policy
            ? t('bullwhip.smoothingFixed', {
                supplier: name(supplier),
                share: words.text('gap-share', policy.gapShare),
              })
            : t('bullwhip.smoothingFreed', { supplier: name(supplier) }),
          color: 'brand',
        })
        onClose()
      },
      onError: failureNotice,
    }),
  )
  const isShareWrong = share === '' || share < 0.05 || share > 1
  const areWeeksWrong = weeks === '' || weeks < 1 || weeks > 4
  const { supplierId } = supplier
  return (
    <FormDialog
      title={t('bullwhip.smoothingFixOf', { supplier: name(supplier) })}
      action={t('bullwhip.smoothingSave')}
      isReady={!isShareWrong && !areWeeksWrong}
      isBusy={fix.isPending}
      onSend={() =>
        fix.mutate({ supplierId, policy: { gapShare: Number(share), levellingWeeks: Number(weeks) } })
      }
      onClose={onClose}
    >
      <Text size="sm" className="soft">
        {t('bullwhip.smoothingFixHelp')}
      </Text>
      <NumberInput
        label={t('bullwhip.gapShare')}
        description={t('bullwhip.gapShareHelp')}
        min={0.05}
        max={1}
        step={0.05}
        decimalScale={2}
        allowNegative={false}
        value={share}
        onChange={(value) => setShare(value === '' ? '' : Number(value))}
        error={isShareWrong ? t('bullwhip.smoothingShareWrong') : undefined}
        data-autofocus
      />
      <NumberInput
        label={t('bullwhip.levelling')}
        min={1}
        max={4}
        allowDecimal={false}
        allowNegative={false}
        value={weeks}
        onChange={(value) => setWeeks(value === '' ? '' : Number(value))}
      />
      {supplier.fixedGapShare === null ? null : (
        <Button
          variant="default"
          loading={fix.isPending}
          onClick={() => fix.mutate({ supplierId, policy: null })}
        >
          {t('bullwhip.smoothingByCost')}
        </Button>
      )}
    </FormDialog>
  )
}
