import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { findItems } from '#db/find'
import { planner, system, testDatabase } from '#test/support/database'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, (db) =>
    db
      .insertInto('item')
      .values([
        { code: '00123', name_zh: '海南芒果 5kg', name_en: 'Hainan mango' },
        { code: 'A-100%', name_zh: '羽绒服 黑色 XL', name_en: 'Down jacket' },
        { code: 'MG-9', name_zh: '猕猴桃', name_en: 'Kiwi' },
      ])
      .execute(),
  )
})
afterAll(() => headwater.close())

const found = (text: string) =>
  headwater.asCaller(planner, async (db) => (await findItems(db, text, 5)).map(({ code }) => code))

const initials = (name: string) =>
  headwater.asCaller(planner, async (db) => {
    const { rows } = await sql<{ initials: string }>`select pinyin_initials(${name}) as initials`.execute(db)
    return rows[0]!.initials
  })

describe('finding by a part of a name', () => {
  it.each([
    ['芒果周箱', 'mgzx'],
    ['羽绒服 黑色 XL', 'yrfhsxl'],
    ['北京上海广州深圳', 'bjshgzsz'],
    ['阿尔法、鹅、哦', 'aefeo'],
    ['吧擦搭发嘎哈家卡拉妈拿趴', 'bcdfghjklmnp'],
    ['七然撒它挖西压杂日绒肉散三衫', 'qrstwxyzrrrsss'],
    ['裤裙袜鞋帽茶糖奶肉菜米面油盐', 'kqwxmctnrcmmyy'],
    ['T恤 100％棉', 'tx100m'],
    ['', ''],
  ])('initials of %s are %s', async (name, expected) => {
    expect(await initials(name)).toBe(expected)
  })

  it('by code with its zeros, by Chinese and English name, by initials with or without blanks', async () => {
    expect(await found('0012')).toEqual(['00123'])
    expect(await found('芒果')).toEqual(['00123'])
    expect(await found('JACKET')).toEqual(['A-100%'])
    expect(await found('yrf hs')).toEqual(['A-100%'])
    expect(await found('mht')).toEqual(['MG-9'])
  })

  it('what begins with the text comes first; wildcards stand for themselves', async () => {
    expect(await found('mg')).toEqual(['MG-9', '00123'])
    expect(await found('%')).toEqual(['A-100%'])
    expect(await found('_')).toEqual([])
  })

  it('a name that changes is found by its new initials', async () => {
    await headwater.asCaller(system, (db) =>
      db.updateTable('item').set({ name_zh: '奇异果' }).where('code', '=', 'MG-9').execute(),
    )
    expect(await found('qyg')).toEqual(['MG-9'])
    expect(await found('mht')).toEqual([])
  })
})
