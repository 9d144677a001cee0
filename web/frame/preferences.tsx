import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { chooseLocale } from '#web/i18n.ts'
import { chooseDensity, useDensity } from '#web/ui/density.ts'
import { IconComfortable, IconCompact, IconMoon, IconSun } from '#web/ui/icon.tsx'

export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      w="auto"
      px={8}
      aria-label={`${t('frame.language')}: ${other === 'en' ? t('frame.languageEn') : t('frame.languageZh')}`}
      onClick={() => void chooseLocale(other)}
      style={{ color: 'var(--ink-soft)', fontSize: '0.8125rem' }}
    >
      <span lang={other}>{other === 'en' ? t('frame.languageEn') : t('frame.languageZh')}</span>
    </ActionIcon>
  )
}

export function SchemeSwitch() {
  const { t } = useTranslation()
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const label = scheme === 'dark' ? t('frame.toLight') : t('frame.toDark')
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        style={{ color: 'var(--ink-soft)' }}
      >
        {scheme === 'dark' ? <IconSun /> : <IconMoon />}
      </ActionIcon>
    </Tooltip>
  )
}

export function DensitySwitch() {
  const { t } = useTranslation()
  const density = useDensity()
  const label = density === 'compact' ? t('frame.toComfortable') : t('frame.toCompact')
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        visibleFrom="sm"
        aria-label={label}
        onClick={() => chooseDensity(density === 'compact' ? 'comfortable' : 'compact')}
        style={{ color: 'var(--ink-soft)' }}
      >
        {density === 'compact' ? <IconComfortable /> : <IconCompact />}
      </ActionIcon>
    </Tooltip>
  )
}
