import { SimpleGrid, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays } from '#planning/time-bucket'
import { AUTHORISATION_PATTERN, useAuthorisationWords } from '#web/measure/authorisation.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { PatternSwatch } from '#web/ui/chart/pattern.tsx'
import { authorisationGroups, type Publication } from './reply-rows.ts'

/** What may be done with how many, until when: in words first. */
export function AuthorisationGroups(props: { publication: Publication }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const authorisationWords = useAuthorisationWords()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="md">
      {authorisationGroups(props.publication).map((group) => (
        <section key={group.authorisation} className="panel" style={{ padding: '0.75rem 0.9rem' }}>
          <Text size="sm" fw={600} style={{ display: 'flex', gap: 8, alignItems: 'center' }}>
            <PatternSwatch pattern={AUTHORISATION_PATTERN[group.authorisation]} />
            {authorisationWords(group.authorisation)}
          </Text>
          <Text size="xs" className="soft">
            {t(`supplier.meaning-${group.authorisation}`)}
          </Text>
          <div className="figure" style={{ fontSize: '1.4rem', fontWeight: 600 }}>
            <Measure of="published-quantity" value={group.quantity} />
          </div>
          <Text size="xs" className="soft">
            {group.lastWeek ? t('supplier.lastDate', { date: addDays(group.lastWeek, 6) }) : '–'}
            {group.previous === null
              ? null
              : ` · ${t('supplier.change', {
                  change: words.text('published-quantity', group.quantity - group.previous, { signed: true }),
                })}`}
          </Text>
        </section>
      ))}
    </SimpleGrid>
  )
}
