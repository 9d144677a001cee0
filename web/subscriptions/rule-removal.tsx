import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useName } from '#web/measure/words.tsx'
import { type Outputs, useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'

export type Rule = Outputs['subscriptions']['swapRules']['rules'][number]

const UNDO_MILLISECONDS = 10_000

/** Removes a swap rule; its notice puts the same rule back. */
export function useRuleRemoval(): { remove: (rule: Rule) => void; isBusy: boolean } {
  const { t } = useTranslation()
  const name = useName()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.subscriptions.pathKey() })
  const options = { onSuccess: refresh, onError: failureNotice }
  const set = useMutation(trpc.subscriptions.setSwapRule.mutationOptions(options))
  const removal = useMutation(trpc.subscriptions.removeSwapRule.mutationOptions(options))
  const remove = (rule: Rule) => {
    const { subscriptionPlanId, itemId, replacedByItemId } = rule
    const key = { subscriptionPlanId, itemId, replacedByItemId }
    const { piecesPerPiece, mostPerBox, valueToleranceFraction } = rule
    const id = `swap-rule-${subscriptionPlanId}-${itemId}-${replacedByItemId}`
    const putBack = () => {
      notifications.hide(id)
      set.mutate({ ...key, piecesPerPiece, mostPerBox, valueToleranceFraction })
    }
    removal.mutate(key, {
      onSuccess: () =>
        notifications.show({
          id,
          color: 'brand',
          autoClose: UNDO_MILLISECONDS,
          message: (
            <Group gap="sm" justify="space-between">
              {t('subscriptions.ruleRemoved', {
                item: name(rule),
                by: name({ nameZh: rule.replacedByNameZh, nameEn: rule.replacedByNameEn }),
              })}
              <Button size="compact-xs" variant="light" onClick={putBack}>
                {t('subscriptions.undoRemoval')}
              </Button>
            </Group>
          ),
        }),
    })
  }
  return { remove, isBusy: removal.isPending }
}
