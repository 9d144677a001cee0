import { ActionIcon, AppShell, Burger, Group, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PatternDefinitions } from '#web/ui/chart/pattern.tsx'
import { RequestFailure, useFailureNotice } from '#web/ui/failure.ts'
import { IconLeave } from '#web/ui/icon.tsx'
import { Chip } from '#web/ui/panel.tsx'
import { EmptyState } from '#web/ui/state.tsx'
import { Brand } from './brand.tsx'
import { Find } from './find.tsx'
import { LiveBanner } from './live-banner.tsx'
import { isPlace, mayVisit, Navigation } from './navigation.tsx'
import { DensitySwitch, LanguageSwitch, SchemeSwitch } from './preferences.tsx'
import { RunPanel } from './run-panel.tsx'
import { SessionGate, useSession } from './session.tsx'

/** The one page that is read without signing in: by a link that a supplier gave. */
export const OPEN_PAGE = '/upstream'

export function Layout() {
  const { pathname } = useLocation()
  if (pathname === OPEN_PAGE) return <Outlet />
  return (
    <SessionGate>
      <PatternDefinitions />
      <SignedInLayout />
    </SessionGate>
  )
}

function SignedInLayout() {
  const { t } = useTranslation()
  const session = useSession()
  const [isOpen, { toggle, close }] = useDisclosure()
  const { pathname } = useLocation()
  const isPhoneFirst = session.role === 'owner'
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 200, breakpoint: 'md', collapsed: { mobile: !isOpen, desktop: isPhoneFirst } }}
      transitionDuration={0}
    >
      <AppShell.Header style={{ background: 'var(--panel)', borderColor: 'var(--line)' }}>
        <a className="skip-link" href="#content">
          {t('ui.skipToContent')}
        </a>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap">
            {isPhoneFirst ? null : (
              <Burger
                opened={isOpen}
                onClick={toggle}
                hiddenFrom="md"
                size="sm"
                aria-label={t('frame.openNavigation')}
              />
            )}
            <Brand />
            {session.hasSampleData ? (
              <Text component="span" visibleFrom="sm">
                <Chip tone="note">{t('frame.demoLabel')}</Chip>
              </Text>
            ) : null}
          </Group>
          <Group gap="sm" wrap="nowrap">
            {session.role === 'planner' || session.role === 'analyst' ? <Find role={session.role} /> : null}
            {session.role === 'owner' ? null : <LiveBanner />}
            {session.role === 'planner' || session.role === 'analyst' ? <RunPanel /> : null}
            <Group gap={2} wrap="nowrap">
              <LanguageSwitch />
              {session.role === 'owner' ? null : <DensitySwitch />}
              <SchemeSwitch />
              <SignOut />
            </Group>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" style={{ background: 'var(--panel)', borderColor: 'var(--line)' }}>
        <AppShell.Section grow>
          <Navigation role={session.role} onVisit={close} />
        </AppShell.Section>
        <AppShell.Section>
          <WhoseScreen onLeave={close} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <div className="page">
          <PrintedFrom />
          {mayVisit(session.role, pathname) || !isPlace(pathname) ? (
            <Outlet />
          ) : (
            <EmptyState
              title={t('ui.noAccessTitle')}
              text={t('ui.noAccessText')}
              action={
                <Link className="plain-link" to="/">
                  {t('ui.back')}
                </Link>
              }
            />
          )}
          {isPhoneFirst ? (
            <div className="no-print" style={{ maxWidth: 640, margin: '1.5rem auto 0' }}>
              <WhoseScreen />
            </div>
          ) : null}
        </div>
      </AppShell.Main>
    </AppShell>
  )
}

/** Who is signed in, in which zone days are counted, and on a phone whether the data are of the demo company. */
function WhoseScreen(props: { onLeave?: () => void }) {
  const { t } = useTranslation()
  const session = useSession()
  return (
    <Text size="xs" className="soft" px="0.7rem">
      <Link to="/account" onClick={props.onLeave} title={t('account.title')} className="account-link">
        <span translate="no">{session.user.name}</span>
      </Link>
      <br />
      {t('frame.zone', { zone: session.timeZone })}
      {session.hasSampleData ? <span className="phone-only"> · {t('frame.demoLabel')}</span> : null}
    </Text>
  )
}

/** On paper only: where the page came from, with its filters, and when. */
function PrintedFrom() {
  const { t } = useTranslation()
  const { businessDate } = useSession()
  const { href } = useLocation()
  return (
    <p className="print-only">
      <span translate="no">
        Headwater · {window.location.origin}
        {href}
      </span>{' '}
      {t('frame.printedOn', { date: businessDate })}
    </p>
  )
}

function SignOut() {
  const { t } = useTranslation()
  const failureNotice = useFailureNotice()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const signOut = async () => {
    try {
      const response = await fetch('/api/auth/sign-out', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      })
      if (!response.ok) throw new RequestFailure(response.status, undefined)
    } catch (error) {
      return failureNotice(error)
    }
    queryClient.clear()
    await navigate({ to: '/' })
    await queryClient.resetQueries()
  }
  return (
    <Tooltip label={t('frame.signOut')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('frame.signOut')}
        onClick={() => void signOut()}
        style={{ color: 'var(--ink-soft)' }}
      >
        <IconLeave />
      </ActionIcon>
    </Tooltip>
  )
}
