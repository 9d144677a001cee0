import { Button, CopyButton, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { Panel } from '#web/ui/panel.tsx'

const USUAL_DAYS = 90
const MOST_DAYS = 366
const LONGEST_NAME = 80

/** Makes a token and shows it once. */
export function IssueToken() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const [name, setName] = useState('')
  const [validDays, setValidDays] = useState<number | string>(USUAL_DAYS)
  const issue = useMutation(
    trpc.tokens.issue.mutationOptions({
      onSuccess: async () => {
        setName('')
        await queryClient.invalidateQueries({ queryKey: trpc.tokens.list.queryKey() })
      },
      onError: failureNotice,
    }),
  )
  const days = Number(validDays)
  const isValid = name.trim() !== '' && Number.isInteger(days) && days >= 1 && days <= MOST_DAYS
  return (
    <Panel title={t('account.issueTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isValid) issue.mutate({ name: name.trim(), validDays: days })
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t('account.name')}
            maxLength={LONGEST_NAME}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NumberInput
            label={t('account.validDays')}
            min={1}
            max={MOST_DAYS}
            allowDecimal={false}
            hideControls
            w={120}
            value={validDays}
            onChange={setValidDays}
          />
          <Button type="submit" loading={issue.isPending} disabled={!isValid}>
            {t('account.issue')}
          </Button>
        </Group>
      </form>
      {issue.data ? (
        <Stack gap={6} mt="md" role="status">
          <Text size="sm">{t('account.issued')}</Text>
          <Group gap="sm" align="flex-end">
            <TextInput
              label={t('account.token')}
              value={issue.data.token}
              readOnly
              w={440}
              maw="100%"
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton value={issue.data.token}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? 'account.copied' : 'account.copy')}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Stack>
      ) : null}
    </Panel>
  )
}
