import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a run of openssl gave. */
export type OpensslResult = { ok: boolean; out: Buffer; text: string }

/**
 * Runs openssl on files in a folder of its own that is gone afterwards. `{name}` in an argument becomes the path of
 * the file of that name.
 */
export function openssl(
  args: string,
  files: Record<string, Uint8Array | string> = {},
  input?: Uint8Array,
): OpensslResult {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-openssl-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const list = args.split(' ').map((arg) => arg.replace(/\{([\w.-]+)\}/, (_, name: string) => join(folder, name)))
    const { status, stdout, stderr } = spawnSync('openssl', list, { cwd: folder, input, timeout: 15_000 })
    return { ok: status === 0, out: stdout, text: `${stdout}${stderr}` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
