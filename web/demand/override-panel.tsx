import { Button, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ComponentProps, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useMoment, Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { ItemForecast, Run } from './item-page.tsx'
import { type ConflictChoice, type OverrideConflict, OverrideConflicts } from './override-conflicts.tsx'
import { OverrideForm } from './override-form.tsx'

export type OverrideEntry = Outputs['items']['overrides'][number]
type Reset = Pick<OverrideEntry, 'week' | 'scope' | 'reason' | 'note'> & { quantity: null }

/** What planners put in the place of the forecast: a form, what is in force, and who changed what and why. */
export function OverridePanel(props: { itemId: number; forecast: ItemForecast; run: Run }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const { itemId } = props
  const query = useQuery(trpc.items.overrides.queryOptions({ itemId }))
  const [conflicts, setConflicts] = useState<readonly OverrideConflict[]>([])
  const saving = useMutation(
    trpc.demand.saveOverrides.mutationOptions({
      onSuccess: async (answer) => {
        setConflicts(answer.conflicts)
        if (answer.saved > 0) notifications.show({ color: 'brand', message: t('override.saved') })
        await queryClient.invalidateQueries({ queryKey: trpc.items.overrides.queryKey({ itemId }) })
      },
      onError: failureNotice,
    }),
  )
  const isPlanner = session.role === 'planner'
  const save = (entry: Parameters<ComponentProps<typeof OverrideForm>['onSave']>[0] | Reset) => {
    const { reason, note, ...cell } = entry
    const seen = query.data?.find(({ week }) => week === cell.week)?.overrideId ?? 0
    saving.mutate({ reason, note, cells: [{ itemId, ...cell, seen }] })
  }
  const decide = (choices: readonly { conflict: OverrideConflict; choice: ConflictChoice }[]) => {
    const mine = choices.find(({ choice }) => choice === 'mine')
    const asked = saving.variables
    if (!mine || !asked) return setConflicts([])
    saving.mutate({
      ...asked,
      cells: asked.cells.map((cell) => ({ ...cell, seen: mine.conflict.theirs.overrideId })),
    })
  }
  return (
    <Panel title={t('override.title')} note={t('override.note')}>
      <Loaded query={query} rows={3}>
        {(entries) => (
          <Stack gap="md">
            {isPlanner ? (
              <OverrideForm
                forecast={props.forecast}
                run={props.run}
                isBusy={saving.isPending}
                onSave={save}
              />
            ) : null}
            <Standing
              entries={standing(entries, props.run)}
              onReset={
                isPlanner
                  ? ({ week, scope, reason }) => save({ week, scope, reason, quantity: null, note: '' })
                  : null
              }
            />
            {entries.length > 0 ? <History entries={entries} /> : null}
          </Stack>
        )}
      </Loaded>
      {conflicts.length > 0 ? (
        <OverrideConflicts
          conflicts={conflicts}
          isBusy={saving.isPending}
          onDecide={decide}
          onClose={() => setConflicts([])}
        />
      ) : null}
    </Panel>
  )
}

/** The newest entry of each week to come, if it holds a number. */
function standing(entries: readonly OverrideEntry[], run: Run): OverrideEntry[] {
  const newest = new Map<string, OverrideEntry>()
  for (const entry of entries) if (!newest.has(entry.week)) newest.set(entry.week, entry)
  return [...newest.values()]
    .filter((entry) => entry.quantity !== null && entry.week >= run.firstBucket)
    .sort((a, b) => a.week.localeCompare(b.week))
}

function useEntryColumns(): Column<OverrideEntry>[] {
  const { t } = useTranslation()
  return [
    { id: 'week', header: t('override.week'), cell: (entry) => <Week of={entry.week} /> },
    { id: 'scope', header: t('override.scope'), cell: (entry) => t(`override.scope-${entry.scope}`) },
    {
      id: 'was',
      header: t('override.was'),
      align: 'end',
      cell: (entry) => <Measure of="forecast" value={entry.forecastSeen} />,
    },
    {
      id: 'became',
      header: t('override.became'),
      align: 'end',
      cell: (entry) =>
        entry.quantity === null ? (
          <span className="soft">{t('override.takenBack')}</span>
        ) : (
          <Measure of="forecast" value={entry.quantity} />
        ),
    },
    {
      id: 'reason',
      header: t('override.reason'),
      wraps: true,
      cell: (entry) => (
        <>
          {t(`override.reason-${entry.reason}`)}
          {entry.note ? <span className="soft"> · {entry.note}</span> : null}
        </>
      ),
    },
  ]
}

function Standing(props: {
  entries: readonly OverrideEntry[]
  onReset: ((entry: OverrideEntry) => void) | null
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const columns = useEntryColumns()
  const { onReset } = props
  if (props.entries.length === 0)
    return (
      <Text size="sm" className="soft">
        {t('override.none')}
      </Text>
    )
  return (
    <DataTable
      label={t('override.standing')}
      rows={props.entries}
      rowKey={(entry) => entry.overrideId}
      columns={
        onReset
          ? [
              ...columns,
              {
                id: 'reset',
                header: '',
                cell: (entry) => (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={`${t('override.reset')}: ${entry.week}, ${words.text('forecast', entry.quantity)}`}
                    onClick={() => onReset(entry)}
                  >
                    {t('override.reset')}
                  </Button>
                ),
              },
            ]
          : columns
      }
    />
  )
}

function History(props: { entries: readonly OverrideEntry[] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const columns = useEntryColumns()
  return (
    <details>
      <summary>
        <Text size="sm" component="span">
          {t('override.history')} ({props.entries.length})
        </Text>
      </summary>
      <DataTable
        label={t('override.history')}
        rows={props.entries}
        rowKey={(entry) => entry.overrideId}
        maxHeight="300px"
        columns={[
          { id: 'when', header: t('override.when'), cell: (entry) => moment(entry.madeAt) },
          { id: 'who', header: t('override.who'), cell: (entry) => entry.madeBy },
          ...columns,
        ]}
      />
    </details>
  )
}
