import { csvText } from '#api/reports/file/csv'
import type { CellType, TableColumn } from '#api/reports/file/table'
import { xlsxBytes } from '#api/reports/file/xlsx'
import { FILE_CHOICES, FILE_HEADERS, IMPORT_KIND_NAMES } from '#api/wording/file-header'
import { type ImportField, type ImportKind, importFields } from './import-field.ts'

export type Language = 'en' | 'zh'

/** An empty file of one kind with headings in one language; XLSX also explains each column on a second sheet. */
export async function* writeTemplate(
  kind: ImportKind,
  language: Language,
  format: 'csv' | 'xlsx',
): AsyncGenerator<Uint8Array> {
  const fields = Object.entries(importFields(kind)).filter(([name]) => !isOtherForm(kind, name))
  const columns = fields.map(([name, field]) => templateColumn(name, field, language))
  if (format === 'csv') {
    for await (const piece of csvText({ columns, rows: [] })) yield Buffer.from(piece)
    return
  }
  yield* xlsxBytes([
    { name: IMPORT_KIND_NAMES[kind]?.[language] ?? kind, columns, rows: [] },
    {
      name: language === 'zh' ? '说明' : 'Columns',
      columns: (language === 'zh' ? ['列', '必填', '内容'] : ['Column', 'Required', 'Content']).map(
        (heading, at) => ({
          heading,
          type: 'text',
          width: at === 2 ? 60 : 24,
        }),
      ),
      rows: fields.map(([name, field]) => [
        FILE_HEADERS[name]?.[language] ?? name,
        field.isRequired ? (language === 'zh' ? '是' : 'yes') : '',
        contentOf(field, language),
      ]),
    },
  ])
}

/** Orders may also come as one event a row; the template is for one order a row. */
function isOtherForm(kind: ImportKind, name: string): boolean {
  return kind === 'pre-orders' && (name === 'event' || name === 'event_at')
}

function templateColumn(name: string, field: ImportField, language: Language): TableColumn {
  const types: Partial<Record<ImportField['type'], CellType>> = {
    date: 'date',
    moment: 'moment',
    code: 'text',
    text: 'text',
  }
  return {
    heading: FILE_HEADERS[name]?.[language] ?? name,
    type: types[field.type] ?? 'number',
    width: 18,
  }
}

const CONTENT: Record<Exclude<ImportField['type'], 'choice'>, Record<Language, string>> = {
  code: { en: 'code, as text', zh: '编码（文本）' },
  text: { en: 'text', zh: '文字' },
  whole: { en: 'whole number', zh: '整数' },
  quantity: { en: 'whole number of base units', zh: '按基本单位的整数' },
  money: { en: 'amount in currency units, e.g. 12.50', zh: '金额，例如 12.50' },
  fraction: { en: '0.95 or 95 %', zh: '0.95 或 95%' },
  decimal: { en: 'number, decimals with a point, e.g. 2.5', zh: '数字，小数用点号，例如 2.5' },
  date: { en: 'date, e.g. 2026-01-31', zh: '日期，例如 2026-01-31' },
  moment: { en: 'date or date and time, e.g. 2026-01-31 08:00', zh: '日期或日期时间，例如 2026-01-31 08:00' },
}

function contentOf(field: ImportField, language: Language): string {
  if (field.type !== 'choice') return CONTENT[field.type][language]
  const choices = field.choices.map((choice) => FILE_CHOICES[choice]?.[language] ?? choice)
  return `${language === 'zh' ? '以下之一：' : 'one of: '}${choices.join(language === 'zh' ? '、' : ', ')}`
}
