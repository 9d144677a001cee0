import { useSyncExternalStore } from 'react'

export type Density = 'comfortable' | 'compact'

const STORED = 'headwater-density'
const listeners = new Set<() => void>()

/** Before anything is drawn: rows as close as they were chosen last in this browser. */
export function restoreDensity(): void {
  document.documentElement.dataset.density =
    localStorage.getItem(STORED) === 'compact' ? 'compact' : 'comfortable'
}

export function chooseDensity(density: Density): void {
  localStorage.setItem(STORED, density)
  document.documentElement.dataset.density = density
  for (const listener of listeners) listener()
}

/** How close the rows of tables stand. */
export function useDensity(): Density {
  return useSyncExternalStore(subscribe, () =>
    document.documentElement.dataset.density === 'compact' ? 'compact' : 'comfortable',
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
