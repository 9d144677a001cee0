import type { ImportFaultKey } from '#api/wording/import-fault'
import { dayNumberDate } from './day-number.ts'
import { UnreadableFile } from './import-fault.ts'
import { LONGEST_ROW, type SourceRow, type SourceRows } from './source-table.ts'
import { openXlsx } from './xlsx-archive.ts'
import { readWorkbook, type Workbook } from './xlsx-workbook.ts'
import { attribute, XmlTokens } from './xml-tokens.ts'

const MOST_COLUMNS = 16_384

/** Rows of one sheet: the named one, else the first that is visible. Cells without an address follow one another. */
export async function* xlsxRows(
  file: string,
  sheet: string | undefined,
  onRead?: (bytes: number, of: number) => void,
): SourceRows {
  const archive = await openXlsx(file)
  try {
    const workbook = await readWorkbook(archive)
    const chosen =
      sheet === undefined
        ? (workbook.sheets.find((each) => !each.isHidden) ?? workbook.sheets[0])
        : workbook.sheets.find((each) => each.name === sheet)
    if (chosen === undefined || !archive.names.includes(chosen.part))
      throw new UnreadableFile(
        'sheet-missing',
        { value: sheet ?? chosen?.name ?? null },
        { sheets: workbook.sheets.map((each) => each.name).join(', ') },
      )
    const reader = new SheetReader(workbook)
    for await (const piece of archive.text(chosen.part, onRead)) {
      reader.tokens.push(piece)
      if (reader.rows.length > 0) yield reader.take()
    }
    if (!reader.isClosed) throw new UnreadableFile('archive-damaged', {}, { reason: 'the sheet has no end' })
  } finally {
    archive.close()
  }
}

class SheetReader {
  rows: SourceRow[] = []
  isClosed = false
  readonly tokens: XmlTokens
  readonly #workbook: Workbook
  #line = 0
  #cells: string[] = []
  #faults: { cell: number; fault: ImportFaultKey }[] = []
  #column = -1
  #type = 'n'
  #style = 0
  #value = ''
  #hasValue = false
  #hasFormula = false
  #isReading = false
  #rowCharacters = 0

  constructor(workbook: Workbook) {
    this.#workbook = workbook
    this.tokens = new XmlTokens({
      open: (name, attributes) => this.#open(name, attributes),
      text: (text) => {
        if (this.#isReading) this.#read(text)
      },
      close: (name) => this.#close(name),
    })
  }

  take(): SourceRow[] {
    const rows = this.rows
    this.rows = []
    return rows
  }

  #open(name: string, attributes: string) {
    if (name === 'c') {
      const address = attribute(attributes, 'r')
      this.#column = address === undefined ? this.#column + 1 : columnIndex(address)
      if (this.#column >= MOST_COLUMNS)
        throw new UnreadableFile('archive-damaged', { line: this.#line }, { reason: `cell ${address}` })
      this.#type = attribute(attributes, 't') ?? 'n'
      this.#style = Number(attribute(attributes, 's') ?? 0)
      this.#value = ''
      this.#hasValue = false
      this.#hasFormula = false
    } else if (name === 'v' || name === 't') {
      this.#isReading = true
      this.#hasValue = true
    } else if (name === 'f') this.#hasFormula = true
    else if (name === 'row') {
      const number = Number(attribute(attributes, 'r') ?? this.#line + 1)
      this.#line = Number.isSafeInteger(number) && number > 0 ? number : this.#line + 1
      this.#cells = []
      this.#faults = []
      this.#column = -1
      this.#rowCharacters = 0
    } else if (name === 'rPh') this.#isReading = false
  }

  #read(text: string) {
    this.#rowCharacters += text.length
    if (this.#rowCharacters > LONGEST_ROW)
      throw new UnreadableFile('row-too-long', { line: this.#line }, { limit: LONGEST_ROW })
    this.#value += text
  }

  #close(name: string) {
    if (name === 'v' || name === 't') this.#isReading = false
    else if (name === 'c') this.#endCell()
    else if (name === 'row') {
      if (this.#cells.some((cell) => cell !== '') || this.#faults.length > 0)
        this.rows.push({
          line: this.#line,
          cells: this.#cells,
          ...(this.#faults.length > 0 ? { cellFaults: this.#faults } : {}),
        })
    } else if (name === 'worksheet') this.isClosed = true
  }

  #endCell() {
    while (this.#cells.length < this.#column) this.#cells.push('')
    if (this.#hasFormula && !this.#hasValue)
      this.#faults.push({ cell: this.#column, fault: 'formula-without-value' })
    if (this.#type === 'e') this.#faults.push({ cell: this.#column, fault: 'error-in-cell' })
    this.#cells[this.#column] = this.#hasValue ? this.#text() : ''
  }

  #text(): string {
    const value = this.#value
    switch (this.#type) {
      case 's': {
        const shared = this.#workbook.sharedStrings[Number(value)]
        if (shared === undefined)
          throw new UnreadableFile(
            'archive-damaged',
            { line: this.#line },
            { reason: `shared text ${value}` },
          )
        return decodeControl(shared)
      }
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE'
      case 'n': {
        const number = Number(value)
        if (value === '' || !Number.isFinite(number)) return value
        if (this.#workbook.isDateStyle[this.#style] && number >= 1)
          return dayNumberDate(number, this.#workbook.startsIn1904)
        return plainNumber(number)
      }
      default:
        return decodeControl(value)
    }
  }
}

function columnIndex(address: string): number {
  let index = 0
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at) | 32
    if (code < 97 || code > 122) break
    index = index * 26 + code - 96
    if (index > MOST_COLUMNS) break
  }
  return index - 1
}

function decodeControl(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text
}

/** Spreadsheet numbers carry 15 digits; more are noise of the binary form (0.1 + 0.2). */
function plainNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value)
  const rounded = Number(value.toPrecision(15))
  return Math.abs(rounded) > 1e-6 ? String(rounded) : rounded.toFixed(10).replace(/\.?0+$/, '')
}
