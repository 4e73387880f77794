import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { requireSandbox } from '../require-sandbox.ts'

/** Something that was done in the console. `at` is ISO text. */
export type SandboxAct = { id: string; at: string; area: string; summary: string; details: unknown }

/** What was done to the made-up world, newest first. */
export async function listActs(runtime: Runtime, { most = 20 } = {}): Promise<SandboxAct[]> {
  requireSandbox(runtime)
  const rows = await runtime.store.sandboxAct.findMany({ orderBy: [{ at: 'desc' }, { id: 'asc' }], take: most })
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** One act, or `undefined` where there is none: its page says then what was done without its details. */
export async function findAct(runtime: Runtime, id: string | undefined): Promise<SandboxAct | undefined> {
  requireSandbox(runtime)
  if (id === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
  const row = await runtime.store.sandboxAct.findUnique({ where: { id } })
  return row === null ? undefined : { ...row, at: row.at.toISOString() }
}
