import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SampleDataPanel } from '#web/sample-data/sample-data-panel.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useImportColumns } from './import-columns.tsx'
import { ImportDetail } from './import-detail.tsx'
import { UploadForm } from './upload-form.tsx'
import type { Upload } from './use-upload.ts'

const route = getRouteApi('/import')

export type ImportRow = Outputs['imports']['list'][number]

const POLL_MILLISECONDS = 1000

/** Work goes on in the background, whether or not this page is open. */
export function isUnderWay(row: ImportRow): boolean {
  return row.finishedAt === null && (row.state === 'staged' || row.progress.stage === 'posting')
}

export function ImportPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({
    ...trpc.imports.list.queryOptions({ limit: 50 }),
    refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? POLL_MILLISECONDS : false),
  })
  const open = (importId: number | undefined) => void navigate({ search: { ...search, open: importId } })
  const columns = useImportColumns(open)
  const [last, setLast] = useState<{ importId: number; upload: Upload } | null>(null)
  const uploaded = (importId: number, upload: Upload) => {
    setLast({ importId, upload })
    open(importId)
  }
  return (
    <>
      <PageHead title={t('imports.title')} note={t('imports.note')} />
      <Stack gap="md">
        <UploadForm
          kind={search.kind ?? 'owner-sales'}
          onKind={(kind) => void navigate({ search: { ...search, kind }, replace: true })}
          onUploaded={uploaded}
        />
        <Loaded query={query} rows={5}>
          {(rows) => {
            const opened = rows.find((row) => row.importId === search.open)
            return rows.length === 0 ? (
              <EmptyState title={t('imports.emptyTitle')} text={t('imports.emptyText')} />
            ) : (
              <>
                {opened ? (
                  <ImportDetail
                    key={opened.importId}
                    row={opened}
                    upload={last?.importId === opened.importId ? last.upload : null}
                    onUploaded={uploaded}
                    onClose={() => open(undefined)}
                  />
                ) : null}
                <Panel title={t('imports.list')} flush>
                  <DataTable
                    label={t('imports.list')}
                    rows={rows}
                    rowKey={(row) => row.importId}
                    columns={columns}
                    isChosen={(row) => row.importId === search.open}
                    minWidth={950}
                  />
                </Panel>
              </>
            )
          }}
        </Loaded>
        <SampleDataPanel />
      </Stack>
    </>
  )
}
