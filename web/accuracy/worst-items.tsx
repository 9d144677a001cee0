import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BaseUnit } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { shortWeek, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'

const route = getRouteApi('/accuracy')

/** One opened cell of the waterfall: the items that explain its error. */
export function WorstItems(props: { planningRunId: number; week: string; unit: BaseUnit | undefined }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const name = useName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { planningRunId, week, unit } = props
  const query = useQuery(trpc.accuracy.worstItems.queryOptions({ planningRunId, week, unit }))
  const title = t('accuracy.worstItems', { week: shortWeek(week) })
  return (
    <Panel
      title={title}
      flush
      actions={
        <Button
          variant="default"
          onClick={() =>
            void navigate({ search: { ...search, version: undefined, week: undefined }, resetScroll: false })
          }
        >
          {t('ui.close')}
        </Button>
      }
    >
      <Loaded query={query} rows={4}>
        {(items) => (
          <DataTable
            label={title}
            rows={items}
            rowKey={(item) => item.itemId}
            maxHeight="360px"
            columns={[
              { id: 'code', header: t('planning.code'), cell: (item) => item.code },
              {
                id: 'item',
                header: t('planning.item'),
                cell: (item) => (
                  <Link className="plain-link" to="/demand/$item" params={{ item: String(item.itemId) }}>
                    {name(item)}
                  </Link>
                ),
              },
              {
                id: 'said',
                header: t('accuracy.said'),
                align: 'end',
                cell: (item) => <Measure of="forecast" value={item.said} />,
              },
              {
                id: 'happened',
                header: t('accuracy.happened'),
                align: 'end',
                cell: (item) => <Measure of="actual-demand" value={item.happened} />,
              },
              {
                id: 'error',
                header: words.label('forecast-error'),
                help: words.definition('forecast-error'),
                align: 'end',
                cell: (item) => <Measure of="forecast-error" value={item.said - item.happened} signed />,
              },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  )
}
