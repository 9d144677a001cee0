import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { analyst, planner, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
})
afterAll(() => headwater.close())

const mine = () => procedures(testServices(headwater), planner).views
const theirs = () => procedures(testServices(headwater), analyst).views
const down = { page: '/demand', name: 'Down jackets', search: { search: 'JK', desc: true } }

describe('saved views', () => {
  it('are their owner’s alone until shared; the same name replaces; only the owner removes', async () => {
    const { savedViewId } = await mine().save({ ...down, isShared: false })
    expect(await mine().list({ page: '/demand' })).toEqual([
      { savedViewId, name: 'Down jackets', search: down.search, isShared: false, isOwn: true },
    ])
    expect(await mine().list({ page: '/plan' })).toEqual([])
    expect(await theirs().list({ page: '/demand' })).toEqual([])

    const changed = { search: 'JK', categoryId: 3 }
    expect(await mine().save({ ...down, search: changed, isShared: true })).toEqual({ savedViewId })
    expect(await theirs().list({ page: '/demand' })).toEqual([
      { savedViewId, name: 'Down jackets', search: changed, isShared: true, isOwn: false },
    ])
    await expect(theirs().remove({ savedViewId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await mine().remove({ savedViewId })
    expect(await mine().list({ page: '/demand' })).toEqual([])
  })

  it('a page that is no path, an empty name and a search that holds more than filters are refused', async () => {
    for (const wrong of [
      { ...down, page: 'https://example.com', isShared: false },
      { ...down, name: '  ', isShared: false },
      { ...down, search: { search: 'x'.repeat(500) }, isShared: false },
    ])
      await expect(mine().save(wrong)).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
