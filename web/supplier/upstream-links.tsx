import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { Measure } from '#web/measure/measure.tsx'
import { useMoment, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'

/** Links made so far; each can be taken back at once. */
export function UpstreamLinks(props: { whose: { supplierId?: number | undefined } }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const moment = useMoment()
  const { role } = useSession()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const query = useQuery(trpc.upstream.sheets.queryOptions(props.whose))
  const revoke = useMutation(
    trpc.upstream.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.upstream.sheets.queryKey() }),
      onError: failureNotice,
    }),
  )
  return (
    <Panel title={t('upstream.links')} flush>
      <Loaded query={query} rows={2}>
        {(sheets) =>
          sheets.length === 0 ? (
            <EmptyState title={t('upstream.noLinks')} />
          ) : (
            <DataTable
              label={t('upstream.links')}
              rows={sheets}
              rowKey={(sheet) => sheet.upstreamSheetId}
              columns={[
                {
                  id: 'to',
                  header: t('upstream.to'),
                  cell: (sheet) => (
                    <>
                      {name({ nameZh: sheet.recipientNameZh, nameEn: sheet.recipientNameEn })}{' '}
                      <span className="soft">{sheet.tokenPrefix}…</span>
                    </>
                  ),
                },
                {
                  id: 'lines',
                  header: t('upstream.lines'),
                  align: 'end',
                  cell: (sheet) => <Measure of="row-count" value={sheet.lineCount} />,
                },
                { id: 'expires', header: t('upstream.expires'), cell: (sheet) => moment(sheet.expiresAt) },
                {
                  id: 'opened',
                  header: t('upstream.opened'),
                  align: 'end',
                  cell: (sheet) => <Measure of="row-count" value={sheet.openedCount} />,
                },
                {
                  id: 'state',
                  header: t('upstream.linkState'),
                  cell: (sheet) => (
                    <Chip tone={sheet.state === 'valid' ? 'good' : 'plain'}>
                      {t(`upstream.state-${sheet.state}`)}
                    </Chip>
                  ),
                },
                {
                  id: 'action',
                  header: t('upstream.action'),
                  cell: (sheet) =>
                    sheet.state === 'valid' && role !== 'analyst' ? (
                      <Button
                        size="compact-xs"
                        variant="default"
                        loading={revoke.isPending}
                        aria-label={t('upstream.revokeLabel', {
                          name: name({ nameZh: sheet.recipientNameZh, nameEn: sheet.recipientNameEn }),
                          prefix: sheet.tokenPrefix,
                        })}
                        onClick={() => revoke.mutate({ upstreamSheetId: sheet.upstreamSheetId })}
                      >
                        {t('upstream.revoke')}
                      </Button>
                    ) : null,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}
