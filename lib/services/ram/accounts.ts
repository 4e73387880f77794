import type { Account } from 'oidc-provider'
import { businessAuthorisations } from '../../domain/ram/sharing/business-authorisations.ts'
import { noteUse } from '../../domain/ram/sharing/note-use.ts'
import { sessionOfGrant } from '../../platform/oidc/bound-grants.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { liveSession } from '../../platform/session/live-session.ts'

/** Which claims each scope opens. */
export const claimsByScope = {
  openid: ['sub'],
  profile: ['given_name', 'family_name'],
  tdif_business_authorisations: ['tdif_business_authorisations'],
}

/** What a code or access token names. */
type Holder = { grantId?: string; clientId?: string } | undefined

/**
 * A person as a relying service may know them. With a code or token, only while the session in the portal that they
 * agreed in is in force: who signs out of RAM, or withdraws the consent, ends what services can still read.
 */
export async function findAccount(runtime: Runtime, personId: string, token?: object): Promise<Account | undefined> {
  const { store } = runtime
  const person = await store.person.findUnique({ where: { id: personId } })
  if (person === null) return undefined
  const { grantId, clientId } = (token as Holder) ?? {}
  const account = { accountId: personId, claims: async () => ({ sub: personId }) }
  if (grantId === undefined || clientId === undefined) return account

  const session = await sessionOf(runtime, grantId)
  if (session?.personId !== personId) return undefined
  return {
    accountId: personId,
    async claims(use, scope) {
      const isAsked = use === 'userinfo' && scope.split(' ').includes('tdif_business_authorisations')
      const service = isAsked ? await store.relyingService.findUnique({ where: { id: clientId } }) : null
      const { strength } = session
      if (use === 'userinfo') await noteUse(runtime, { serviceId: clientId, personId })
      return {
        sub: personId,
        given_name: person.givenNames,
        family_name: person.familyName,
        ...(service === null
          ? {}
          : {
              tdif_business_authorisations: await businessAuthorisations(runtime, {
                personId,
                strength,
                serviceIds: service.serviceIds,
              }),
            }),
      }
    },
  }
}

async function sessionOf(runtime: Runtime, grantId: string) {
  const sessionId = await sessionOfGrant(runtime, grantId)
  return sessionId === undefined ? undefined : await liveSession(runtime, sessionId, { onlyLook: true })
}
