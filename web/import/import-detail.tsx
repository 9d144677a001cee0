import { Anchor, Button, CloseButton, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { KeyFigure, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { ImportState } from './import-columns.tsx'
import { type ImportRow, isUnderWay } from './import-page.tsx'
import { MappingForm } from './mapping-form.tsx'
import type { Upload } from './use-upload.ts'

const SHOWN_FAULTS = 500
type Fault = Outputs['imports']['faults'][number]

/** What the check found, and what can be done with the file now. */
export function ImportDetail(props: {
  row: ImportRow
  /** the file as it was chosen on this page, if it was */
  upload: Upload | null
  onUploaded: (importId: number, upload: Upload) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { row } = props
  const headings = headingsIn(row)
  const hasFoot =
    row.ignoredColumns.length > 0 || row.leftOutRows > 0 || row.encoding !== null || row.isWrittenOver
  const counts = Object.entries(row.counts ?? {}).filter(([, count]) => count !== 0)
  return (
    <Panel
      title={t('imports.detail', { id: row.importId, file: row.fileName })}
      flush
      actions={
        <>
          <Actions row={row} />
          <CloseButton aria-label={t('ui.close')} onClick={props.onClose} />
        </>
      }
      foot={
        hasFoot ? (
          <>
            {row.ignoredColumns.length > 0
              ? t('imports.ignored', { columns: row.ignoredColumns.join(', ') })
              : null}
            {row.leftOutRows > 0 ? ` ${t('imports.leftOut', { count: row.leftOutRows })}` : null}
            {row.encoding ? ` ${t('imports.encoding', { encoding: row.encoding })}` : null}
            {row.isWrittenOver && (row.state === 'checked' || row.state === 'committed')
              ? ` ${t('imports.writtenOver')}`
              : null}
          </>
        ) : undefined
      }
    >
      <Group gap="xl" px="md" py="sm" align="flex-start">
        <div>
          <Text size="xs" className="soft">
            {t('imports.state')}
          </Text>
          <ImportState row={row} />
        </div>
        <KeyFigure label={words.label('row-count')} value={<Measure of="row-count" value={row.rows} />} />
        <KeyFigure
          label={words.label('fault-count')}
          value={<Measure of="fault-count" value={row.faults} />}
        />
        {counts.length > 0 ? (
          <div>
            <Text size="xs" className="soft">
              {t(row.state === 'committed' ? 'imports.changed' : 'imports.changes')}
            </Text>
            <Text size="sm">
              {counts.map(([what, count]) => (
                <span key={what} style={{ marginInlineEnd: '1rem' }}>
                  <CountWords what={what} /> <Measure of="row-count" value={count} />
                </span>
              ))}
            </Text>
          </div>
        ) : null}
      </Group>
      {isUnderWay(row) ? null : <Faults row={row} />}
      {headings.length === 0 ? null : props.upload ? (
        <MappingForm upload={props.upload} headings={headings} onUploaded={props.onUploaded} />
      ) : (
        <Text size="sm" px="md" pb="md">
          {t('imports.chooseAgain')}
        </Text>
      )}
    </Panel>
  )
}

/** The columns of a file that lacks required ones. */
function headingsIn(row: ImportRow): readonly string[] {
  const told = row.firstFaults.find(({ fault }) => fault === 'column-missing')?.parameters.headings
  return typeof told === 'string' ? (JSON.parse(told) as string[]) : []
}

const COUNTED = [
  'newLines',
  'changedLines',
  'unchangedLines',
  'newEntries',
  'reversals',
  'createdItems',
  'createdOwners',
  'createdLocations',
  'newSubscriptions',
  'changedSubscriptions',
  'newEvents',
  'created',
  'updated',
  'unchanged',
] as const

function CountWords(props: { what: string }) {
  const { t } = useTranslation()
  const known = COUNTED.find((one) => one === props.what)
  return <>{known ? t(`imports.count-${known}`) : props.what}</>
}

function Faults(props: { row: ImportRow }) {
  const { t, i18n } = useTranslation()
  const trpc = useTRPC()
  const { row } = props
  const query = useQuery({
    ...trpc.imports.faults.queryOptions({ importId: row.importId, limit: SHOWN_FAULTS }),
    enabled: row.faults > 0,
  })
  if (row.faults === 0)
    return row.state === 'checked' ? (
      <EmptyState title={t('imports.noFaults')} text={t('imports.noFaultsText')} />
    ) : null
  return (
    <Loaded query={query} rows={4}>
      {(faults) => (
        <>
          <Text size="xs" className="soft" px="md" pb={4}>
            {t('imports.faultsNote', { count: faults.length, total: row.faults })}
          </Text>
          <DataTable
            label={t('imports.faults')}
            rows={faults.map((fault, index) => ({ ...fault, index }))}
            rowKey={(fault) => fault.index}
            maxHeight="360px"
            columns={[
              {
                id: 'line',
                header: t('imports.line'),
                align: 'end',
                width: 80,
                cell: (fault: Fault) => fault.line,
              },
              { id: 'column', header: t('imports.column'), cell: (fault) => fault.column ?? '–' },
              {
                id: 'value',
                header: t('imports.value'),
                width: 220,
                cell: (fault) => <div className="clip">{fault.value ?? '–'}</div>,
              },
              {
                id: 'fault',
                header: t('imports.fault'),
                wraps: true,
                cell: (fault) => (i18n.language === 'en' ? fault.text.en : fault.text.zh),
              },
            ]}
          />
        </>
      )}
    </Loaded>
  )
}

function Actions(props: { row: ImportRow }) {
  const { t, i18n } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureText = useFailureText()
  const { row } = props
  const { importId } = row
  const after = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.imports.pathKey() }),
    onError: (error: unknown) => notifications.show({ message: failureText(error), color: 'red' }),
  }
  const commit = useMutation(trpc.imports.commit.mutationOptions(after))
  const reject = useMutation(trpc.imports.reject.mutationOptions(after))
  const cancel = useMutation(trpc.imports.cancel.mutationOptions(after))
  const undo = useMutation(
    trpc.imports.undo.mutationOptions({
      ...after,
      onSuccess: (undone) => {
        if (!undone.undone)
          notifications.show({
            message: t('imports.notUndone', {
              reason: t(`imports.reason-${undone.reason}`, { imports: undone.imports.join(', ') }),
            }),
            color: 'red',
          })
        return after.onSuccess()
      },
    }),
  )
  if (isUnderWay(row))
    return (
      <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ importId })}>
        {t('imports.cancel')}
      </Button>
    )
  return (
    <>
      {row.faults > 0 && row.rows > 0 ? (
        <Anchor
          className="plain-link"
          size="sm"
          href={`/files/imports/${importId}/failed-rows?format=xlsx&language=${i18n.language === 'en' ? 'en' : 'zh'}`}
          download
        >
          {t('imports.failedRows')}
        </Anchor>
      ) : null}
      {row.state === 'checked' && !row.isDryRun ? (
        <>
          <Button variant="default" loading={reject.isPending} onClick={() => reject.mutate({ importId })}>
            {t('imports.reject')}
          </Button>
          {row.faults === 0 ? (
            <Button loading={commit.isPending} onClick={() => commit.mutate({ importId })}>
              {t('imports.commit')}
            </Button>
          ) : row.faultyRows < row.rows ? (
            <Button
              variant="default"
              loading={commit.isPending}
              onClick={() => commit.mutate({ importId, acceptsValid: true })}
            >
              {t('imports.commitValid')}
            </Button>
          ) : null}
        </>
      ) : null}
      {row.state === 'committed' && row.undoesImportId === null && !row.isWrittenOver ? (
        <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate({ importId })}>
          {t('imports.undo')}
        </Button>
      ) : null}
    </>
  )
}
