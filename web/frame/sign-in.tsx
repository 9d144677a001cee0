import {
  Alert,
  Button,
  Code,
  Divider,
  Group,
  Modal,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
  UnstyledButton,
} from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FIRST_ACCOUNT } from '#api/wording/first-account'
import type { Outputs } from '#web/trpc.ts'
import { IconBox, IconGrid, IconPerson, IconReport } from '#web/ui/icon.tsx'
import { Brand } from './brand.tsx'
import { LanguageSwitch, SchemeSwitch } from './preferences.tsx'

const ROLES = {
  planner: { label: 'frame.rolePlanner', text: 'frame.rolePlannerText', Icon: IconGrid },
  analyst: { label: 'frame.roleAnalyst', text: 'frame.roleAnalystText', Icon: IconReport },
  supplier: { label: 'frame.roleSupplier', text: 'frame.roleSupplierText', Icon: IconBox },
  owner: { label: 'frame.roleOwner', text: 'frame.roleOwnerText', Icon: IconPerson },
} as const

type Current = Outputs['session']['current']

export function SignInPage(props: { session: Current }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  return (
    <main style={{ minHeight: '100vh', display: 'grid', placeItems: 'center', padding: '1.5rem' }}>
      <Stack gap="md" w="100%" maw={440}>
        <Group justify="space-between">
          <Brand />
          <Group gap={4}>
            <LanguageSwitch />
            <SchemeSwitch />
          </Group>
        </Group>
        <Paper p="lg">
          <Stack gap="md">
            <div>
              <Title order={1}>{t('frame.signIn')}</Title>
              <Text size="sm" className="soft">
                {t('frame.tagline')}
              </Text>
            </div>
            {props.session.lacksAccounts ? <FirstAccount /> : null}
            {props.session.user ? <Alert color="orange">{t('frame.noRole')}</Alert> : null}
            <SignInForm
              accounts={props.session.demoAccounts}
              onSignedIn={() => void queryClient.resetQueries()}
            />
          </Stack>
        </Paper>
      </Stack>
    </main>
  )
}

/** On a new installation: what makes the first account. */
function FirstAccount() {
  const { t } = useTranslation()
  return (
    <Alert color="brand" title={t('frame.firstAccount')}>
      <Text size="sm" mb={6}>
        {t('frame.firstAccountText')}
      </Text>
      <Code block translate="no" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {FIRST_ACCOUNT}
      </Code>
    </Alert>
  )
}

/** Over a page whose session has ended: what stands on it, half-typed forms included, waits beneath. */
export function SignInAgain(props: { email: string; onSignedIn: (email: string) => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      title={t('frame.signInAgain')}
      zIndex={400}
      transitionProps={{ duration: 0 }}
    >
      <Stack gap="md">
        <Text size="sm">{t('frame.signInAgainText')}</Text>
        <SignInForm accounts={[]} email={props.email} onSignedIn={props.onSignedIn} />
      </Stack>
    </Modal>
  )
}

function SignInForm(props: {
  accounts: Current['demoAccounts']
  email?: string
  onSignedIn: (email: string) => void
}) {
  const { t } = useTranslation()
  const [email, setEmail] = useState(props.email ?? '')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)

  const signIn = async (as: { email: string; password: string }) => {
    setBusy(true)
    setProblem(null)
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(as),
    }).catch(() => null)
    setBusy(false)
    if (response?.ok) return props.onSignedIn(as.email)
    setProblem(
      response?.status === 429
        ? t('frame.signInTooMany')
        : response && response.status < 500
          ? t('frame.signInFailed')
          : t('ui.failure-no-answer'),
    )
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void signIn({ email, password })
  }
  return (
    <>
      {props.accounts.length > 0 ? (
        <DemoAccounts accounts={props.accounts} onChoose={signIn} isBusy={isBusy} />
      ) : null}
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t('frame.email')}
            type="email"
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            required
            withAsterisk={false}
          />
          <PasswordInput
            label={t('frame.password')}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            required
            withAsterisk={false}
            visibilityToggleButtonProps={{ 'aria-label': t('frame.showPassword') }}
            {...(props.email === undefined ? {} : { 'data-autofocus': true })}
          />
          {problem ? (
            <Text size="sm" role="alert" style={{ color: 'var(--bad)' }}>
              {problem}
            </Text>
          ) : null}
          <Button type="submit" size="sm" loading={isBusy}>
            {t('frame.signIn')}
          </Button>
        </Stack>
      </form>
    </>
  )
}

function DemoAccounts(props: {
  accounts: Current['demoAccounts']
  onChoose: (account: { email: string; password: string }) => void
  isBusy: boolean
}) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Text size="sm">
        <strong>{t('frame.demoTitle')}</strong> <span className="soft">{t('frame.demoText')}</span>
      </Text>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(170px, 1fr))', gap: 8 }}>
        {props.accounts.map((account) => {
          const role = ROLES[account.role as keyof typeof ROLES]
          return (
            <UnstyledButton
              key={account.email}
              className="role-card"
              disabled={props.isBusy}
              onClick={() => props.onChoose(account)}
              data-role={account.role}
            >
              <role.Icon size={20} />
              <span>
                <Text size="sm" fw={600} component="span" display="block">
                  {t(role.label)}
                </Text>
                <Text size="xs" className="soft" component="span" display="block">
                  {t(role.text)}
                </Text>
              </span>
            </UnstyledButton>
          )
        })}
      </div>
      <Divider mt={4} />
    </Stack>
  )
}
