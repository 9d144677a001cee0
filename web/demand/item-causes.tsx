import { useTranslation } from 'react-i18next'
import { CAUSES_OF_MEAN, type CauseOfMean } from '#planning/forecast/explained-mean'
import { apportion } from '#planning/quantity'
import { Measure } from '#web/measure/measure.tsx'
import { type ItemForecast, OUTLOOK_WEEKS } from './item-page.tsx'

const WORD = {
  level: 'item.causeLevel',
  trend: 'item.causeTrend',
  season: 'item.causeSeason',
  holiday: 'item.causeHoliday',
  promotion: 'item.causePromotion',
  launches: 'item.causeLaunches',
} as const satisfies Record<CauseOfMean, string>

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Organic sales of the weeks ahead by what causes them; the parts add up. */
export function CauseTable(props: { forecast: ItemForecast }) {
  const { t } = useTranslation()
  const { terms } = props.forecast.effects
  if (!terms) return null
  const causes = CAUSES_OF_MEAN.flatMap((cause) => {
    const values = terms[cause]
    return values ? [{ cause, units: sum(values.slice(0, OUTLOOK_WEEKS)) }] : []
  })
  if (causes.every(({ units }) => units === 0)) return null
  const shown = apportion(causes.map(({ units }) => units))
  return (
    <table className="data-table">
      <caption className="soft" style={{ textAlign: 'start' }}>
        {t('item.effects')}
      </caption>
      <tbody>
        {causes.map(({ cause }, at) => (
          <tr key={cause}>
            <td>{t(WORD[cause])}</td>
            <td className="end">
              <Measure of="forecast" value={shown[at]} />
            </td>
          </tr>
        ))}
        <tr className="total">
          <td>{t('item.organicTotal')}</td>
          <td className="end">
            <Measure of="forecast" value={sum(shown)} />
          </td>
        </tr>
      </tbody>
    </table>
  )
}
