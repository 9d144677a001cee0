/** Every advisory lock of the installation in one list, so that no two purposes share a number. */
export const ADVISORY_LOCK = {
  /** Held to commit while a ledger version is taken. */
  ledger: 7_246_001,
  /** Held by the one server of a database. */
  server: 7_246_002,
  /** Held by the one process that makes a planning run. */
  planning: 7_246_004,
  /** Held to commit while a run is recorded, so that the same run is not recorded twice. */
  runQueue: 7_246_005,
  /** Held while sample data is loaded or removed. */
  sampleData: 7_246_003,
} as const
