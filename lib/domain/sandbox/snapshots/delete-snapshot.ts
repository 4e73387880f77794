import { MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { parseInput } from '../../parse-input.ts'
import { recordAct } from '../acts/record-act.ts'
import { requireSandbox } from '../require-sandbox.ts'
import { type NamedSnapshotInput, namedSnapshotInput } from './restore-snapshot.ts'

/** @throws MandateError `sandbox.snapshot-unknown` */
export async function deleteSnapshot(runtime: Runtime, input: NamedSnapshotInput): Promise<{ name: string }> {
  requireSandbox(runtime)
  const { name } = parseInput(namedSnapshotInput, input)
  const { count } = await runtime.store.sandboxSnapshot.deleteMany({ where: { name } })
  if (count === 0) throw new MandateError('sandbox.snapshot-unknown', { name })
  await recordAct(runtime, { area: 'snapshots', summary: `Snapshot ${name} was deleted`, details: { name } })
  return { name }
}
