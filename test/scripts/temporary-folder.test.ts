import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'

it('what tests write to the temporary folder lies in one of their own', () => {
  expect(path.basename(tmpdir())).toMatch(/^hw-tests-/)
})

it('which is there while its process runs and gone when it has ended', () => {
  const program = `
    const { ownTemporaryFolder } = await import(${JSON.stringify(path.join(import.meta.dirname, '../support/temporary-folder.ts'))})
    ownTemporaryFolder()
    const { tmpdir } = await import('node:os')
    const { existsSync, writeFileSync } = await import('node:fs')
    writeFileSync(tmpdir() + '/left.txt', 'x')
    console.log(tmpdir() + ' ' + existsSync(tmpdir()))`
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  const [folder, wasThere] = stdout.trim().split(' ')
  expect([status, wasThere, existsSync(folder!)]).toEqual([0, 'true', false])
})
