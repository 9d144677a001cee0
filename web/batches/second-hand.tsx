import { Group, Slider, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boughtCertainty, breakEvenStep } from '#planning/batches/buy-certainty'
import type { DialTerms } from '#planning/batches/certainty-dial'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { KeyFigure } from '#web/ui/panel.tsx'
import type { Dial } from './use-dial.ts'

/** Buying the certainty: the discount of the campaign behind a batch, raised until what it saves no longer pays for it. */
export function SecondHand(props: { dial: Dial; make: number; terms: DialTerms }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { dial, make, terms } = props
  const { offer } = dial
  const pays = offer === null ? null : breakEvenStep(dial, make, terms, offer)
  const [turned, setTurned] = useState<number | null>(null)
  if (offer === null || offer.steps.length < 2) return null
  const step = turned ?? pays ?? 0
  const bought = boughtCertainty(dial, make, terms, offer, step)
  const share = (at: number) => words.text('discount-share', offer.steps[at]!.discount)
  const text = t('batches.secondHandText', {
    discount: share(step),
    units: words.text('batch-quantity', bought.extraUnits),
    saved: words.text('certainty-saved', bought.saved),
    cost: words.text('certainty-cost', bought.cost),
  })
  return (
    <Stack gap={6} component="section" aria-label={t('batches.secondHand')}>
      <Text size="sm" fw={600}>
        {t('batches.secondHand')}{' '}
        <Link
          className="plain-link"
          to="/campaigns/$campaign"
          params={{ campaign: String(offer.campaignId) }}
        >
          {name(offer)}
        </Link>
      </Text>
      <Group gap="xl" align="flex-end">
        <Slider
          w={280}
          mb="sm"
          thumbLabel={t('batches.secondHandDiscount')}
          thumbValueText={text}
          min={0}
          max={offer.steps.length - 1}
          value={step}
          onChange={setTurned}
          label={share}
          marks={pays === null ? [] : [{ value: pays, label: share(pays) }]}
        />
        <KeyFigure
          label={words.label('discount-share')}
          value={<Measure of="discount-share" value={bought.discount} />}
        />
        <KeyFigure
          label={t('batches.secondHandUnits')}
          value={<Measure of="batch-quantity" value={bought.extraUnits} />}
        />
        <KeyFigure
          label={words.label('certainty-saved')}
          value={<Measure of="certainty-saved" value={bought.saved} help />}
        />
        <KeyFigure
          label={words.label('certainty-cost')}
          value={<Measure of="certainty-cost" value={bought.cost} help />}
        />
      </Group>
      <Text size="sm" role="status">
        {pays === null
          ? t('batches.secondHandNever', { now: share(0) })
          : t('batches.secondHandPays', { now: share(0), discount: share(pays) })}
      </Text>
      <Text size="xs" className="soft">
        {t('batches.secondHandNote', {
          count: offer.cohortCount,
          tried: words.text('discount-share', offer.triedUpTo),
        })}
      </Text>
    </Stack>
  )
}
