import { useTranslation } from 'react-i18next'

const NAMED = ['smooth', 'erratic', 'intermittent', 'lumpy', 'new', 'dying', 'none'] as const

/** Words of a demand pattern; one without words yet shows its key. */
export function usePatternWords(): (pattern: string) => string {
  const { t } = useTranslation()
  return (pattern) => {
    const named = NAMED.find((candidate) => candidate === pattern)
    return named ? t(`planning.pattern-${named}`) : pattern
  }
}
