import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { allDrafts, type CellChange } from './grid-drafts.ts'
import type { ConflictChoice, OverrideConflict } from './override-conflicts.tsx'
import type { OverrideReason } from './override-reason.tsx'
import type { useGridDrafts } from './use-grid-drafts.ts'

/** Saving of all drafts with one reason; where another planner was faster, the conflicts wait for a decision. */
export function useGridSaving(store: ReturnType<typeof useGridDrafts>, onSaved: () => void) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const [conflicts, setConflicts] = useState<readonly OverrideConflict[]>([])
  const [given, setGiven] = useState<{ reason: OverrideReason; note: string } | null>(null)
  const [isFinishing, setFinishing] = useState(false)
  const saving = useMutation(trpc.demand.saveOverrides.mutationOptions({ onError: failureNotice }))

  const send = async (cells: readonly CellChange[], reason: OverrideReason, note: string) => {
    setGiven({ reason, note })
    const answer = await saving
      .mutateAsync({
        reason,
        note,
        cells: cells.flatMap(({ itemId, week, draft }) =>
          draft ? [{ itemId, week, quantity: draft.quantity, seen: draft.seen }] : [],
        ),
      })
      .catch(() => null)
    if (answer === null) return
    if (answer.conflicts.length > 0) {
      setConflicts(answer.conflicts)
      return void queryClient.invalidateQueries({ queryKey: trpc.demand.grid.pathKey() })
    }
    await finish(answer.saved)
  }
  const finish = async (saved: number) => {
    setFinishing(true)
    // Drafts go when the saved numbers are there to take their place.
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: trpc.demand.pathKey() }),
      queryClient.invalidateQueries({ queryKey: trpc.items.pathKey() }),
    ])
    setFinishing(false)
    setConflicts([])
    store.clear()
    if (saved > 0) notifications.show({ color: 'brand', message: t('grid.saved', { count: saved }) })
    onSaved()
  }
  const decide = (choices: readonly { conflict: OverrideConflict; choice: ConflictChoice }[]) => {
    const changes = choices.map(({ conflict, choice }): CellChange => {
      const { itemId, week, theirs } = conflict
      const draft = store.drafts.cells.get(itemId)?.get(week)
      return {
        itemId,
        week,
        draft: choice === 'mine' && draft ? { ...draft, seen: theirs.overrideId } : undefined,
      }
    })
    store.change(changes, new Map())
    const decided = new Map(changes.map((change) => [`${change.itemId}/${change.week}`, change]))
    const cells = allDrafts(store.drafts).flatMap((change) => {
      const instead = decided.get(`${change.itemId}/${change.week}`) ?? change
      return instead.draft ? [instead] : []
    })
    if (cells.length === 0 || !given) return void finish(0)
    void send(cells, given.reason, given.note)
  }
  return {
    isBusy: saving.isPending || isFinishing,
    conflicts,
    save: (reason: OverrideReason, note: string) => void send(allDrafts(store.drafts), reason, note),
    decide,
    putOff: () => setConflicts([]),
  }
}
