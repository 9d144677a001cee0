import { Anchor, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { AuthorisationChip } from '#web/measure/authorisation.tsx'
import { DeadlineText, FillBar, OptionValues, ReplyChip, useOptionLabel } from '#web/measure/batch-facts.tsx'
import { MaterialChip } from '#web/measure/material.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { PURPOSES, PurposeBar, PurposeSwatch, usePurposeWords } from '#web/measure/purpose.tsx'
import { shortWeek, useName } from '#web/measure/words.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { useChangeoverWords } from './changeover-words.ts'
import { type Board, type BoardBatch, barId } from './line-load.ts'
import type { Card } from './use-cards.ts'

/** One batch at a glance: how many, of what, for whom, with what, until when. */
export function BatchCard(props: { board: Board; batch: BoardBatch; card: Card | undefined }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const optionLabel = useOptionLabel()
  const changeoverWords = useChangeoverWords()
  const { batch, card } = props
  const line = props.board.lines.find(({ lineId }) => lineId === batch.lineId)
  const bar = barId(batch.batchNumber)
  return (
    <Panel
      title={`${t('batches.batch', { number: batch.batchNumber })} · ${name({ nameZh: batch.familyZh, nameEn: batch.familyEn })}`}
      note={[line ? name(line) : '', shortWeek(batch.week), `${batch.startsOn} – ${batch.endsOn}`]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <Anchor
          href={`#${bar}`}
          size="sm"
          className="plain-link"
          onClick={(event) => {
            event.preventDefault()
            document.getElementById(bar)?.focus()
          }}
        >
          {t('batches.toGantt')}
        </Anchor>
      }
    >
      <dl className="batch-card">
        <Fact label={words.label('batch-quantity')}>
          <strong>
            <Measure of="batch-quantity" value={batch.quantity} />
          </strong>
        </Fact>
        <Fact label={words.label('fill-of-minimum')}>
          <FillBar quantity={batch.quantity} minimum={batch.minimumQuantity} />
        </Fact>
        <Fact label={t('batches.serves')}>
          <Sources purposes={batch.purposes} />
        </Fact>
        <Fact label={t('batches.changeoverBefore')}>
          <Text size="sm">{changeoverWords(batch)}</Text>
        </Fact>
        <Fact label={t('batches.authorisation')}>
          <Group gap={6}>
            <AuthorisationChip of={batch.authorisation} />
            <Chip>{t(`planning.batch-${batch.state as 'planned' | 'firm' | 'released'}`)}</Chip>
          </Group>
        </Fact>
        {card ? (
          <>
            <Fact label={t('batches.material')}>
              <MaterialChip of={card.material} />
            </Fact>
            <Fact label={t('batches.reply')}>
              <ReplyChip of={card.reply} />
            </Fact>
            <Fact label={t('batches.deadline')}>
              <DeadlineText of={card.deadline} today={props.board.run.asOf} />
            </Fact>
            {card.optionMix.map(({ option, values }) => (
              <Fact key={option} label={optionLabel(option)}>
                <OptionValues values={values} total={batch.quantity} />
              </Fact>
            ))}
          </>
        ) : null}
      </dl>
    </Panel>
  )
}

function Fact(props: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="soft">{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}

/** Rungs by pattern and by word. */
function Sources(props: { purposes: Readonly<Record<string, number>> }) {
  const words = useMeasureWords()
  const purposeWords = usePurposeWords()
  const shown = PURPOSES.filter((purpose) => (props.purposes[purpose] ?? 0) > 0)
  return (
    <div>
      <PurposeBar purposes={props.purposes} width={200} />
      <Group gap="0.1rem 0.7rem" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {shown.map((purpose) => (
          <Group key={purpose} component="li" gap={4} wrap="nowrap">
            <PurposeSwatch of={purpose} />
            <Text size="xs">
              {purposeWords(purpose)} {words.text('batch-quantity', props.purposes[purpose])}
            </Text>
          </Group>
        ))}
      </Group>
    </div>
  )
}
