import { parseAbn } from '../../core/abn.ts'
import { type Clock, systemClock } from '../../core/clock.ts'
import { type Random, systemRandom } from '../../core/random.ts'
import { parseAddress } from '../http/address.ts'
import type { KitCredential } from '../keystore/credential.ts'
import { newTestCredential } from '../sandbox/new-test-credential.ts'
import { revokeSandboxCredential } from '../sandbox/revoke-credential.ts'
import type { KitToken } from '../token/request-token.ts'
import { expectAnswer, expectRefusal, type Players } from './play.ts'

/** With what cases are played, and against which Mandate. */
export type CaseOptions = {
  /** A test credential of the product. */
  credential: KitCredential
  /** Where Mandate is. */
  endpoint: string
  ca?: string
  clock?: Clock
  random?: Random
}

/** The cases of credentials and tokens that every environment has. */
export const tokenCases = ['get-token', 'unknown-address', 'revoked', 'renewal'] as const
export type TokenCase = (typeof tokenCases)[number]

/**
 * Plays the cases of credentials. A renewal is a second test credential of the same name; for a revoked one, a credential
 * with `-old` behind the name is made and revoked, both by the sandbox.
 *
 * @param target address of the environment's service
 * @param getToken asks for a token as that environment does
 */
export function tokenPlayers(
  options: CaseOptions,
  target: string,
  getToken: (credential: KitCredential, appliesTo: string) => Promise<KitToken>,
): Players<TokenCase> {
  const { credential } = options
  return {
    'get-token': () => expectAnswer(async () => (await getToken(credential, target)).trace),
    'unknown-address': () =>
      expectRefusal(['E2003'], async () => (await getToken(credential, 'https://nobody.example/service')).trace),
    revoked: () =>
      expectRefusal(['E2014'], async () => {
        const old = await anotherCredential(options, '-old')
        await revoke(old, options)
        return (await getToken(old, target)).trace
      }),
    renewal: () =>
      expectAnswer(async () => {
        await getToken(credential, target)
        return (await getToken(await anotherCredential(options, ''), target)).trace
      }),
  }
}

/** One more test credential, which begins with the name of the first and so belongs to the same product. */
export async function anotherCredential(
  { credential: { abn, name }, endpoint, ca }: CaseOptions,
  suffix: string,
): Promise<KitCredential> {
  return await newTestCredential({ abn: parseAbn(abn), name: `${name}${suffix}`, endpoint: originOf(endpoint), ca })
}

/** Revokes a test credential. */
export async function revoke({ certificate }: KitCredential, { endpoint, ca }: CaseOptions): Promise<void> {
  await revokeSandboxCredential(certificate, { endpoint: originOf(endpoint), ca })
}

export function originOf(endpoint: string): string {
  return parseAddress(endpoint).origin
}

/** What every call is made with. */
export function toolsOf({ endpoint, ca, clock = systemClock, random = systemRandom }: CaseOptions) {
  return { endpoint, ca, clock, random }
}
