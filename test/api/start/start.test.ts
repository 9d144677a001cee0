import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'

const root = path.join(import.meta.dirname, '../../..')
const folder = mkdtempSync(path.join(tmpdir(), 'hw-start-'))
const children: ChildProcess[] = []

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await sleep(500)
  rmSync(folder, { recursive: true, force: true })
})

/** What a user types, with an empty company so that only starting is tested here. */
function npmStart(): Promise<{ child: ChildProcess; output: () => string; address: string | null }> {
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...process.env, HEADWATER_DATA: folder, HEADWATER_DEMO: 'no', HEADWATER_PORT: '4390' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  children.push(child)
  let text = ''
  child.stdout?.on('data', (data) => {
    text += data
  })
  child.stderr?.on('data', (data) => {
    text += data
  })
  return new Promise((resolve) => {
    const finish = () =>
      resolve({ child, output: () => text, address: /ready at (\S+)/.exec(text)?.[1] ?? null })
    child.stdout?.on('data', () => text.includes('ready at') && finish())
    child.on('close', finish)
  })
}

function processesOn(data: string): string[] {
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8')
        const isZombie = /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
        return !isZombie && (command.includes(data) || environment.includes(`HEADWATER_DATA=${data}`))
      } catch {
        return false
      }
    })
}

async function nothingLeft() {
  for (let attempt = 0; attempt < 100 && processesOn(folder).length > 0; attempt += 1) await sleep(100)
  return processesOn(folder)
}

describe('npm start', () => {
  it('serves, refuses a second server on the same folder, and Ctrl-C leaves no process behind', async () => {
    const first = await npmStart()
    expect(first.address).not.toBe(null)
    expect((await fetch(`${first.address}/readyz`)).status).toBe(200)
    const second = await npmStart()
    expect(second.output()).toContain('another Headwater server already runs on this data folder')
    expect(second.output()).not.toContain('    at ')
    // A terminal sends Ctrl-C to the whole process group.
    process.kill(-first.child.pid!, 'SIGINT')
    expect(await nothingLeft()).toEqual([])
  })
  it('kill -9 of the command leaves no process behind, and the next start works', async () => {
    const first = await npmStart()
    first.child.kill('SIGKILL')
    expect(await nothingLeft()).toEqual([])
    const again = await npmStart()
    expect((await fetch(`${again.address}/readyz`)).status).toBe(200)
    again.child.kill('SIGTERM')
    expect(await nothingLeft()).toEqual([])
  })
})
