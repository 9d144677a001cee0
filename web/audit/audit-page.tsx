import { Button, Group, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AUDIT_KIND_NAMES, type AuditKind, auditActor } from '#api/wording/audit'
import type { Locale } from '#api/wording/locale'
import { useSession } from '#web/frame/session.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useTRPC } from '#web/trpc.ts'
import { FilterSelect } from '#web/ui/filter-select.tsx'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useAuditColumns } from './audit-columns.tsx'
import type { AuditSearch } from './search-params.ts'

const route = getRouteApi('/audit')
const TYPING_MILLISECONDS = 250

/** Who did what and when: read, filtered, exported, and nothing else. */
export function AuditPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const { timeZone } = useSession()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({ ...trpc.audit.list.queryOptions(search), placeholderData: (before) => before })
  const columns = useAuditColumns(query.data?.things ?? {})
  const { before: _, ...filter } = search
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  const change = (to: Partial<AuditSearch>) =>
    void navigate({ search: { ...filter, ...to, before: undefined }, replace: true })
  return (
    <>
      <PageHead
        title={t('audit.title')}
        note={t('audit.note')}
        actions={<ReportLinks report="audit" filter={filter} />}
      />
      <AuditFilters filter={filter} onChange={change} />
      <Loaded query={query} rows={14}>
        {({ rows, olderThan }) =>
          rows.length === 0 ? (
            isFiltered || search.before !== undefined ? (
              <FilteredEmptyState onClear={() => void navigate({ search: {} })} />
            ) : (
              <EmptyState title={t('audit.emptyTitle')} text={t('audit.emptyText')} />
            )
          ) : (
            <Panel
              title={t('audit.list')}
              note={`${t('ui.rows', { count: rows.length })} · ${timeZone}`}
              flush
              actions={
                <>
                  {search.before === undefined ? null : (
                    <Button variant="default" onClick={() => void navigate({ search: filter })}>
                      {t('audit.newest')}
                    </Button>
                  )}
                  <Button
                    variant="default"
                    disabled={olderThan === null}
                    onClick={() =>
                      olderThan !== null && void navigate({ search: { ...filter, before: olderThan } })
                    }
                  >
                    {t('audit.older')}
                  </Button>
                </>
              }
            >
              <DataTable
                label={t('audit.list')}
                rows={rows}
                rowKey={(row) => row.auditEntryId}
                columns={columns}
                minWidth={900}
              />
            </Panel>
          )
        }
      </Loaded>
    </>
  )
}

function AuditFilters(props: {
  filter: Omit<AuditSearch, 'before'>
  onChange: (change: Partial<AuditSearch>) => void
}) {
  const { t, i18n } = useTranslation()
  const locale = i18n.language as Locale
  const trpc = useTRPC()
  const people = useQuery(trpc.audit.people.queryOptions())
  const { filter, onChange } = props
  const type = useDebouncedCallback(
    (text: string) => onChange({ search: text.trim() || undefined }),
    TYPING_MILLISECONDS,
  )
  return (
    <Group gap="xs" mb="md" align="flex-end" component="search">
      <TextInput
        key={filter.search === undefined ? 'cleared' : 'typed'}
        size="xs"
        w={220}
        aria-label={t('planning.searchItem')}
        placeholder={t('planning.searchItem')}
        defaultValue={filter.search ?? ''}
        onChange={(event) => type(event.currentTarget.value)}
      />
      <FilterSelect
        label={t('audit.what')}
        all={t('audit.allKinds')}
        value={filter.deed}
        onChange={(value) => onChange({ deed: value as AuditKind | undefined })}
        choices={AUDIT_KIND_NAMES.map((kind) => ({ value: kind, label: t(`audit.kind-${kind}`) }))}
      />
      <FilterSelect
        label={t('audit.who')}
        all={t('audit.allPeople')}
        value={filter.userId}
        onChange={(userId) => onChange({ userId })}
        choices={(people.data ?? []).map(({ userId, name }) => ({
          value: userId,
          label: name ?? auditActor({ userId, userName: null, role: 'system' }, locale),
        }))}
      />
      <Day label={t('audit.from')} value={filter.from} onChange={(from) => onChange({ from })} />
      <Day label={t('audit.to')} value={filter.to} onChange={(to) => onChange({ to })} />
    </Group>
  )
}

function Day(props: {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}) {
  return (
    <TextInput
      type="date"
      size="xs"
      w={150}
      aria-label={props.label}
      value={props.value ?? ''}
      leftSection={<span className="soft">{props.label}</span>}
      leftSectionWidth={44}
      onChange={(event) => props.onChange(event.currentTarget.value || undefined)}
    />
  )
}
