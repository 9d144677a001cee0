import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { toldStep } from '#api/wording/readable-unit'
import { type Rung, toldRungs } from '#planning/demand/rung'
import type { MeasureKey } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { usePatternWords } from '#web/measure/pattern.tsx'
import { RungBar } from '#web/measure/rung.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { Sparkline } from '#web/ui/chart/sparkline.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import type { Column } from '#web/ui/table.tsx'

export type DemandRow = NonNullable<Outputs['demand']['overview']>['rows'][number]

export function useDemandColumns(): Column<DemandRow>[] {
  const { t, i18n } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const patternWords = usePatternWords()
  // biome-ignore lint/correctness/useExhaustiveDependencies: all words change with the language alone
  return useMemo(() => {
    const figure = (id: string, key: MeasureKey, value: (row: DemandRow) => number): Column<DemandRow> => ({
      id,
      header: words.label(key),
      help: words.definition(key),
      align: 'end',
      sortBy: value,
      cell: (row) => <Measure of={key} value={value(row)} />,
    })
    const rungFigure = (rung: Rung): Column<DemandRow> => ({
      ...figure(rung, `${rung}-demand`, (row) => row[rung]),
      cell: (row) => <Measure of={`${rung}-demand`} value={toldRungs(row, toldStep(row.baseUnit))[rung]} />,
    })
    const known = (row: DemandRow) => row.paid + row.deposit + row.subscription
    return [
      {
        id: 'item',
        header: t('planning.item'),
        pinned: true,
        width: 300,
        sortBy: (row) => name(row),
        cell: (row) => (
          <NameWithCode
            name={
              <Link className="plain-link" to="/demand/$item" params={{ item: String(row.itemId) }}>
                {name(row)}
              </Link>
            }
            code={row.code}
          />
        ),
      },
      {
        id: 'trend',
        header: t('demand.trend'),
        help: t('demand.trendHelp'),
        cell: (row) => <Sparkline past={row.past} future={row.future} />,
      },
      figure('forecast', 'forecast', (row) => row.mean),
      {
        id: 'split',
        header: t('demand.split'),
        cell: (row) => <RungBar values={row} />,
      },
      rungFigure('paid'),
      rungFigure('deposit'),
      rungFigure('subscription'),
      rungFigure('intent'),
      rungFigure('model'),
      figure('known-share', 'known-share', (row) => (row.mean > 0 ? known(row) / row.mean : 0)),
      {
        id: 'pattern',
        header: t('demand.pattern'),
        sortBy: (row) => row.pattern,
        cell: (row) => patternWords(row.pattern),
      },
    ]
  }, [i18n.language])
}
