import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { type Runtime, theRuntime } from '../../lib/platform/runtime/runtime.ts'

/** The house, for a page of the console; where the world is real, there is no such page. */
export async function consoleRuntime(): Promise<Runtime> {
  await connection()
  const runtime = theRuntime()
  if (runtime.settings.mode !== 'sandbox') notFound()
  return runtime
}
