import { FILE_CHOICES, FILE_HEADERS } from './file-header.ts'

/** What can be wrong with an import, and how to mend it. `{name}` stands for a parameter of the fault. */
export const IMPORT_FAULTS = {
  'file-missing': {
    en: 'The file cannot be read ({reason}). Check the path.',
    zh: '无法读取文件（{reason}）。请检查路径。',
  },
  'file-empty': {
    en: 'The file is empty. Give a header line and at least one row.',
    zh: '文件是空的。请提供表头和至少一行数据。',
  },
  'no-rows': {
    en: 'The file has a header but no rows. Add rows below the header.',
    zh: '文件只有表头，没有数据行。请在表头下方填写数据。',
  },
  'file-too-large': {
    en: 'The file unpacks to more than {limit} bytes. Split it into smaller files.',
    zh: '文件解压后超过 {limit} 字节。请拆分成较小的文件。',
  },
  'archive-damaged': {
    en: 'The file is damaged or cut off ({reason}). Copy or save it again.',
    zh: '文件已损坏或不完整（{reason}）。请重新复制或另存。',
  },
  'format-unknown': {
    en: 'This is neither CSV nor XLSX ({found}). Save it as .xlsx or as CSV (UTF-8).',
    zh: '文件既不是 CSV 也不是 XLSX（{found}）。请另存为 .xlsx 或 CSV（UTF-8）。',
  },
  'encoding-unknown': {
    en: 'The text is neither UTF-8 nor GB18030. Save the file as CSV UTF-8 or name its encoding in the mapping.',
    zh: '文字既不是 UTF-8 也不是 GB18030 编码。请另存为 CSV UTF-8，或在映射中写明编码。',
  },
  'encoding-wrong': {
    en: 'The text is not valid {encoding}. Save the file as CSV UTF-8 or correct the encoding in the mapping.',
    zh: '文字不是有效的 {encoding} 编码。请另存为 CSV UTF-8，或更正映射中的编码。',
  },
  'quote-not-closed': {
    en: 'A quotation mark opens here and is never closed. Close it or remove it.',
    zh: '此处的引号没有闭合。请补上或删除引号。',
  },
  'row-too-long': {
    en: 'This row is longer than {limit} characters. Check the quotation marks and line ends.',
    zh: '此行超过 {limit} 个字符。请检查引号和换行。',
  },
  'column-count': {
    en: 'This row has {found} cells where the header has {expected}. Check delimiters and quotation marks.',
    zh: '此行有 {found} 个单元格，而表头有 {expected} 个。请检查分隔符和引号。',
  },
  'column-missing': {
    en: 'Columns are missing: {missing}. The file has: {seen}. Add them, use the template, or say in a mapping which column is which.',
    zh: '缺少列：{missing}。文件中的列：{seen}。请补上、使用模板，或用映射写明各列的含义。',
  },
  'mapped-column-missing': {
    en: 'The mapping names this column, but the file has: {seen}. Correct the mapping or the heading.',
    zh: '映射中写了此列，但文件中的列是：{seen}。请更正映射或表头。',
  },
  'column-twice': {
    en: 'Two columns have this name. Rename one of them.',
    zh: '有两列同名。请修改其中一列的名称。',
  },
  'sheet-missing': {
    en: 'There is no such sheet; the file has {sheets}. Name one of them.',
    zh: '没有这个工作表；文件中有 {sheets}。请指定其中之一。',
  },
  'formula-without-value': {
    en: 'The formula has no stored value. Open and save the file in a spreadsheet program, or paste values.',
    zh: '公式没有保存计算结果。请用表格软件打开并保存，或粘贴为数值。',
  },
  'formula-in-cell': {
    en: 'A formula stands where a value is expected. Paste the value instead.',
    zh: '此处应为数值，却是公式。请粘贴为数值。',
  },
  'error-in-cell': {
    en: 'The cell shows an error. Correct the formula or type the value.',
    zh: '单元格显示错误值。请修正公式或直接填写数值。',
  },
  'text-not-allowed': {
    en: 'The text contains a character that cannot be stored. Remove it.',
    zh: '文字中含有无法保存的字符。请删除。',
  },
  'text-too-long': {
    en: 'The text is longer than {limit} characters. Shorten it.',
    zh: '文字超过 {limit} 个字符。请缩短。',
  },
  'value-required': { en: 'A value is required. Fill in the cell.', zh: '此项必填。请填写单元格。' },
  'not-a-number': {
    en: 'This is not a number. Write digits only, with a point before decimals.',
    zh: '不是数字。请只写数字，小数用点号。',
  },
  'not-whole': {
    en: 'This must be a whole number. Give the quantity in the base unit of the item.',
    zh: '必须是整数。请按商品的基本单位填写数量。',
  },
  'number-too-large': {
    en: 'The number is larger than {limit}. Check the unit and the digits.',
    zh: '数字大于 {limit}。请检查单位和位数。',
  },
  'number-too-small': {
    en: 'The number must be at least {limit}. Correct it.',
    zh: '数字不能小于 {limit}。请更正。',
  },
  'quantity-negative': {
    en: 'A quantity must be positive here. Mark the row as a return, or have the mapping take negatives as returns.',
    zh: '此处数量必须为正。请把该行标为退货，或在映射中将负数设为退货。',
  },
  'quantity-zero': {
    en: 'The quantity is zero. Leave the row out or correct the quantity.',
    zh: '数量为零。请删除该行或更正数量。',
  },
  'not-a-date': {
    en: 'This is not a date that can be read. Write it as 2026-01-31, or give its format in the mapping.',
    zh: '无法识别为日期。请写成 2026-01-31，或在映射中给出日期格式。',
  },
  'date-day-number': {
    en: 'This looks like the day number of a spreadsheet, {date}. Format the cells as dates, or give the mapping "format": "day-number".',
    zh: '这看起来是表格软件的日期序号（{date}）。请把单元格设为日期格式，或在映射中写 "format": "day-number"。',
  },
  'date-ambiguous': {
    en: 'Day and month cannot be told apart. Write 2026-01-31, or give the format in the mapping.',
    zh: '无法区分日和月。请写成 2026-01-31，或在映射中给出日期格式。',
  },
  'date-impossible': {
    en: 'There is no such day. Correct the date.',
    zh: '没有这一天。请更正日期。',
  },
  'date-out-of-range': {
    en: 'The date lies outside {from} to {to}. Check the year.',
    zh: '日期不在 {from} 至 {to} 之间。请检查年份。',
  },
  'date-in-future': {
    en: 'This cannot have happened yet: it lies after {today}. Correct the date.',
    zh: '日期晚于 {today}，事情还未发生。请更正日期。',
  },
  'date-before': {
    en: 'This date lies before {other}. Correct one of the two.',
    zh: '此日期早于 {other}。请更正其中之一。',
  },
  'not-a-choice': { en: 'Write one of: {choices}.', zh: '请填写以下之一：{choices}。' },
  'unknown-item': {
    en: 'There is no item with this code. Correct it, import the item first, or allow new items.',
    zh: '没有此编码的商品。请更正，先导入该商品，或允许新建商品。',
  },
  'unknown-owner': {
    en: 'There is no shop owner with this code. Correct it, import the owner first, or allow new owners.',
    zh: '没有此编码的店主。请更正，先导入该店主，或允许新建店主。',
  },
  'unknown-campaign': {
    en: 'There is no campaign with this code. Correct it or import the campaign first.',
    zh: '没有此编码的活动。请更正，或先导入该活动。',
  },
  'unknown-plan': {
    en: 'There is no subscription plan with this code. Correct it or create the plan first.',
    zh: '没有此编码的订阅计划。请更正，或先创建该计划。',
  },
  'unknown-location': {
    en: 'There is no stock location with this code. Correct it, or allow new locations.',
    zh: '没有此编码的仓库。请更正，或允许新建仓库。',
  },
  'unknown-supplier': {
    en: 'There is no supplier with this code. Correct it or create the supplier first.',
    zh: '没有此编码的供应商。请更正，或先创建该供应商。',
  },
  'unknown-line': {
    en: 'There is no production line with this code. Correct it or import the line first.',
    zh: '没有此编码的产线。请更正，或先导入该产线。',
  },
  'unknown-family': {
    en: 'There is no setup family with this code. Correct it, or import the routings of its items first.',
    zh: '没有此编码的换产组。请更正，或先导入该组商品的工艺路线。',
  },
  'line-of-other': {
    en: 'This line belongs to supplier {supplier}. Correct the supplier, or give the line another code.',
    zh: '该产线属于供应商 {supplier}。请更正供应商，或为产线使用其他编码。',
  },
  'two-families': {
    en: 'Another row puts the item into family {first}. An item has one family on all its lines.',
    zh: '另一行把该商品归入换产组 {first}。一个商品在所有产线上只属于一个换产组。',
  },
  'unknown-supply-order': {
    en: 'There is no order to a supplier with this code. Correct it or leave it empty.',
    zh: '没有此编码的供货订单。请更正或留空。',
  },
  'unknown-category': {
    en: 'There is no category with this code. Correct it or create the category first.',
    zh: '没有此编码的类目。请更正，或先创建该类目。',
  },
  'unknown-order': {
    en: 'No order with this number is known and the row does not describe one. Import its placement first.',
    zh: '没有此订单，且该行信息不足以新建。请先导入下单记录。',
  },
  'unknown-subscription': {
    en: 'No subscription with this number is known. Give its plan, start and first box.',
    zh: '没有此订阅。请填写计划、开始日期和首箱日期。',
  },
  'unknown-unit': {
    en: 'The item is not counted in this unit; it has {units}. Write one of these, or import the pack under Units and packs first.',
    zh: '该商品没有此单位，可用单位：{units}。请改用其中之一，或先在“单位与包装”中导入该包装。',
  },
  'not-whole-in-base': {
    en: 'This makes {found} base units ({perUnit} in one), which must be a whole number. Correct the quantity or the unit.',
    zh: '折合为 {found} 个基本单位（每单位 {perUnit}），必须是整数。请更正数量或单位。',
  },
  'unit-is-base': {
    en: 'This is the unit the item is counted in, so it holds 1. Use another name for the pack.',
    zh: '这是该商品的基本单位，只能折合 1。请为包装使用其他名称。',
  },
  'reference-too-cold': {
    en: 'The reference is colder than the lowest temperature ({lowest} °C). Correct one of them.',
    zh: '基准温度低于最低温度（{lowest} °C）。请更正其中一项。',
  },
  'replaces-itself': {
    en: 'An item cannot be swapped for itself. Name another one.',
    zh: '商品不能换成自己。请填写另一种商品。',
  },
  'duplicate-key': {
    en: 'Line {first} has the same number. Give each line its own number, or remove one.',
    zh: '第 {first} 行编号相同。请为每行使用不同编号，或删除其中一行。',
  },
  'more-than-ordered': {
    en: 'Cancelled and shipped together ({found}) exceed what was ordered ({ordered}). Correct the quantities.',
    zh: '取消与发货合计（{found}）超过订购数量（{ordered}）。请更正数量。',
  },
  'need-missing': {
    en: 'The need date is missing and no campaign gives one. Fill in the date or the campaign.',
    zh: '缺少需求日期，且没有活动可供推算。请填写日期或活动。',
  },
  'grade-of-sale': {
    en: 'Only a return has a grade. Leave it out, or write that the row is a return.',
    zh: '只有退货才有品级。请删去品级，或注明该行是退货。',
  },
  'event-mixed': {
    en: 'Some rows tell one event and others a whole order. Put them into two files.',
    zh: '有的行是单个事件，有的行是整张订单。请分成两个文件。',
  },
  'already-different': {
    en: 'This was imported before with other values ({known}). Undo that import first, or use another number or time.',
    zh: '此前已导入过不同的值（{known}）。请先撤销那次导入，或使用其他编号或时间。',
  },
  'mapping-invalid': {
    en: 'The mapping is not valid: {reason}.',
    zh: '映射无效：{reason}。',
  },
} as const satisfies Record<string, { en: string; zh: string }>

