import { UnreadableFile } from './import-fault.ts'
import type { XlsxArchive } from './xlsx-archive.ts'
import { attribute, XmlTokens } from './xml-tokens.ts'

export interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly isHidden: boolean }[]
  readonly startsIn1904: boolean
  readonly sharedStrings: readonly string[]
  /** number formats by style: true where a number is a date or a time */
  readonly isDateStyle: readonly boolean[]
}

const MOST_SHARED_CHARACTERS = 300_000_000

/** What must be known before a sheet can be read: sheet names, shared texts, which styles are dates. */
export async function readWorkbook(archive: XlsxArchive): Promise<Workbook> {
  const targets = new Map<string, string>()
  await scan(archive, 'xl/_rels/workbook.xml.rels', (name, attributes) => {
    if (name === 'Relationship')
      targets.set(attribute(attributes, 'Id') ?? '', partName(attribute(attributes, 'Target') ?? ''))
  })
  const sheets: { name: string; part: string; isHidden: boolean }[] = []
  let startsIn1904 = false
  await scan(archive, 'xl/workbook.xml', (name, attributes) => {
    if (name === 'sheet')
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        part: targets.get(attribute(attributes, 'id') ?? '') ?? `xl/worksheets/sheet${sheets.length + 1}.xml`,
        isHidden:
          attribute(attributes, 'state') !== undefined && attribute(attributes, 'state') !== 'visible',
      })
    if (name === 'workbookPr') startsIn1904 = ['1', 'true'].includes(attribute(attributes, 'date1904') ?? '')
  })
  if (sheets.length === 0) throw new UnreadableFile('format-unknown', {}, { found: 'archive' })
  const strings = archive.names.find((name) => /^xl\/sharedStrings\.xml$/i.test(name))
  return {
    sheets,
    startsIn1904,
    sharedStrings: strings === undefined ? [] : await readSharedStrings(archive, strings),
    isDateStyle: await readDateStyles(archive),
  }
}

function partName(target: string): string {
  return target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`
}

async function scan(
  archive: XlsxArchive,
  part: string,
  open: (name: string, attributes: string) => void,
): Promise<void> {
  const tokens = new XmlTokens({ open, text: () => undefined, close: () => undefined })
  for await (const piece of archive.text(part)) tokens.push(piece)
}

async function readSharedStrings(archive: XlsxArchive, part: string): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let isText = false
  let isPhonetic = false
  let characters = 0
  const tokens = new XmlTokens({
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') isPhonetic = true
      else if (name === 't') isText = !isPhonetic
    },
    text: (piece) => {
      if (isText) text += piece
    },
    close: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si') {
        characters += text.length
        if (characters > MOST_SHARED_CHARACTERS)
          throw new UnreadableFile('file-too-large', {}, { limit: MOST_SHARED_CHARACTERS })
        strings.push(text)
      }
    },
  })
  for await (const piece of archive.text(part)) tokens.push(piece)
  return strings
}

async function readDateStyles(archive: XlsxArchive): Promise<boolean[]> {
  const formats = new Map<number, string>()
  const styles: boolean[] = []
  let isCellFormats = false
  const tokens = new XmlTokens({
    open: (name, attributes) => {
      if (name === 'numFmt')
        formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '')
      else if (name === 'cellXfs') isCellFormats = true
      else if (name === 'xf' && isCellFormats)
        styles.push(isDateFormat(Number(attribute(attributes, 'numFmtId') ?? 0), formats))
    },
    text: () => undefined,
    close: (name) => {
      if (name === 'cellXfs') isCellFormats = false
    },
  })
  for await (const piece of archive.text('xl/styles.xml')) tokens.push(piece)
  return styles
}

function isDateFormat(id: number, formats: ReadonlyMap<number, string>): boolean {
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58))
    return true
  const code = formats.get(id)
  return code !== undefined && /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]|general/gi, ''))
}
