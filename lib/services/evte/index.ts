import { MandateError } from '../../core/errors/index.ts'
import { createCredentialDirectory } from '../../domain/credentials/directory/credential-directory.ts'
import { openRegister } from '../../domain/ram/businesses/register/register.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answerProblem } from '../http/answer.ts'
import type { Service } from '../http/service.ts'
import { openCredentialPorts } from '../ports/credential-ports.ts'
import { openSbrService } from './sbr/sbr-service.ts'
import { openUsiService, type UsiDependencies } from './usi/usi-service.ts'

export type EvteDependencies = Omit<UsiDependencies, 'authority'> & {
  authority?: Pick<Authority, 'root' | 'sub' | 'relyingPartyKey' | 'tokenSigningCertificates'>
}

/**
 * The simulated services of government behind the testing environment, each of which really checks the tokens that it
 * is sent. Sandbox only.
 */
export async function createEvteService(runtime: Runtime, dependencies: EvteDependencies = {}): Promise<Service> {
  const authority = dependencies.authority ?? (await openAuthority(runtime))
  const directory = createCredentialDirectory(runtime)
  const credentials = openCredentialPorts(runtime, { authority, directory, register: openRegister(runtime) })
  const usi = await openUsiService(runtime, { ...dependencies, authority })
  const sbr = await openSbrService(runtime, { ...dependencies, authority, credentials: credentials.ports })
  return {
    name: 'evte',
    prefixes: ['/evte/'],
    async handle(request, response) {
      if ((await usi.handle(request, response)) || (await sbr.handle(request, response))) return
      answerProblem(response, new MandateError('common.not-found'))
    },
    async close() {
      await usi.close()
      await sbr.close()
      credentials.close()
      directory.close()
    },
  }
}
