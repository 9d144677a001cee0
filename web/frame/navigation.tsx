import { Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import {
  IconAudit,
  IconBatches,
  IconBox,
  IconCampaign,
  IconChart,
  IconGrid,
  IconImport,
  IconPerson,
  IconRepeat,
  IconReport,
  IconTarget,
  IconToday,
  IconWave,
} from '#web/ui/icon.tsx'
import type { Role } from './session.tsx'

const PLACES = {
  today: { to: '/today', Icon: IconToday },
  demand: { to: '/demand', Icon: IconChart },
  campaigns: { to: '/campaigns', Icon: IconCampaign },
  subscriptions: { to: '/subscriptions', Icon: IconRepeat },
  plan: { to: '/plan', Icon: IconGrid },
  batches: { to: '/batches', Icon: IconBatches },
  bullwhip: { to: '/bullwhip', Icon: IconWave },
  accuracy: { to: '/accuracy', Icon: IconTarget },
  reports: { to: '/reports', Icon: IconReport },
  import: { to: '/import', Icon: IconImport },
  audit: { to: '/audit', Icon: IconAudit },
  supplier: { to: '/supplier', Icon: IconBox },
  owner: { to: '/owner', Icon: IconPerson },
} as const

type Place = keyof typeof PLACES
type Group = {
  title: 'groupPlan' | 'groupDemand' | 'groupSupply' | 'groupData' | null
  places: readonly Place[]
}

const STAFF: readonly Group[] = [
  { title: null, places: ['today'] },
  { title: 'groupDemand', places: ['demand', 'campaigns', 'subscriptions'] },
  { title: 'groupSupply', places: ['plan', 'batches', 'bullwhip', 'supplier'] },
  { title: 'groupData', places: ['accuracy', 'reports', 'import', 'audit'] },
]

const GROUPS: Record<Role, readonly Group[]> = {
  planner: STAFF,
  analyst: STAFF.map((group) => ({ ...group, places: group.places.filter((place) => place !== 'import') })),
  supplier: [{ title: null, places: ['supplier'] }],
  owner: [{ title: null, places: ['owner'] }],
}

export const START_PAGE = {
  planner: '/today',
  analyst: '/accuracy',
  supplier: '/supplier',
  owner: '/owner',
} as const satisfies Record<Role, string>

/** Whether a role's navigation leads to this address; the API refuses the rest by itself. */
export function mayVisit(role: Role, path: string): boolean {
  if (path === '/' || path === '/account') return true
  return GROUPS[role].some((group) =>
    group.places.some((place) => path === PLACES[place].to || path.startsWith(`${PLACES[place].to}/`)),
  )
}

/** Whether any role's navigation leads to this address; no other address has a page. */
export function isPlace(path: string): boolean {
  return Object.values(PLACES).some(({ to }) => path === to || path.startsWith(`${to}/`))
}

/** Pages of a role's navigation in their order. */
export function placesOf(
  role: Role,
): readonly { readonly place: Place; readonly to: (typeof PLACES)[Place]['to'] }[] {
  return GROUPS[role].flatMap(({ places }) => places.map((place) => ({ place, to: PLACES[place].to })))
}

export function Navigation(props: { role: Role; onVisit: () => void }) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('frame.navigation')}>
      <Stack gap="sm">
        {GROUPS[props.role].map((group, index) => (
          <Stack gap={2} key={index}>
            {group.title ? (
              <Text size="xs" className="soft" px="0.7rem">
                {t(`frame.${group.title}`)}
              </Text>
            ) : null}
            {group.places.map((place) => {
              const { to, Icon } = PLACES[place]
              return (
                <Link key={place} to={to} className="nav-link" onClick={props.onVisit}>
                  <Icon />
                  {t(
                    place === 'supplier' && props.role !== 'supplier'
                      ? 'frame.supplierView'
                      : `frame.${place}`,
                  )}
                </Link>
              )
            })}
          </Stack>
        ))}
      </Stack>
    </nav>
  )
}
