import type { Caller, Headwater } from '#db/client'
import type { Jobs } from './jobs/jobs.ts'
import type { LiveChanges } from './live/live-changes.ts'
import type { SampleDataWork } from './sample-data/sample-data-work.ts'

/** What every use case receives: the database, the clock, live changes and who asks. */
export interface Services {
  readonly headwater: Headwater
  readonly live: LiveChanges
  readonly jobs: Pick<Jobs, 'enqueueRun'>
  readonly sampleData: SampleDataWork
  readonly dataFolder: string
  readonly isDemo: boolean
  /** The clock is an input. */
  readonly now: () => Date
}

export interface User {
  readonly userId: string
  readonly name: string
  readonly email: string
}

export interface RequestContext extends Services {
  readonly user: User | null
  readonly caller: Caller | null
  readonly requestId: string
  /** Where the request comes from; null for a call within the process. */
  readonly address: string | null
}

export interface CallerContext extends Services {
  readonly user: User
  readonly caller: Caller
  readonly requestId: string
}

/** Today in the business time zone, as an ISO date. */
export function businessDate(now: Date, timeZone = 'Asia/Shanghai'): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now)
}

/** Day and minute in the business time zone: `2026-06-04 18:00`. */
export function businessMoment(moment: Date, timeZone = 'Asia/Shanghai'): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(moment)
}
