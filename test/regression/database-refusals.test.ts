import { expect, it } from 'vitest'
import { toTrpcError } from '#api/errors'

const refusedBy = (code: string) => Object.assign(new Error('database'), { code })

it.each([
  ['22003', 'BAD_REQUEST', 'an id larger than any column holds'],
  ['23505', 'CONFLICT', 'what is there already, such as the second half of a double click'],
  ['42501', 'FORBIDDEN', 'what the role has no grant for'],
  ['XX000', 'INTERNAL_SERVER_ERROR', 'anything else'],
])('the database says %s: the caller hears %s (%s)', (code, heard) => {
  expect(toTrpcError(refusedBy(code)).code).toBe(heard)
})
