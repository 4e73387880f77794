import type { Runtime } from '../../platform/runtime/runtime.ts'
import type { Service } from '../http/service.ts'
import { presentPublicAddress, sendToPublicAddress } from '../oidc/public-address.ts'
import { answerDecision } from './decisions.ts'
import { handleInteraction } from './interaction.ts'
import { createProvider, mount } from './provider.ts'

/** RAM as attribute provider, `docs/attribute-provider.md`: an OpenID provider and decisions, under `/ram/`. */
export async function createRamService(runtime: Runtime): Promise<Service> {
  const provider = await createProvider(runtime)
  const answerAsProvider = provider.callback()
  return {
    name: 'portal',
    prefixes: [`${mount}/`],
    async handle(request, response) {
      const path = mount + (request.url ?? '/').slice(mount.length)
      if (path.split('?')[0] === `${mount}/decisions`) return await answerDecision(runtime, provider, request, response)
      if (sendToPublicAddress(runtime, path, request, response)) return
      presentPublicAddress(runtime, request)
      if (path.startsWith(`${mount}/interaction/`)) return await handleInteraction(runtime, provider, request, response)
      // The library finds out from the difference where it is mounted.
      Object.assign(request, { originalUrl: path, url: path.slice(mount.length) || '/' })
      await answerAsProvider(request, response)
    },
  }
}
