import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { system, testDatabase } from '#test/support/database'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
})
afterAll(() => headwater.close())

const read = (expression: string) =>
  headwater.asCaller(
    system,
    async (_, client) => (await client.query(`select ${expression} as value`)).rows[0].value,
  )

it('a date stays an ISO string', async () => expect(await read(`date '2027-01-01'`)).toBe('2027-01-01'))
it('int8 becomes a number', async () => expect(await read('9007199254740991::int8')).toBe(9007199254740991))
it('an int8 that a double cannot hold is refused', async () => {
  await expect(read('9007199254740993::int8')).rejects.toThrow('safe integer')
})
it('numeric becomes a number', async () => expect(await read('1.25::numeric')).toBe(1.25))
it('real[] becomes numbers', async () => expect(await read(`'{1.5,2}'::real[]`)).toEqual([1.5, 2]))
it('date[] becomes ISO strings', async () =>
  expect(await read(`array[date '2027-01-01']`)).toEqual(['2027-01-01']))
