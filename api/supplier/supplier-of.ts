import { Refusal } from '#api/errors'
import type { Caller } from '#db/client'

/** A supplier looks at itself whatever it asks for; staff say whom they look at. */
export function supplierOf(caller: Caller, asked: number | undefined): number {
  if (caller.role === 'supplier') return caller.supplierId
  if (asked === undefined) throw new Refusal('invalid-input', 'Say which supplier: supplierId is missing.')
  return asked
}
