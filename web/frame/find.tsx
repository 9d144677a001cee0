import { Button, Kbd } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { IconFind } from '#web/ui/icon.tsx'
import { placesOf } from './navigation.tsx'
import type { Role } from './session.tsx'

const TYPING_MILLISECONDS = 150

/** Ctrl or Cmd + K: any item, campaign, supplier or page by a part of its code, name or pinyin initials. */
export function Find(props: { role: Role }) {
  const { t } = useTranslation()
  const [query, setQuery] = useState('')
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconFind size={16} />}
        rightSection={<Kbd size="xs">Ctrl K</Kbd>}
        visibleFrom="sm"
        title={t('frame.findHint')}
        onClick={spotlight.open}
      >
        {t('frame.find')}
      </Button>
      <Spotlight.Root
        query={query}
        onQueryChange={setQuery}
        shortcut="mod + K"
        scrollable
        maxHeight={460}
        transitionProps={{ duration: 0 }}
        attributes={{ content: { 'aria-label': t('frame.find') } }}
      >
        <Spotlight.Search
          placeholder={t('frame.findPlaceholder')}
          aria-label={t('frame.findPlaceholder')}
          leftSection={<IconFind size={18} />}
          maxLength={60}
        />
        <Found text={query.trim()} role={props.role} />
      </Spotlight.Root>
    </>
  )
}

function Found(props: { text: string; role: Role }) {
  const { t } = useTranslation()
  const name = useName()
  const trpc = useTRPC()
  const navigate = useNavigate()
  const [text] = useDebouncedValue(props.text, TYPING_MILLISECONDS)
  const query = useQuery({
    ...trpc.find.byText.queryOptions({ text }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  const data = text === '' ? undefined : query.data
  const lower = props.text.toLowerCase()
  const pages = placesOf(props.role)
    .map(({ place, to }) => ({
      to,
      label: t(place === 'supplier' ? 'frame.supplierView' : `frame.${place}`),
    }))
    .filter(({ label }) => lower !== '' && label.toLowerCase().includes(lower))
  const count = pages.length + (data ? data.items.length + data.campaigns.length + data.suppliers.length : 0)
  if (props.text === '') return <Spotlight.Empty>{t('frame.findStart')}</Spotlight.Empty>
  if (query.isError) return <Spotlight.Empty>{t('frame.findFailed')}</Spotlight.Empty>
  if (count === 0 && data && !query.isFetching)
    return <Spotlight.Empty>{t('frame.findNothing', { text: props.text })}</Spotlight.Empty>
  return (
    <Spotlight.ActionsList>
      {pages.length > 0 ? (
        <Spotlight.ActionsGroup label={t('frame.findPages')}>
          {pages.map(({ to, label }) => (
            <Spotlight.Action key={to} label={label} onClick={() => void navigate({ to })} />
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
      {data && data.items.length > 0 ? (
        <Spotlight.ActionsGroup label={t('frame.findItems')}>
          {data.items.map((item) => (
            <Spotlight.Action
              key={item.itemId}
              label={name(item)}
              description={item.code}
              onClick={() => void navigate({ to: '/demand/$item', params: { item: String(item.itemId) } })}
            />
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
      {data && data.campaigns.length > 0 ? (
        <Spotlight.ActionsGroup label={t('frame.findCampaigns')}>
          {data.campaigns.map((campaign) => (
            <Spotlight.Action
              key={campaign.campaignId}
              label={name(campaign)}
              description={campaign.code}
              onClick={() =>
                void navigate({
                  to: '/campaigns/$campaign',
                  params: { campaign: String(campaign.campaignId) },
                })
              }
            />
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
      {data && data.suppliers.length > 0 ? (
        <Spotlight.ActionsGroup label={t('frame.findSuppliers')}>
          {data.suppliers.map((supplier) => (
            <Spotlight.Action
              key={supplier.supplierId}
              label={name(supplier)}
              description={supplier.code}
              onClick={() => void navigate({ to: '/supplier', search: { supplierId: supplier.supplierId } })}
            />
          ))}
        </Spotlight.ActionsGroup>
      ) : null}
    </Spotlight.ActionsList>
  )
}
