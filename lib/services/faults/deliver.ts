import type { ServerResponse } from 'node:http'
import type { FaultPoint } from '../../domain/sandbox/faults/fault-desk.ts'

/**
 * Sends an answer as the fault of its request wants it: later, or not at all. Without a fault it is sent at once.
 */
export async function deliver(
  response: ServerResponse,
  faults: Pick<FaultPoint, 'effect'> | undefined,
  send: () => void,
): Promise<void> {
  const { delayMs, drops } = faults?.effect() ?? { delayMs: 0, drops: false }
  if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
  if (drops) response.destroy()
  else if (!response.destroyed) send()
}
