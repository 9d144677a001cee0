import { describe, expect, it } from 'vitest'
import { IMPORT_FIELDS, IMPORT_KINDS, importFields } from '#api/ingest/import-field'
import { FILE_CHOICES, FILE_HEADERS, IMPORT_KIND_NAMES } from '#api/wording/file-header'
import { IMPORT_FAULTS, importFaultText } from '#api/wording/import-fault'
import { KINDS } from '#web/import/search-params.ts'

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

describe('wording of imports', () => {
  it.each(Object.entries(IMPORT_FAULTS))(
    '%s has the same parameters in both languages, and Chinese is Chinese',
    (_, { en, zh }) => {
      expect(holes(zh)).toEqual(holes(en))
      expect(zh).toMatch(/[\u4e00-\u9fff]/)
      expect(en).not.toMatch(/[\u4e00-\u9fff]/)
    },
  )
  it('parameters are filled in; an unknown one stays visible', () => {
    expect(importFaultText('column-count', { found: 3, expected: 5 }, 'en')).toContain(
      'has 3 cells where the header has 5',
    )
    expect(importFaultText('column-count', {}, 'zh')).toContain('{found}')
  })
  it('every kind, field and choice has a heading in both languages', () => {
    for (const kind of IMPORT_KINDS) {
      expect(IMPORT_KIND_NAMES[kind]).toBeDefined()
      for (const [name, field] of Object.entries(importFields(kind))) {
        expect([name, FILE_HEADERS[name]?.en, FILE_HEADERS[name]?.zh]).toEqual([
          name,
          expect.any(String),
          expect.any(String),
        ])
        if (field.type === 'choice')
          for (const choice of field.choices)
            expect([choice, FILE_CHOICES[choice]]).toEqual([choice, expect.anything()])
      }
    }
  })
  it('the screen offers every kind that can be imported', () => {
    expect([...KINDS].sort()).toEqual([...IMPORT_KINDS].sort())
  })
  it('within one kind no two fields share a heading', () => {
    for (const fields of Object.values(IMPORT_FIELDS))
      for (const language of ['en', 'zh'] as const) {
        const headings = Object.keys(fields).map((name) => FILE_HEADERS[name]?.[language])
        expect(new Set(headings).size).toBe(headings.length)
      }
  })
})
