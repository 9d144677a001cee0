import { useTranslation } from 'react-i18next'
import { monthDay, useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { shortened } from '#web/ui/shortened.ts'

export type Packing = NonNullable<Outputs['subscriptions']['lots']>
export type Lot = Packing['lots'][number]

/** Half-width characters. */
const LONGEST_NAME = 32

/** What a lot is and the day on which it comes; with its fruit in front, or without. */
export function useLotName({ items }: Packing): (lot: Lot, withFruit: boolean) => string {
  const { t } = useTranslation()
  const name = useName()
  return (lot, withFruit) => {
    const item = items.find(({ itemId }) => itemId === lot.itemId)
    const short = shortened(item ? name(item) : '', LONGEST_NAME)
    const day = lot.arrivesOn === null ? '' : ` ${monthDay(lot.arrivesOn)}`
    const kind = `${t(`subscriptions.lot-${lot.kind}`)}${day}`
    return withFruit ? `${short} · ${kind}` : kind
  }
}
