import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { Cell, FileTable, TableColumn } from './table.ts'

const PIECE_CHARACTERS = 1 << 16
const MOST_ROWS = 1_048_576
const LONGEST_CELL = 32_767
const DEFAULT_WIDTH = 14

/**
 * Tables as one XLSX workbook, a sheet each, written while the rows arrive. Headings are bold and stay in sight; text is
 * text (nothing is a formula); dates are real dates.
 * @throws RangeError when a table has more rows than a sheet can hold: nothing is cut off silently
 */
export async function* xlsxBytes(tables: readonly FileTable[]): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  let failure: Error | null = null
  const zip = new Zip((error, chunk) => {
    if (error) failure = error
    else ready.push(chunk)
  })
  const take = () => {
    if (failure) throw failure
    const taken = ready
    ready = []
    return taken
  }
  const names = sheetNames(tables)
  for (const [name, text] of fixedParts(names)) {
    const part = new ZipPassThrough(name)
    zip.add(part)
    part.push(Buffer.from(text), true)
  }
  for (const [at, table] of tables.entries()) {
    const part = new ZipDeflate(`xl/worksheets/sheet${at + 1}.xml`, { level: 2 })
    zip.add(part)
    let text = sheetStart(table.columns)
    let line = 1
    for await (const row of table.rows) {
      line++
      if (line > MOST_ROWS)
        throw new RangeError(`a sheet holds at most ${MOST_ROWS} rows; write ${table.name} as CSV or Parquet`)
      text += rowXml(row, line, table.columns)
      if (text.length > PIECE_CHARACTERS) {
        part.push(Buffer.from(text), false)
        text = ''
        yield* take()
      }
    }
    const last = `${columnLetters(Math.max(0, table.columns.length - 1))}${line}`
    part.push(Buffer.from(`${text}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`), true)
    yield* take()
  }
  zip.end()
  yield* take()
}

function sheetNames(tables: readonly FileTable[]): string[] {
  const names = tables.map((table) => table.name.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31) || 'Sheet')
  return names.map((name, at) => (names.indexOf(name) === at ? name : `${name.slice(0, 27)} ${at + 1}`))
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

function fixedParts(names: readonly string[]): [string, string][] {
  const sheets = names.map((_, at) => at + 1)
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return [
    [
      '[Content_Types].xml',
      `${DECLARATION}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/>${sheets.map((sheet) => `<Override PartName="/xl/worksheets/sheet${sheet}.xml" ContentType="${type}.worksheet+xml"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.map((sheet) => `<sheet name="${escaped(names[sheet - 1]!)}" sheetId="${sheet}" r:id="rId${sheet}"/>`).join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((sheet) => `<Relationship Id="rId${sheet}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${sheet}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${DECLARATION}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ],
  ]
}

function sheetStart(columns: readonly TableColumn[]): string {
  // Columns of codes and dates are formatted ahead, so that what people type below keeps its form.
  const style = { text: ' style="4"', date: ' style="2"', moment: ' style="3"', number: '' }
  const widths = columns
    .map(
      (column, at) =>
        `<col min="${at + 1}" max="${at + 1}" width="${column.width ?? DEFAULT_WIDTH}" customWidth="1"${style[column.type]}/>`,
    )
    .join('')
  const headings = columns
    .map((column, at) => textCell(`${columnLetters(at)}1`, column.heading, ' s="1"'))
    .join('')
  return `${DECLARATION}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>${widths === '' ? '' : `<cols>${widths}</cols>`}<sheetData><row r="1">${headings}</row>`
}

function rowXml(row: readonly Cell[], line: number, columns: readonly TableColumn[]): string {
  let xml = `<row r="${line}">`
  for (let at = 0; at < row.length; at++) {
    const cell = row[at]
    if (cell === null || cell === undefined || cell === '') continue
    const address = `${columnLetters(at)}${line}`
    if (typeof cell === 'number')
      xml += Number.isFinite(cell)
        ? `<c r="${address}"><v>${cell}</v></c>`
        : textCell(address, String(cell), '')
    else if (typeof cell === 'boolean') xml += `<c r="${address}" t="b"><v>${cell ? 1 : 0}</v></c>`
    else {
      const type = columns[at]?.type
      const serial = type === 'date' || type === 'moment' ? serialDate(cell) : null
      xml +=
        serial === null
          ? textCell(address, cell, ' s="4"')
          : `<c r="${address}" s="${type === 'date' ? 2 : 3}"><v>${serial}</v></c>`
    }
  }
  return `${xml}</row>`
}

function textCell(address: string, text: string, style: string): string {
  const shown = text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text
  return `<c r="${address}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(shown)}</t></is></c>`
}

/** Days since 1899-12-30; null for what is not an ISO date or lies before the false leap day of 1900. */
function serialDate(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2})?)?$/.test(text)) return null
  const milliseconds = Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text.replace(' ', 'T')}Z`)
  const serial = milliseconds / 86_400_000 + 25_569
  return Number.isNaN(serial) || serial < 61 ? null : serial
}

const letters: string[] = []

function columnLetters(index: number): string {
  const known = letters[index]
  if (known !== undefined) return known
  let name = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  letters[index] = name
  return name
}

// What XML cannot hold: control characters other than tab and line ends, and two code points that are none.
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|[\uFFFE\uFFFF]/gu
const MARKED = /[&<>"\p{Cc}\uFFFE\uFFFF]/u

function escaped(text: string): string {
  const spelled = text.includes('_x') ? text.replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x') : text
  if (!MARKED.test(spelled)) return spelled
  return spelled
    .replace(UNWRITABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
