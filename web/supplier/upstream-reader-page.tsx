import { Button, Group, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, isoWeekLabel } from '#planning/time-bucket'
import { Brand } from '#web/frame/brand.tsx'
import { LanguageSwitch, SchemeSwitch } from '#web/frame/preferences.tsx'
import { monthDay, useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FailedState, LoadingState } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useMaterialColumns } from './upstream-columns.tsx'

type Sheet = Outputs['upstream']['open']

/** What a material supplier reads by its link, without signing in. */
export function UpstreamReaderPage() {
  const token = useSyncExternalStore(onAnotherLink, tokenOfLink)
  return <Reader key={token} token={token} />
}

function onAnotherLink(tell: () => void) {
  window.addEventListener('hashchange', tell)
  return () => window.removeEventListener('hashchange', tell)
}

/** Empty where the link was cut in the middle of a character. */
function tokenOfLink(): string {
  try {
    return decodeURIComponent(window.location.hash.slice(1))
  } catch {
    return ''
  }
}

function Reader(props: { token: string }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const { token } = props
  const open = useMutation(trpc.upstream.open.mutationOptions())
  const isAsked = useRef(false)
  const failureText = useFailureText()
  const ask = () => open.mutate({ token })
  useEffect(() => {
    if (isAsked.current || token.length < 10) return
    isAsked.current = true
    open.mutate({ token })
  }, [open, token])
  const isRefused = token.length < 10 || open.error?.data?.code === 'NOT_FOUND'
  return (
    <>
      <Group component="header" justify="space-between" px="md" h={52} style={{ background: 'var(--panel)' }}>
        <Brand />
        <Group gap={2}>
          <LanguageSwitch />
          <SchemeSwitch />
        </Group>
      </Group>
      <main className="page" style={{ maxWidth: 960, margin: '0 auto', padding: '1rem' }}>
        {isRefused ? (
          <EmptyState title={t('upstream.notOpenTitle')} text={t('upstream.notOpenText')} />
        ) : open.isError ? (
          <FailedState onRetry={ask} detail={failureText(open.error)} />
        ) : open.data ? (
          <SheetView sheet={open.data} token={token} />
        ) : (
          <LoadingState />
        )}
      </main>
    </>
  )
}

function SheetView(props: { sheet: Sheet; token: string }) {
  const { t } = useTranslation()
  const name = useName()
  const materialColumns = useMaterialColumns()
  const { sheet } = props
  return (
    <>
      <PageHead
        title={t('upstream.sheetTitle')}
        note={[
          `${t('upstream.from')} ${name({ nameZh: sheet.supplierNameZh, nameEn: sheet.supplierNameEn })}`,
          `${t('upstream.to')} ${name({ nameZh: sheet.recipientNameZh, nameEn: sheet.recipientNameEn })}`,
          t('ui.dataAsOf', { date: sheet.asOf }),
          t('upstream.validUntil', { date: String(sheet.expiresAt).slice(0, 10) }),
        ].join(' · ')}
        actions={
          <>
            <FileButton token={props.token} format="csv" asOf={sheet.asOf} />
            <FileButton token={props.token} format="xlsx" asOf={sheet.asOf} />
          </>
        }
      />
      <Stack gap="md">
        <Text size="sm">{t('upstream.explanation')}</Text>
        {sheet.note ? <Text size="sm">{sheet.note}</Text> : null}
        <Panel title={t('upstream.candidates')} flush>
          <DataTable
            label={t('upstream.candidates')}
            rows={sheet.lines}
            rowKey={(line) => `${line.materialCode}/${line.needWeek}`}
            columns={[
              {
                id: 'week',
                header: t('upstream.needWeek'),
                cell: (line) => (
                  <span className="figure">
                    {isoWeekLabel(line.needWeek)}{' '}
                    <span className="soft">
                      {monthDay(line.needWeek)} – {monthDay(addDays(line.needWeek, 6))}
                    </span>
                  </span>
                ),
              },
              ...materialColumns,
            ]}
          />
        </Panel>
      </Stack>
    </>
  )
}

/** The token travels in the body, so that no address with it is kept anywhere. */
function FileButton(props: { token: string; format: 'csv' | 'xlsx'; asOf: string }) {
  const { t, i18n } = useTranslation()
  const { format } = props
  const load = useMutation({
    mutationFn: async () => {
      const response = await fetch(`/files/upstream.${format}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token: props.token, language: i18n.language }),
      })
      if (!response.ok) throw new Error(t('upstream.notOpenTitle'))
      const address = URL.createObjectURL(await response.blob())
      const anchor = document.createElement('a')
      anchor.href = address
      anchor.download = `upstream-${props.asOf}.${format}`
      anchor.click()
      URL.revokeObjectURL(address)
    },
    onError: (error) => notifications.show({ color: 'red', message: error.message }),
  })
  return (
    <Button variant="default" size="xs" loading={load.isPending} onClick={() => load.mutate()}>
      {format.toUpperCase()}
    </Button>
  )
}
