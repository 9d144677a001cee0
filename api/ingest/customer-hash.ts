import { createHmac } from 'node:crypto'

/** What is kept of a customer: a keyed hash, the same for the same customer in this installation alone. */
export function customerHash(customer: string, key: string): string {
  return createHmac('sha256', key).update(customer).digest('hex').slice(0, 32)
}
