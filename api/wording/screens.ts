import type { Locale } from './locale.ts'
import { wordingIn } from './locale.ts'
import { account } from './screens/account.ts'
import { accuracy } from './screens/accuracy.ts'
import { audit } from './screens/audit.ts'
import { batches } from './screens/batches.ts'
import { bullwhip } from './screens/bullwhip.ts'
import { campaigns } from './screens/campaigns.ts'
import { demand, item } from './screens/demand.ts'
import { frame } from './screens/frame.ts'
import { grid } from './screens/grid.ts'
import { override } from './screens/override.ts'
import { owner } from './screens/owner.ts'
import { plan } from './screens/plan.ts'
import { planning } from './screens/planning.ts'
import { quotes } from './screens/quotes.ts'
import { reports } from './screens/reports.ts'
import { imports, runs } from './screens/runs.ts'
import { sampleData } from './screens/sample-data.ts'
import { subscriptions } from './screens/subscriptions.ts'
import { supplier } from './screens/supplier.ts'
import { supplierBatches } from './screens/supplier-batches.ts'
import { supplierCapacity } from './screens/supplier-capacity.ts'
import { supplierMaterials } from './screens/supplier-materials.ts'
import { today } from './screens/today.ts'
import { ui } from './screens/ui.ts'
import { upstream } from './screens/upstream.ts'
import { views } from './screens/views.ts'

/** Every text of the screens, by topic. */
export const SCREENS = {
  ui,
  frame,
  planning,
  today,
  demand,
  item,
  grid,
  override,
  plan,
  batches,
  campaigns,
  quotes,
  subscriptions,
  views,
  bullwhip,
  owner,
  runs,
  sampleData,
  imports,
  supplier,
  supplierBatches,
  upstream,
  account,
  supplierMaterials,
  supplierCapacity,
  reports,
  accuracy,
  audit,
} as const

export type ScreenTexts = {
  [Topic in keyof typeof SCREENS]: { [Key in keyof (typeof SCREENS)[Topic]]: string }
}

export function screenTexts(locale: Locale): ScreenTexts {
  return Object.fromEntries(
    Object.entries(SCREENS).map(([topic, wording]) => [topic, wordingIn(wording, locale)]),
  ) as ScreenTexts
}
