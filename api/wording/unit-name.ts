/**
 * Words for units in files, in both languages and as signs. A word stands for the same unit in every file; an item's own
 * packs are found under the code here or under any other word its conversion carries.
 */
export const UNIT_WORDS: Readonly<Record<string, readonly string[]>> = {
  piece: ['piece', 'pieces', 'pc', 'pcs', 'each', '件', '个', '枚', '只'],
  gram: ['gram', 'grams', 'g', '克'],
  kilogram: ['kilogram', 'kilograms', 'kg', '公斤', '千克'],
  jin: ['jin', '斤', '市斤'],
  tonne: ['tonne', 'tonnes', 't', '吨'],
  millilitre: ['millilitre', 'millilitres', 'milliliter', 'ml', '毫升'],
  litre: ['litre', 'litres', 'liter', 'l', '升'],
  millimetre: ['millimetre', 'millimetres', 'millimeter', 'mm', '毫米'],
  centimetre: ['centimetre', 'centimetres', 'centimeter', 'cm', '厘米'],
  metre: ['metre', 'metres', 'meter', 'm', '米'],
  pack: ['pack', 'packs', '包', '袋'],
  box: ['box', 'boxes', '盒'],
  carton: ['carton', 'cartons', 'ctn', '箱'],
  pallet: ['pallet', 'pallets', '托', '托盘'],
}
