/** Counters of one process in the Prometheus text format. */
export class Metrics {
  readonly #counts = new Map<string, number>()
  readonly #seconds = new Map<string, number>()

  observe(route: string, status: number, seconds: number) {
    const labels = `{route="${route.replaceAll('"', '')}",status="${status}"}`
    this.#counts.set(labels, (this.#counts.get(labels) ?? 0) + 1)
    this.#seconds.set(labels, (this.#seconds.get(labels) ?? 0) + seconds)
  }

  text(): string {
    const memory = process.memoryUsage()
    const lines = [
      '# TYPE headwater_requests_total counter',
      ...[...this.#counts].map(([labels, count]) => `headwater_requests_total${labels} ${count}`),
      '# TYPE headwater_request_seconds_total counter',
      ...[...this.#seconds].map(
        ([labels, seconds]) => `headwater_request_seconds_total${labels} ${seconds.toFixed(6)}`,
      ),
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${memory.rss}`,
      '# TYPE process_uptime_seconds gauge',
      `process_uptime_seconds ${process.uptime().toFixed(1)}`,
    ]
    return `${lines.join('\n')}\n`
  }
}
