import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/**
 * Refuses everything that changes a made-up world where the world is real.
 *
 * @throws MandateError `common.not-found` in production: there is no console there at all
 */
export function requireSandbox({ settings }: Pick<Runtime, 'settings'>): void {
  if (settings.mode !== 'sandbox') throw new MandateError('common.not-found')
}
