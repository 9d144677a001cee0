import { Button, Group, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useName } from '#web/measure/words.tsx'
import { useChangeoverWords } from './changeover-words.ts'
import type { Board, BoardBatch } from './line-load.ts'
import { placeWithin, sameWeek } from './week-order.ts'

const route = getRouteApi('/batches')

/** Earlier or later within the week, and the week as it is made now. The place stands in the address. */
export function OrderField(props: { board: Board; batch: BoardBatch }) {
  const { t } = useTranslation()
  const name = useName()
  const changeoverWords = useChangeoverWords()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { board, batch } = props
  const week = sameWeek(board, batch)
  const place = placeWithin(board, batch, search.toPlace ?? batch.sequenceInWeek)
  const put = (toPlace: number) =>
    void navigate({ search: { ...search, toPlace }, replace: true, resetScroll: false })
  return (
    <div>
      <Group gap="xs">
        <Button variant="default" disabled={place <= 1} onClick={() => put(place - 1)}>
          {t('batches.earlier')}
        </Button>
        <Button variant="default" disabled={place >= week.length} onClick={() => put(place + 1)}>
          {t('batches.later')}
        </Button>
        <Text size="sm" role="status">
          {t('batches.placeOf', { place, count: week.length })}
        </Text>
      </Group>
      <ol aria-label={t('batches.orderNow')} style={{ margin: '0.5rem 0 0', paddingInlineStart: '1.4rem' }}>
        {week.map((each) => (
          <Text key={each.batchNumber} size="sm" component="li" fw={each === batch ? 600 : undefined}>
            {t('batches.batch', { number: each.batchNumber })} ·{' '}
            {name({ nameZh: each.familyZh, nameEn: each.familyEn })} ·{' '}
            <span className="soft">{changeoverWords(each)}</span>
          </Text>
        ))}
      </ol>
    </div>
  )
}
