import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMoment } from '#web/measure/words.tsx'
import { type Outputs, useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'

type Token = Outputs['tokens']['list'][number]

/** Tokens made so far; each can be taken back at once. */
export function TokenList() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const moment = useMoment()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const query = useQuery(trpc.tokens.list.queryOptions())
  const revoke = useMutation(
    trpc.tokens.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.tokens.list.queryKey() }),
      onError: failureNotice,
    }),
  )
  const columns: readonly Column<Token>[] = [
    {
      id: 'name',
      header: t('account.name'),
      cell: (token) => (
        <>
          {token.name} <span className="soft">{token.prefix}…</span>
        </>
      ),
    },
    { id: 'expires', header: t('account.expires'), cell: (token) => moment(token.expiresAt) },
    {
      id: 'state',
      header: t('account.state'),
      cell: (token) => (
        <Chip tone={token.state === 'valid' ? 'good' : 'plain'}>{t(`account.state-${token.state}`)}</Chip>
      ),
    },
    {
      id: 'action',
      header: t('account.action'),
      cell: (token) =>
        token.state === 'valid' ? (
          <Button
            size="compact-xs"
            variant="default"
            loading={revoke.isPending}
            aria-label={t('account.revokeLabel', { name: token.name })}
            onClick={() => revoke.mutate({ apiTokenId: token.apiTokenId })}
          >
            {t('account.revoke')}
          </Button>
        ) : null,
    },
  ]
  return (
    <Panel title={t('account.tokens')} flush>
      <Loaded query={query} rows={2}>
        {(tokens) =>
          tokens.length === 0 ? (
            <EmptyState title={t('account.noTokens')} />
          ) : (
            <DataTable
              label={t('account.tokens')}
              rows={tokens}
              rowKey={(token) => token.apiTokenId}
              columns={columns}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}
