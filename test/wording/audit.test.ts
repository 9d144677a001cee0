import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  auditAction,
  auditChanges,
  auditChangeText,
  auditedThings,
  auditKind,
  auditSubject,
} from '#api/wording/audit'
import { audit } from '#api/wording/screens/audit'

describe('the words of the audit trail', () => {
  it('every action that is recorded has words of its own', () => {
    const files = execFileSync('git', ['grep', '-l', 'recordAudit(', '--', 'api', 'scripts', 'db'], {
      encoding: 'utf8',
    })
    const actions = files
      .trim()
      .split('\n')
      .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/action: '([\w.-]+)'/g)])
      .map((match) => match[1]!)
    expect(actions.length).toBeGreaterThan(15)
    expect(actions.filter((action) => !(`action-${action}` in audit))).toEqual([])
  })

  it('an override of 300 that becomes 320 for another reason is told field by field; what is equal is left out', () => {
    const before = { scope: 'total', quantity: 300, reason: 'price', note: '' }
    const after = { scope: 'total', quantity: 1320, reason: 'weather', note: '' }
    expect(auditChanges(before, after, 'en')).toEqual([
      { field: 'quantity', before: '300', after: '1,320' },
      { field: 'reason', before: 'Change of price', after: 'Weather or season' },
    ])
    expect(auditChangeText(null, { quantity: null, reason: 'price' }, 'zh-CN')).toBe('理由: 价格变动')
    expect(auditChangeText({ note: '' }, { note: null }, 'zh-CN')).toBe('')
  })

  it('an exception is named by its kind, item, supplier and week, not by its number', () => {
    const entry = {
      subject: 'run/4/exception/1',
      before: null,
      after: {
        state: 'resolved',
        about: { kind: 'shortage', itemId: 12, supplierId: 7, lineId: null, week: '2026-07-06' },
      },
    }
    const things = auditedThings(entry)
    expect(things).toEqual(expect.arrayContaining(['item/12', 'supplier/7']))
    const names = {
      'item/12': { nameZh: '羽绒服', nameEn: 'Down jacket' },
      'supplier/7': { nameZh: '云岭', nameEn: 'Yunling' },
    }
    expect(auditSubject(entry.subject, 'en', null, names, entry.after)).toBe(
      'Exception: Shortage · Down jacket · Yunling · 2026-W28 (run 4)',
    )
    expect(auditSubject(entry.subject, 'zh-CN', null, names, entry.after)).toBe(
      '例外：缺货 · 羽绒服 · 云岭 · 2026-W28（运行 4）',
    )
    expect(auditChanges(null, entry.after, 'en').map(({ field }) => field)).not.toContain('about')
  })

  it('a batch that moves is told by its number and what changed of it', () => {
    const batch = { batchNumber: 7, lineId: 31, week: '2026-06-01', state: 'planned', quantity: 500 }
    const changes = auditChanges(
      { batches: [batch] },
      { kind: 'move', batchNumber: 7, batches: [{ ...batch, week: '2026-06-08' }] },
      'en',
    )
    expect(changes).toContainEqual({ field: 'batch 7 week', before: '2026-06-01', after: '2026-06-08' })
    expect(changes.some(({ field }) => field.includes('state'))).toBe(false)
  })

  it('actions fall under their kind, subjects are said in words', () => {
    expect(
      ['forecast.override', 'batch-move', 'quote.reply', 'token.issue', 'cancel'].map(auditKind),
    ).toEqual(['override', 'batch', 'reply', 'access', 'other'])
    expect(auditSubject('publication 4', 'zh-CN')).toBe('发布 4')
    expect(auditAction('batch-of-tomorrow', 'en')).toBe('Batch decision')
  })

  it('things are told by their name where it is known, by their number where it is not', () => {
    const entry = {
      subject: 'subscription-plan/2/item/31',
      before: { replacedByItemId: 175 },
      after: { replacedByItemId: 176, batches: [{ batchNumber: 7, lineId: 3 }] },
    }
    expect(auditedThings(entry)).toEqual(['subscription-plan/2', 'item/31', 'item/175', 'item/176', 'line/3'])
    const names = {
      'subscription-plan/2': { nameZh: '每周鲜果箱', nameEn: 'Weekly fruit box' },
      'item/31': { nameZh: '金煌芒', nameEn: 'Jinhuang mango' },
      'item/175': { nameZh: '贵妃芒', nameEn: 'Guifei mango' },
    }
    expect(auditSubject(entry.subject, 'zh-CN', null, names)).toBe('订阅方案 每周鲜果箱 商品 金煌芒')
    expect(auditChangeText(entry.before, { replacedByItemId: 176 }, 'en', names)).toBe(
      'item given: Guifei mango → 176',
    )
  })
})
