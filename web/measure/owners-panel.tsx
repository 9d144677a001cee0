import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { measureColumn } from './measure-column.tsx'

type Owners = NonNullable<Outputs['bullwhip']['owners']>
type Group = Owners['groups'][number]
type Bias = Group['bias']['usual']

/** What owners expected against what they sold, and whether they ask for more while goods are short. */
export function OwnersPanel(props: { runId: number | undefined }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.bullwhip.owners.queryOptions({ runId: props.runId }),
    placeholderData: (before) => before,
  })
  return (
    <Loaded query={query} rows={4}>
      {(data) =>
        data === null || data.groups.length === 0 ? (
          <Panel title={t('bullwhip.ownersTitle')}>
            <Text size="sm">{t('bullwhip.ownersNone')}</Text>
          </Panel>
        ) : (
          <Owners owners={data} />
        )
      }
    </Loaded>
  )
}

function Owners(props: { owners: Owners }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { groups, weeks, run } = props.owners
  const all = groups[0]!
  const range = (bias: { low: number; high: number }) =>
    t('bullwhip.fromTo', {
      low: words.text('bias', bias.low, { signed: true }),
      high: words.text('bias', bias.high, { signed: true }),
    })
  const biasCell = (bias: Bias) => (
    <>
      <Measure of="bias" value={bias?.bias ?? null} signed />
      {bias && bias.count > 1 ? (
        <Text component="span" size="xs" className="soft">
          {' '}
          {range(bias)}
        </Text>
      ) : null}
    </>
  )
  const columns: Column<Group>[] = [
    {
      id: 'group',
      header: t('bullwhip.ownerGroup'),
      pinned: true,
      cell: (group) =>
        group.level === 'all'
          ? t('bullwhip.allOwners')
          : group.level === 'region'
            ? t('bullwhip.ownersOf', { region: group.region || t('bullwhip.noRegion') })
            : `${group.name ?? ''} (${group.code ?? ''})`,
    },
    {
      id: 'count',
      header: t('bullwhip.expectations'),
      align: 'end',
      cell: (group) => <Measure of="row-count" value={group.count} />,
    },
    {
      id: 'expected',
      header: t('bullwhip.ownersExpected'),
      align: 'end',
      cell: (group) => <Measure of="demand" value={group.expected} />,
    },
    {
      id: 'sold',
      header: t('bullwhip.ownersSold'),
      align: 'end',
      cell: (group) => <Measure of="actual-demand" value={group.actual} />,
    },
    {
      id: 'usual',
      header: t('bullwhip.usualBias'),
      help: t('bullwhip.usualBiasHelp'),
      align: 'end',
      cell: (group) => biasCell(group.bias.usual),
    },
    measureColumn(words, 'wape', 'wape', (group) => group.wape),
    {
      id: 'short',
      header: t('bullwhip.shortBias'),
      help: t('bullwhip.shortBiasHelp'),
      align: 'end',
      cell: (group) => biasCell(group.bias.underShortage),
    },
    {
      id: 'verdict',
      header: t('bullwhip.gaming'),
      cell: (group) => t(`bullwhip.${group.bias.verdict}`),
    },
  ]
  return (
    <Panel
      title={t('bullwhip.ownersTitle')}
      note={`${t('bullwhip.ownersNote', { count: weeks })} · ${t('ui.dataAsOf', { date: run.asOf })}`}
      foot={t('bullwhip.ownersFoot')}
      flush
    >
      <Text size="sm" px="md" py="xs">
        {t(all.bias.underShortage ? 'bullwhip.ownersSummary' : 'bullwhip.ownersSummaryUsual', {
          expected: words.text('demand', all.expected),
          sold: words.text('actual-demand', all.actual),
          usual: words.text('bias', all.bias.usual?.bias, { signed: true }),
          short: words.text('bias', all.bias.underShortage?.bias, { signed: true }),
        })}
      </Text>
      <DataTable
        label={t('bullwhip.ownersTitle')}
        rows={groups}
        rowKey={(group) => group.key}
        columns={columns}
      />
    </Panel>
  )
}
