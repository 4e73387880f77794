import { z } from 'zod'
import { type ErrorCode, errorTable, MandateError } from '../../../core/errors/index.ts'
import { uuid } from '../../../core/random.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { SandboxFault } from '../../../platform/store/generated/client.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import { recordId } from '../../ram/fields.ts'
import { recordAct } from '../acts/record-act.ts'
import { requireSandbox } from '../require-sandbox.ts'
import { type AddFaultInput, addFaultInput, type FaultService, faultServices } from './fault.ts'

/** A fault on demand. `createdAt` is ISO text. */
export type FaultView = {
  id: string
  service: FaultService | null
  error: string | null
  /** The error's heading. */
  title: string | null
  delayMs: number
  drop: boolean
  abn: string | null
  credential: { id: string; name: string } | null
  /** Calls that it will still meet; null: until it is removed. */
  remaining: number | null
  hits: number
  createdAt: string
}

const mostFaults = 100

/** Faults on demand, the oldest first, as calls meet them. */
export async function listFaults(runtime: Runtime): Promise<FaultView[]> {
  requireSandbox(runtime)
  const rows = await runtime.store.sandboxFault.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })
  return await Promise.all(rows.map((row) => toView(runtime, row)))
}

/**
 * Adds a fault on demand.
 *
 * @throws MandateError `common.invalid-input`, `sandbox.too-many-faults`
 */
export async function addFault(runtime: Runtime, input: AddFaultInput): Promise<FaultView> {
  requireSandbox(runtime)
  const { service, error, delayMs, drop, abn, credentialId, calls } = parseInput(addFaultInput, input)
  const { store, clock, random } = runtime
  if ((await store.sandboxFault.count()) >= mostFaults)
    throw new MandateError('sandbox.too-many-faults', { most: mostFaults })
  if (credentialId !== undefined && (await store.credential.count({ where: { id: credentialId } })) === 0) {
    throw invalidInput({ credentialId: 'There is no credential with this id.' })
  }
  const isAimed = abn !== undefined || credentialId !== undefined
  const row = await store.sandboxFault.create({
    data: {
      id: uuid(random),
      service: service ?? null,
      errorCode: error ?? null,
      delayMs: delayMs ?? 0,
      drops: drop ?? false,
      abn: abn ?? null,
      credentialId: credentialId ?? null,
      // A fault for everybody that never ends would be met by people who know nothing of it.
      remaining: calls ?? (isAimed ? null : 1),
      createdAt: new Date(clock.now()),
    },
  })
  runtime.signals.emit('faults-changed', {})
  const view = await toView(runtime, row)
  await recordAct(runtime, { area: 'faults', summary: `A fault was set up: ${faultWords(view)}`, details: view })
  return view
}

export const removeFaultInput = z.object({ id: recordId })

/** @throws MandateError `common.not-found` */
export async function removeFault(
  runtime: Runtime,
  input: z.input<typeof removeFaultInput>,
): Promise<{ removed: number }> {
  requireSandbox(runtime)
  const { id } = parseInput(removeFaultInput, input)
  const { count } = await runtime.store.sandboxFault.deleteMany({ where: { id } })
  if (count === 0) throw new MandateError('common.not-found')
  runtime.signals.emit('faults-changed', {})
  await recordAct(runtime, { area: 'faults', summary: 'A fault was removed' })
  return { removed: count }
}

/** Removes every fault. */
export async function removeAllFaults(runtime: Runtime): Promise<{ removed: number }> {
  requireSandbox(runtime)
  const { count } = await runtime.store.sandboxFault.deleteMany()
  runtime.signals.emit('faults-changed', {})
  if (count > 0) await recordAct(runtime, { area: 'faults', summary: `All faults were removed (${count})` })
  return { removed: count }
}

/** A fault in words: `Token service, next 3 calls: mas.credential-revoked`. */
export function faultWords({ service, error, delayMs, drop, abn, credential, remaining }: FaultView): string {
  const where = service === null ? 'Any service' : faultServices[service]
  const whom = credential !== null ? `, credential ${credential.name}` : abn !== null ? `, ABN ${abn}` : ''
  const calls = remaining === null ? ', each call' : remaining === 1 ? ', next call' : `, next ${remaining} calls`
  const what = [
    ...(error === null ? [] : [error]),
    ...(delayMs > 0 ? [`answer after ${delayMs} ms`] : []),
    ...(drop ? ['connection dropped'] : []),
  ]
  return `${where}${whom}${calls}: ${what.join(', ')}`
}

async function toView({ store }: Runtime, row: SandboxFault): Promise<FaultView> {
  const { id, service, errorCode, delayMs, drops, abn, credentialId, remaining, hits, createdAt } = row
  const credential =
    credentialId === null
      ? null
      : await store.credential.findUnique({ where: { id: credentialId }, select: { id: true, name: true } })
  return {
    id,
    service: service as FaultService | null,
    error: errorCode,
    title: errorCode !== null && errorCode in errorTable ? errorTable[errorCode as ErrorCode].title : null,
    delayMs,
    drop: drops,
    abn,
    credential: credential ?? (credentialId === null ? null : { id: credentialId, name: credentialId }),
    remaining,
    hits,
    createdAt: createdAt.toISOString(),
  }
}
