import { runTask, type WorkerTask } from '#api/forecast/forecast-worker'

export function run(task: WorkerTask) {
  return runTask(task)
}