export type ImportFaultKey = keyof typeof IMPORT_FAULTS

/** The sentence of a fault with its parameters filled in. */
export function importFaultText(
  fault: string,
  parameters: Readonly<Record<string, unknown>>,
  language: 'en' | 'zh',
): string {
  const wording = (IMPORT_FAULTS as Record<string, { en: string; zh: string }>)[fault]
  if (wording === undefined) return fault
  return wording[language].replace(/\{(\w+)\}/g, (hole, name: string) =>
    name in parameters ? inWords(fault, name, String(parameters[name]), language) : hole,
  )
}

/** Where a fault stands and how to mend it, in one line of the command's output. */
export function importFaultLine(
  place: { file: string; line: number; column: string | null; value: unknown },
  fix: string,
  language: 'en' | 'zh',
): string {
  const { file, line, column, value } = place
  const isChinese = language === 'zh'
  const parts = [file === '-' ? (isChinese ? '标准输入' : 'standard input') : file]
  if (line > 0) parts.push(isChinese ? `第 ${line} 行` : `line ${line}`)
  if (column !== null) parts.push(isChinese ? `“${column}”列` : `column ${column}`)
  if (value !== null) parts.push(`${isChinese ? '值' : 'value'} ${JSON.stringify(value)}`)
  return isChinese ? `${parts.join('，')}：${fix}` : `${parts.join(', ')}: ${fix}`
}

export function moreImportFaults(count: number, language: 'en' | 'zh'): string {
  return language === 'zh'
    ? `还有 ${count} 处错误；--faults-out 文件 可写出所有有错误的行`
    : `${count} more faults; --faults-out FILE writes every row with a fault`
}

/** Parameters that are words of the file: each is said as the reader's template says it. */
function inWords(fault: string, name: string, value: string, language: 'en' | 'zh'): string {
  const known =
    name === 'missing'
      ? FILE_HEADERS
      : name === 'choices'
        ? FILE_CHOICES
        : fault === 'format-unknown'
          ? FILE_FORMATS
          : undefined
  if (known === undefined) return value
  const words = value.split(', ').map((word) => known[word]?.[language] ?? word)
  return words.join(language === 'zh' ? '、' : ', ')
}

const FILE_FORMATS: Readonly<Record<string, { readonly en: string; readonly zh: string }>> = {
  binary: { en: 'binary data', zh: '二进制数据' },
  archive: { en: 'an archive without a workbook', zh: '不含工作簿的压缩包' },
  'split-zip': { en: 'split ZIP', zh: '分卷 ZIP' },
  xls: { en: 'old Excel .xls', zh: '旧版 Excel .xls' },
}
