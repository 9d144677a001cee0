import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import { SavedViews } from '#web/frame/saved-views.tsx'
import { useSession } from '#web/frame/session.tsx'
import { Measure } from '#web/measure/measure.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useExceptionColumns, useSubject } from './exception-columns.tsx'
import { type Exception, useHandling } from './handling.tsx'
import { KINDS, type Kind, STATES, type State } from './search-params.ts'
import { SnoozeDialog } from './snooze-dialog.tsx'

const route = getRouteApi('/today')

/** A worklist, not a board of widgets: open it and work from the top down. */
export function TodayPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const session = useSession()
  const subject = useSubject()
  const [snoozing, setSnoozing] = useState<Exception | null>(null)
  const state = search.state ?? 'open'
  const query = useQuery({
    ...trpc.worklist.exceptions.queryOptions({ kind: search.kind, state }),
    placeholderData: (before) => before,
  })
  const { handle, isBusy } = useHandling(query.data?.run.planningRunId)
  const mayHandle = session.role === 'planner'
  const columns = useExceptionColumns(
    mayHandle
      ? (row) => (
          <Group gap={4} wrap="nowrap">
            {state === 'open' ? (
              <>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  disabled={isBusy}
                  onClick={() => handle(row.exceptionNumber, subject(row), { state: 'resolved' })}
                >
                  {t('today.resolve')}
                </Button>
                <Button size="compact-xs" variant="subtle" onClick={() => setSnoozing(row)}>
                  {t('today.snooze')}
                </Button>
              </>
            ) : (
              <Button
                size="compact-xs"
                variant="subtle"
                disabled={isBusy}
                onClick={() => handle(row.exceptionNumber, subject(row), { state: 'open' })}
              >
                {t('today.reopen')}
              </Button>
            )}
          </Group>
        )
      : null,
  )
  const onRowKey = (row: Exception, event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Enter') event.currentTarget.querySelector<HTMLElement>('a')?.click()
    else if (mayHandle && event.key === 'e' && state === 'open')
      handle(row.exceptionNumber, subject(row), { state: 'resolved' })
    else if (mayHandle && event.key === 's' && state === 'open') setSnoozing(row)
    else return
    event.preventDefault()
  }
  const count = (of: { kind?: string | undefined; state?: State }) =>
    (query.data?.counts ?? [])
      .filter((row) => row.state === (of.state ?? state) && (of.kind === undefined || row.kind === of.kind))
      .reduce((sum, row) => sum + Number(row.count), 0)
  return (
    <>
      <PageHead
        title={t('today.title')}
        note={t('today.note')}
        actions={
          <>
            <SavedViews page="/today" />
            <ReportLinks report="exceptions" filter={{ ...search }} />
          </>
        }
      />
      <Loaded query={query} rows={6}>
        {(data) =>
          data === null ? (
            <NoPlanYet />
          ) : data.counts.length === 0 ? (
            <EmptyState title={t('today.emptyTitle')} text={t('today.emptyText')} />
          ) : (
            <>
              <Group gap="xs" mb="md">
                <SegmentedControl
                  aria-label={t('today.states')}
                  value={state}
                  onChange={(value) =>
                    void navigate({
                      search: { ...search, state: value === 'open' ? undefined : (value as State) },
                    })
                  }
                  data={STATES.map((each) => ({
                    value: each,
                    label: `${t(`today.state-${each}`)} ${count({ state: each })}`,
                  }))}
                />
                <SegmentedControl
                  aria-label={t('today.kinds')}
                  value={search.kind ?? 'all'}
                  onChange={(value) =>
                    void navigate({
                      search: { ...search, kind: value === 'all' ? undefined : (value as Kind) },
                    })
                  }
                  data={[
                    { value: 'all', label: `${t('today.kind-all')} ${count({})}` },
                    ...KINDS.filter((kind) => count({ kind }) > 0 || kind === search.kind).map((kind) => ({
                      value: kind,
                      label: `${t(`today.kind-${kind}`)} ${count({ kind })}`,
                    })),
                  ]}
                />
              </Group>
              {data.rows.length === 0 && state === 'open' && search.kind === undefined ? (
                <EmptyState title={t('today.emptyTitle')} text={t('today.allDone')} />
              ) : data.rows.length === 0 ? (
                <FilteredEmptyState onClear={() => void navigate({ search: {} })} />
              ) : (
                <Panel
                  title={search.kind ? t(`today.kind-${search.kind}`) : t(`today.state-${state}`)}
                  note={t('ui.dataAsOf', { date: data.run.asOf })}
                  flush
                  foot={
                    <Group justify="space-between" gap="sm">
                      <span>
                        {t('today.total')}:{' '}
                        <Measure
                          of="money-at-risk"
                          value={data.rows.reduce((sum, row) => sum + row.moneyAtRiskMinor, 0)}
                        />
                      </span>
                      {mayHandle ? (
                        <Text size="xs" className="soft">
                          {t(state === 'resolved' ? 'today.resolvedNote' : 'today.keyboardNote')}
                        </Text>
                      ) : null}
                    </Group>
                  }
                >
                  <DataTable
                    label={t('today.title')}
                    rows={data.rows}
                    rowKey={(row) => row.exceptionNumber}
                    columns={columns}
                    onRowKey={onRowKey}
                    sort={
                      search.sort
                        ? { id: search.sort, desc: search.desc ?? false }
                        : { id: 'money', desc: true }
                    }
                    onSort={(sort) =>
                      void navigate({ search: { ...search, sort: sort.id, desc: sort.desc }, replace: true })
                    }
                    minWidth={1180}
                  />
                </Panel>
              )}
            </>
          )
        }
      </Loaded>
      {snoozing ? (
        <SnoozeDialog
          what={subject(snoozing)}
          onClose={() => setSnoozing(null)}
          onSnooze={(until, reason) => {
            handle(snoozing.exceptionNumber, subject(snoozing), { state: 'snoozed', until, reason })
            setSnoozing(null)
          }}
        />
      ) : null}
    </>
  )
}
