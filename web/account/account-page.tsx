import { Anchor, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { PageHead } from '#web/ui/panel.tsx'
import { IssueToken } from './issue-token.tsx'
import { TokenList } from './token-list.tsx'

/** The signed-in user's own page: tokens with which programs use the REST paths. */
export function AccountPage() {
  const { t } = useTranslation()
  const { user } = useSession()
  return (
    <>
      <PageHead
        title={t('account.title')}
        note={<span translate="no">{`${user.name} · ${user.email}`}</span>}
      />
      <Stack gap="md">
        <Text size="sm" maw={640}>
          {t('account.tokensText')}{' '}
          <Anchor className="plain-link" href="/api/v1/openapi.json" underline="always">
            /api/v1/openapi.json
          </Anchor>
        </Text>
        <IssueToken />
        <TokenList />
      </Stack>
    </>
  )
}
