import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { methodText, reasonText } from '#api/wording/forecast-method'
import type { Locale } from '#api/wording/locale'
import { RUNGS } from '#planning/demand/rung'
import { useBaseUnit } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { RUNG_PATTERN, useRungWords } from '#web/measure/rung.tsx'
import { PatternSwatch } from '#web/ui/chart/pattern.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { CauseTable } from './item-causes.tsx'
import { type ItemForecast, OUTLOOK_WEEKS } from './item-page.tsx'
import { outlookParts } from './item-parts.ts'

/** The method, its reason, and the parts that add up to the forecast. */
export function WhyPanel(props: { forecast: ItemForecast }) {
  const { t, i18n } = useTranslation()
  const locale = i18n.language as Locale
  const words = useMeasureWords()
  const rungWords = useRungWords()
  const { forecast } = props
  const parts = outlookParts(forecast, useBaseUnit())
  return (
    <Panel title={t('item.whyTitle')} note={t('item.partsNote', { count: OUTLOOK_WEEKS })}>
      <Stack gap="sm">
        <table className="data-table">
          <tbody>
            {RUNGS.map((rung) => (
              <tr key={rung}>
                <td>
                  <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
                    <PatternSwatch pattern={RUNG_PATTERN[rung]} />
                    {rungWords(rung)}
                  </span>
                </td>
                <td className="end">
                  <Measure of="forecast" value={parts[rung]} />
                </td>
              </tr>
            ))}
            <tr className="total">
              <td>{words.label('forecast')}</td>
              <td className="end">
                <Measure of="forecast" value={RUNGS.reduce((total, rung) => total + parts[rung], 0)} />
              </td>
            </tr>
          </tbody>
        </table>
        <CauseTable forecast={forecast} />
        <div>
          <Text size="xs" className="soft">
            {t('item.method')}
          </Text>
          <Text size="sm">{methodText(forecast.method, locale)}</Text>
        </div>
        {forecast.reasons.length > 0 ? (
          <div>
            <Text size="xs" className="soft">
              {t('item.reason')}
            </Text>
            {forecast.reasons.map((reason) => (
              <Text key={reason.kind} size="sm">
                {reasonText(reason, locale)}
              </Text>
            ))}
          </div>
        ) : null}
      </Stack>
    </Panel>
  )
}
