import type { DemoItem } from './catalogue.ts'
import { type DemoLine, type DemoSupplier, LINES, SETUP_FAMILIES, SUPPLIERS } from './company.ts'

export interface Factory {
  readonly supplierId: number
  readonly base: DemoSupplier
  readonly copy: number
}
export interface FactoryLine {
  readonly lineId: number
  readonly supplierId: number
  readonly base: DemoLine
  readonly copy: number
}
export interface Factories {
  readonly suppliers: readonly Factory[]
  readonly lines: readonly FactoryLine[]
  supplierOf(item: DemoItem): Factory
  /** Lines that can make the item, its own first. */
  linesOf(item: DemoItem): readonly FactoryLine[]
}

export const familyId = (code: string) => SETUP_FAMILIES.findIndex((family) => family.code === code) + 1

/** One set of suppliers and lines per 400 items, so that a line keeps a workable number of items. */
export function buildFactories(itemCount: number): Factories {
  const copies = Math.max(1, Math.round(itemCount / 400))
  const suppliers: Factory[] = []
  for (let copy = 0; copy < copies; copy += 1)
    for (const base of SUPPLIERS)
      if (copy === 0 || !base.isMaterialSupplier)
        suppliers.push({ supplierId: suppliers.length + 1, base, copy })
  const lines: FactoryLine[] = []
  const linesByFamily = new Map<string, FactoryLine[]>()
  for (const { supplierId, base: supplier, copy } of suppliers)
    for (const base of LINES.filter((line) => line.supplier === supplier.code))
      lines.push({ lineId: lines.length + 1, supplierId, base, copy })
  const list = (key: string, line: FactoryLine) => {
    const known = linesByFamily.get(key)
    if (known) known.push(line)
    else linesByFamily.set(key, [line])
  }
  for (const line of lines) for (const family of line.base.families) list(`${line.copy} ${family}`, line)
  for (const line of lines) for (const family of line.base.alsoMakes) list(`${line.copy} ${family}`, line)
  const copyOf = (item: DemoItem) => item.product.productId % copies
  const supplierByKey = new Map(suppliers.map((factory) => [`${factory.copy} ${factory.base.code}`, factory]))
  return {
    suppliers,
    lines,
    supplierOf: (item) => supplierByKey.get(`${copyOf(item)} ${item.product.range.supplier}`)!,
    linesOf: (item) => linesByFamily.get(`${copyOf(item)} ${item.familyCode}`)!,
  }
}
