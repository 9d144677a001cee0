/** Fills an empty database with the demo company, or takes it out again, while the server goes on answering. */
export interface SampleDataWork {
  /** What is being done now. */
  readonly underWay: 'loading' | 'removing' | null
  /** Whether the last work ended without success; all of it was undone then. */
  readonly hasFailed: boolean
  /** Starts the work and returns; false when some is under way. */
  start(work: 'loading' | 'removing'): boolean
}
