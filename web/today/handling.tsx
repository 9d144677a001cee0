import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Inputs, Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'

export type Exception = NonNullable<Outputs['worklist']['exceptions']>['rows'][number]
export type Deed = Inputs['worklist']['handle']['as']

const UNDO_MILLISECONDS = 10_000

/** Puts off, resolves or reopens exceptions; the last deed can be taken back from its notice or with Ctrl+Z. */
export function useHandling(runId: number | undefined) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const last = useRef<{ exceptionNumber: number; what: string } | null>(null)
  const mutation = useMutation(
    trpc.worklist.handle.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.worklist.exceptions.queryKey() }),
      onError: failureNotice,
    }),
  )
  const handle = (exceptionNumber: number, what: string, as: Deed) => {
    if (runId === undefined) return
    mutation.mutate(
      { runId, exceptionNumbers: [exceptionNumber], as },
      {
        onSuccess: () => {
          const id = `exception-${exceptionNumber}`
          last.current = as.state === 'open' ? null : { exceptionNumber, what }
          notifications.hide(id)
          notifications.show({
            id: as.state === 'open' ? `${id}-open` : id,
            color: 'brand',
            autoClose: UNDO_MILLISECONDS,
            message: (
              <Group gap="sm" justify="space-between">
                {t(`today.done-${as.state}`, { what })}
                {as.state === 'open' ? null : (
                  <Button
                    size="compact-xs"
                    variant="light"
                    onClick={() => handle(exceptionNumber, what, { state: 'open' })}
                  >
                    {t('today.undo')}
                  </Button>
                )}
              </Group>
            ),
          })
        },
      },
    )
  }
  const undo = useRef(() => undefined as undefined)
  undo.current = () => {
    if (last.current) handle(last.current.exceptionNumber, last.current.what, { state: 'open' })
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== 'z') return
      if (event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement) return
      event.preventDefault()
      undo.current()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return { handle, isBusy: mutation.isPending }
}
