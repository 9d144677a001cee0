import { useTranslation } from 'react-i18next'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, useName } from '#web/measure/words.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { type Packing, useLotName } from './lot-name.ts'

export interface BoxPlan {
  readonly subscriptionPlanId: number
  readonly nameZh: string
  readonly nameEn: string
}

type Box = Packing['boxes'][number]

/** One line of a box: pieces of a lot, or pieces that nothing fills. */
interface PackingRow {
  readonly key: string
  readonly box: Box
  /** Only on the first line of a box. */
  readonly isFirst: boolean
  readonly itemId: number
  readonly pieces: number
  readonly part: Box['parts'][number] | null
}

/** What each coming box holds: lot by lot, with the days to eat it and what is missing. */
export function BoxPacking(props: { packing: Packing; plans: readonly BoxPlan[] }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const lotName = useLotName(props.packing)
  const { boxes, items, lots } = props.packing
  const plans = new Map(props.plans.map((plan) => [plan.subscriptionPlanId, plan]))
  const itemOf = (itemId: number) => items.find((item) => item.itemId === itemId)!
  return (
    <Panel title={t('subscriptions.packing')} note={t('subscriptions.packingNote')} flush>
      <DataTable
        label={t('subscriptions.packing')}
        rows={boxes.flatMap((box, at) => rowsOf(box, at, lots))}
        rowKey={({ key }) => key}
        minWidth={980}
        columns={[
          {
            id: 'box',
            header: t('subscriptions.box'),
            cell: ({ box, isFirst }) => (isFirst ? <span className="figure">{box.boxOn}</span> : null),
          },
          {
            id: 'plan',
            header: t('subscriptions.plan'),
            cell: ({ box, isFirst }) => {
              const plan = plans.get(box.subscriptionPlanId)
              return isFirst && plan ? name(plan) : null
            },
          },
          {
            id: 'count',
            header: words.label('coming-boxes'),
            help: words.definition('coming-boxes'),
            align: 'end',
            cell: ({ box, isFirst }) => (isFirst ? <Measure of="coming-boxes" value={box.count} /> : null),
          },
          {
            id: 'item',
            header: t('subscriptions.fruit'),
            cell: ({ itemId }) => <NameWithCode name={name(itemOf(itemId))} code={itemOf(itemId).code} />,
          },
          {
            id: 'lot',
            header: t('subscriptions.lot'),
            cell: ({ part }) =>
              part ? lotName(lots[part.lot]!, false) : <Chip tone="bad">{t('subscriptions.missing')}</Chip>,
          },
          {
            id: 'pieces',
            header: t('subscriptions.pieces'),
            help: t('subscriptions.piecesHelp'),
            align: 'end',
            cell: ({ itemId, pieces }) => (
              <CountedIn unit={itemOf(itemId).baseUnit}>
                <Measure of="boxed-quantity" value={pieces} />
              </CountedIn>
            ),
          },
          {
            id: 'share',
            header: words.label('lot-share'),
            help: words.definition('lot-share'),
            align: 'end',
            cell: ({ part, pieces }) => (
              <Measure of="lot-share" value={part ? pieces / lots[part.lot]!.quantity : null} />
            ),
          },
          {
            id: 'eat',
            header: t('subscriptions.eat'),
            help: t('subscriptions.eatHelp'),
            cell: ({ part }) => (
              <span className="figure">
                {part ? `${monthDay(part.eatFrom)} – ${monthDay(part.eatTo)}` : '–'}
              </span>
            ),
          },
          {
            id: 'empty',
            header: t('subscriptions.nothingRipe'),
            help: t('subscriptions.emptyHelp'),
            wraps: true,
            cell: ({ box, isFirst }) =>
              isFirst && box.emptyDays.length > 0 ? <EmptyDays box={box} /> : null,
          },
        ]}
      />
    </Panel>
  )
}

function rowsOf(box: Box, at: number, lots: Packing['lots']): PackingRow[] {
  const rows = [
    ...box.parts.map((part) => ({ itemId: lots[part.lot]!.itemId, pieces: part.pieces, part })),
    ...box.missing.map(({ itemId, pieces }) => ({ itemId, pieces, part: null })),
  ]
  return rows.map((row, line) => ({ ...row, key: `${at}/${line}`, box, isFirst: line === 0 }))
}

/** Days on which nothing is ripe in some boxes, and in how many at most. */
function EmptyDays({ box: { emptyDays } }: { box: Box }) {
  const { t } = useTranslation()
  const from = monthDay(emptyDays[0]!.date)
  const to = monthDay(emptyDays.at(-1)!.date)
  const count = Math.max(...emptyDays.map(({ boxes }) => boxes))
  return (
    <Chip tone="warn">
      {from === to
        ? t('subscriptions.emptyOn', { day: from, count })
        : t('subscriptions.emptyFromTo', { from, to, count })}
    </Chip>
  )
}
