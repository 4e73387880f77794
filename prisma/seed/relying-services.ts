import { demonstration, demonstrationCallback } from '../../lib/domain/ram/sharing/demonstration.ts'
import { decisionScope } from '../../lib/domain/ram/sharing/scopes.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import { publicJwk, signingKey } from '../../lib/platform/session/client-key.ts'

/** One relying service to try RAM's attributes with. Its key and address follow this installation. */
export async function seedRelyingServices(runtime: Runtime): Promise<void> {
  const facts = {
    name: 'Demonstration service',
    purpose: 'A made-up government service of the sandbox. It shows what it learns and keeps nothing.',
    keys: { keys: [publicJwk(await signingKey(runtime, demonstration.keyName))] } as object,
    redirectUris: [demonstrationCallback(runtime.settings)],
    scopes: ['openid', 'profile', 'tdif_business_authorisations', decisionScope],
    serviceIds: ['usi', 'dsp'],
  }
  const { id } = demonstration
  await runtime.store.relyingService.upsert({
    where: { id },
    create: { id, ...facts, createdAt: new Date(runtime.clock.now()) },
    update: { keys: facts.keys, redirectUris: facts.redirectUris },
  })
}
