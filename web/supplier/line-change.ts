import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'

/** What follows a statement of a supplier: its pages read again, and a notice of what was done or failed. */
export function useLineChange(
  done: 'saved' | 'withdrawn',
  onDone?: () => void,
  about: 'supplierCapacity' | 'supplierMaterials' = 'supplierCapacity',
) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureText = useFailureText()
  return {
    onSuccess: async () => {
      onDone?.()
      await queryClient.invalidateQueries({ queryKey: trpc.supplier.pathKey() })
      notifications.show({ message: t(`${about}.${done}`), color: 'brand' })
    },
    onError: (error: unknown) => notifications.show({ message: failureText(error), color: 'red' }),
  }
}
