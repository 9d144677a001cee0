import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '#db/client'
import { folderForOtherUser } from '#db/embedded'

const folders: string[] = []
const children: ChildProcess[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterEach(async () => {
  await sleep(300)
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), 'hw-embedded-'))
  folders.push(folder)
  return folder
}

async function holder(folder: string, mode = 'hold') {
  const child = spawn('node', [path.join(import.meta.dirname, 'hold-database.ts'), folder, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const lines: string[] = []
  let text = ''
  child.stdout.on('data', (data) => {
    text += data
    lines.push(...text.split('\n').slice(0, -1))
    text = text.split('\n').at(-1) ?? ''
  })
  while (lines[0] !== 'open') {
    if (child.exitCode !== null) throw new Error(`holder ended with ${child.exitCode}`)
    await sleep(20)
  }
  return { child, lines }
}

function serverPid(folder: string): number {
  return Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
}

function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

async function until(claim: () => boolean | Promise<boolean>) {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await claim()) return true
    await sleep(50)
  }
  return false
}

const readOwners = (folder: string) =>
  openDatabase({ dataFolder: folder }).then(async (headwater) => {
    const rows = await headwater.asCaller({ role: 'system', userId: 'test' }, (db) =>
      db.selectFrom('shop_owner').select('code').execute(),
    )
    await headwater.close()
    return new Set(rows.map((row) => row.code))
  })

describe('the embedded database', () => {
  it('kill -9 of its process leaves no postgres behind and loses no acknowledged row', async () => {
    const folder = newFolder()
    const { child, lines } = await holder(folder, 'insert')
    await until(() => lines.length > 30)
    const pid = serverPid(folder)
    child.kill('SIGKILL')
    expect(await until(() => !isRunning(pid))).toBe(true)
    const acknowledged = lines.slice(1)
    const kept = await readOwners(folder)
    expect(acknowledged.filter((code) => !kept.has(code))).toEqual([])
  })

  it('kill -9 of postgres and its process together loses no acknowledged row', async () => {
    const folder = newFolder()
    const { child, lines } = await holder(folder, 'insert')
    await until(() => lines.length > 30)
    process.kill(serverPid(folder), 'SIGKILL')
    child.kill('SIGKILL')
    await sleep(100)
    const kept = await readOwners(folder)
    expect(lines.slice(1).filter((code) => !kept.has(code))).toEqual([])
  })

  it('a process that joined starts the server again when the starter was killed', async () => {
    const folder = newFolder()
    const { child } = await holder(folder)
    const joined = await openDatabase({ dataFolder: folder })
    const first = serverPid(folder)
    child.kill('SIGKILL')
    await until(() => !isRunning(first))
    const answers = await until(() =>
      joined
        .asCaller({ role: 'planner', userId: 'test' }, (db) =>
          db.selectFrom('item').select('item_id').execute(),
        )
        .then(
          () => true,
          () => false,
        ),
    )
    expect(answers).toBe(true)
    const second = serverPid(folder)
    expect(second).not.toBe(first)
    await joined.close()
    expect(await until(() => !isRunning(second))).toBe(true)
  })

  it('two processes that start at once share one server', async () => {
    const folder = newFolder()
    const [a, b] = await Promise.all([holder(folder), holder(folder)])
    expect(a.lines[0]).toBe('open')
    expect(b.lines[0]).toBe('open')
  })

  it('where user namespaces are refused, root starts it as another unprivileged user', async () => {
    const folder = newFolder()
    const headwater = await openDatabase({ dataFolder: folder, embedded: { namespaces: 'refuse' } })
    const rows = await headwater.asCaller({ role: 'planner', userId: 'test' }, (db) =>
      db.selectFrom('item').select('item_id').execute(),
    )
    await headwater.close()
    folders.push(folderForOtherUser(folder))
    expect(rows).toEqual([])
  })
})
