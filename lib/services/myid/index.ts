import { MandateError } from '../../core/errors/index.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { isSignInSimulated } from '../../platform/session/issuer.ts'
import { answerProblem } from '../http/answer.ts'
import type { Service } from '../http/service.ts'
import { presentPublicAddress, sendToPublicAddress } from '../oidc/public-address.ts'
import { handleInteraction } from './interaction/handle.ts'
import { style } from './pages/send-page.ts'
import { createProvider } from './provider.ts'

const mount = '/myid'

/**
 * The simulated Digital ID: an OpenID provider at `PUBLIC_URL/myid` whose people are the personas of the sandbox. Where
 * a real issuer signs people in, in production always, nothing answers here.
 */
export async function createMyIdService(runtime: Runtime): Promise<Service> {
  const prefixes = [`${mount}/`]
  if (!isSignInSimulated(runtime.settings)) {
    return {
      name: 'myid',
      prefixes,
      handle: (_request, response) => answerProblem(response, new MandateError('common.not-found')),
    }
  }
  const provider = await createProvider(runtime)
  const answerAsProvider = provider.callback()
  return {
    name: 'myid',
    prefixes,
    async handle(request, response) {
      const path = mount + (request.url ?? '/').slice(mount.length)
      if (path === style.path) return style.send(response)
      if (sendToPublicAddress(runtime, path, request, response)) return
      presentPublicAddress(runtime, request)
      if (path.startsWith(`${mount}/interaction/`)) return await handleInteraction(runtime, provider, request, response)
      // The library finds out from the difference where it is mounted.
      Object.assign(request, { originalUrl: path, url: path.slice(mount.length) || '/' })
      await answerAsProvider(request, response)
    },
  }
}
