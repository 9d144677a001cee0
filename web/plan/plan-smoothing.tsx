import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { chosenCost, costAgainst, totalCost } from '#web/measure/smoothing-cost.ts'
import { useTRPC } from '#web/trpc.ts'

/** How calm orders to this supplier are made, why, and what that costs. */
export function PlanSmoothing({ supplierId }: { supplierId: number }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const query = useQuery(trpc.bullwhip.smoothing.queryOptions())
  const supplier = query.data?.suppliers.find((each) => each.supplierId === supplierId)
  if (!supplier) return null
  const cost = chosenCost(supplier)
  const against = (share: number) =>
    words.text('weekly-policy-cost', costAgainst(supplier, share), { signed: true })
  return (
    <div style={{ padding: '0.75rem 1rem' }}>
      <Text size="sm" fw={600}>
        {t('plan.smoothing')}
      </Text>
      <Text size="sm">
        {t('plan.smoothingText', {
          share: words.text('gap-share', supplier.gapShare),
          weeks: words.text('levelling-weeks', supplier.levellingWeeks),
          why: t(`bullwhip.smoothing-${supplier.reason}`),
        })}{' '}
        {cost
          ? t('plan.smoothingSaves', {
              cost: words.text('weekly-policy-cost', totalCost(cost)),
              none: against(1),
              half: against(0.5),
            })
          : null}{' '}
        <Link className="plain-link" to="/bullwhip">
          {t('plan.smoothingMore')}
        </Link>
      </Text>
    </div>
  )
}
