import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'

/** What the platform plans for the owner's customers, one sentence per unit; nothing before the first plan. */
export function Outlook() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const query = useQuery(trpc.expectations.outlook.queryOptions())
  return (
    <Loaded query={query} rows={2}>
      {({ weeks, units }) =>
        units.length === 0 ? null : (
          <Panel
            title={t('owner.outlook', { count: weeks })}
            note={t('owner.outlookNote', { date: units[0]!.asOf })}
          >
            <Stack gap="xs">
              {units.map((unit) => {
                const text = (units: number) => words.text('forecast', units, { unit: unit.baseUnit })
                return (
                  <Text key={unit.baseUnit} size="sm">
                    {t('owner.outlookText', {
                      count: weeks,
                      mean:
                        unit.baseUnit === 'piece'
                          ? `${text(unit.mean)} ${t('ui.unitPiece')}`
                          : text(unit.mean),
                      low: text(unit.low),
                      high: text(unit.high),
                      onBook: text(unit.onBook),
                      before: text(unit.before),
                    })}
                  </Text>
                )
              })}
            </Stack>
          </Panel>
        )
      }
    </Loaded>
  )
}
