import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type AuditNames, auditAction, auditActor, auditChanges, auditSubject } from '#api/wording/audit'
import type { Locale } from '#api/wording/locale'
import { useMoment, useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import type { Column } from '#web/ui/table.tsx'

export type AuditRow = Outputs['audit']['list']['rows'][number]

/** Fields told in a row; the file has the rest. */
const TOLD_FIELDS = 6

/** `things`: names of what the rows are about. */
export function useAuditColumns(things: AuditNames): Column<AuditRow>[] {
  const { t, i18n } = useTranslation()
  const moment = useMoment()
  const name = useName()
  const locale = i18n.language as Locale
  const roleText = (role: string) => {
    const known = (['planner', 'analyst', 'supplier', 'owner', 'system'] as const).find(
      (each) => each === role,
    )
    return known ? t(`audit.role-${known}`) : role
  }
  return [
    { id: 'when', header: t('audit.when'), cell: (row) => <span className="figure">{moment(row.at)}</span> },
    {
      id: 'who',
      header: t('audit.who'),
      cell: (row) => (
        <>
          <span translate="no">{auditActor(row, locale)}</span>{' '}
          {row.userName === null && row.role === 'system' ? null : (
            <span className="soft">{roleText(row.role)}</span>
          )}
        </>
      ),
    },
    { id: 'what', header: t('audit.what'), cell: (row) => auditAction(row.action, locale) },
    {
      id: 'subject',
      header: t('audit.subject'),
      wraps: true,
      cell: (row) =>
        row.itemId !== null && row.itemZh !== null && row.itemEn !== null ? (
          <>
            <Link className="plain-link" to="/demand/$item" params={{ item: String(row.itemId) }}>
              {name({ nameZh: row.itemZh, nameEn: row.itemEn })}
            </Link>{' '}
            <span className="soft">{row.subject.split('/').slice(2).join(' ')}</span>
          </>
        ) : (
          <span translate="no">{auditSubject(row.subject, locale, row.subjectName, things, row.after)}</span>
        ),
    },
    {
      id: 'changes',
      header: t('audit.changes'),
      wraps: true,
      cell: (row) => <Changes row={row} things={things} />,
    },
  ]
}

function Changes(props: { row: AuditRow; things: AuditNames }) {
  const { t, i18n } = useTranslation()
  const changes = auditChanges(props.row.before, props.row.after, i18n.language as Locale, props.things)
  const hidden = changes.length - TOLD_FIELDS
  return (
    <span translate="no">
      {changes.slice(0, TOLD_FIELDS).map(({ field, before, after }, index) => (
        <span key={field}>
          {index > 0 ? ' · ' : null}
          <span className="soft">{field}</span>{' '}
          {before === null ? null : <span className="figure">{before} → </span>}
          <span className="figure">{after ?? '–'}</span>
        </span>
      ))}
      {hidden > 0 ? <span className="soft"> · {t('audit.more', { count: hidden })}</span> : null}
    </span>
  )
}
