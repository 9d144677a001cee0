import { Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type DialTerms, dialFigures } from '#planning/batches/certainty-dial'
import { outcomesWith } from '#planning/batches/next-rung'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Dial } from './use-dial.ts'

/** What more deposits of the campaigns behind the batch would reach, and how much surer that makes it. */
export function DepositRungs(props: { dial: Dial; make: number; terms: DialTerms }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { dial, make, terms } = props
  return dial.rungs.map((rung) => {
    const shifted = { ...dial, outcomes: outcomesWith(dial.outcomes, rung.sureUnits) }
    const value =
      rung.kind === 'factory-price'
        ? words.text('unit-price', rung.value)
        : rung.kind === 'customer-discount'
          ? words.text('discount-share', rung.value)
          : ''
    return (
      <Text size="sm" key={rung.campaignId}>
        <Link className="plain-link" to="/campaigns/$campaign" params={{ campaign: String(rung.campaignId) }}>
          {name(rung)}
        </Link>{' '}
        {t(`batches.rung-${rung.kind}`, {
          missing: words.text('batch-quantity', rung.missing),
          quantity: words.text('batch-quantity', rung.quantity),
          value,
        })}{' '}
        {t('batches.rungEffect', {
          before: dialFigures(dial, make, terms).leftOverOutcomes,
          after: dialFigures(shifted, make, terms).leftOverOutcomes,
        })}
      </Text>
    )
  })
}
