import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { BoardBatch } from './line-load.ts'

/** What is done to the line before a batch, in words. */
export function useChangeoverWords() {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  return ({ changeover, familyId, familyZh, familyEn }: BoardBatch): string => {
    const to = name({ nameZh: familyZh, nameEn: familyEn })
    const { fromFamilyId, fromZh, fromEn } = changeover
    const minutes = words.text('setup-minutes', changeover.minutes)
    if (changeover.minutes === 0 && (fromFamilyId === null || fromFamilyId === familyId))
      return t('batches.goesOn', { to })
    return fromFamilyId === null || fromFamilyId === familyId
      ? t('batches.setUp', { to, minutes })
      : t('batches.changeoverFrom', {
          from: name({ nameZh: fromZh ?? '', nameEn: fromEn ?? '' }),
          to,
          minutes,
        })
  }
}
