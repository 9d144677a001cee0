import { ActionIcon, Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useTRPC } from '#web/trpc.ts'
import { IconBack, IconChevron } from '#web/ui/icon.tsx'

const route = getRouteApi('/bullwhip')

/** Steps through the versions of the plan; the list says what each would have caused. */
export function VersionStepper() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(trpc.bullwhip.versions.queryOptions())
  const versions = (query.data ?? []).filter((row) => row.tier === 'platform' && row.basis === 'plan')
  if (versions.length < 2) return null
  const newest = versions.length - 1
  const found = versions.findIndex((version) => version.planningRunId === search.version)
  const at = found < 0 ? newest : found
  const show = (place: number) =>
    void navigate({
      search: { ...search, version: place === newest ? undefined : versions[place]!.planningRunId },
      replace: true,
      resetScroll: false,
    })
  return (
    <Group gap={6} wrap="nowrap">
      <ActionIcon
        variant="default"
        aria-label={t('bullwhip.earlier')}
        disabled={at === 0}
        onClick={() => show(at - 1)}
      >
        <IconBack size={14} />
      </ActionIcon>
      <Select
        size="xs"
        w={230}
        aria-label={t('bullwhip.version')}
        allowDeselect={false}
        value={String(versions[at]!.planningRunId)}
        onChange={(value) => show(versions.findIndex((each) => String(each.planningRunId) === value))}
        data={versions.map((version, place) => ({
          value: String(version.planningRunId),
          label: `${version.asOf} · ${words.text('order-variance-ratio', version.ratio)}${place === newest ? ` · ${t('bullwhip.newest')}` : ''}`,
        }))}
      />
      <ActionIcon
        variant="default"
        aria-label={t('bullwhip.later')}
        disabled={at === newest}
        onClick={() => show(at + 1)}
      >
        <IconChevron size={14} />
      </ActionIcon>
    </Group>
  )
}
