import { type Clock, hour, type Instant, systemClock } from '../../core/clock.ts'
import { endpointAt, usualPaths } from '../http/address.ts'
import type { KitCredential } from '../keystore/credential.ts'
import { type KitToken, requestToken } from '../token/request-token.ts'
import { callUsi } from '../usi/call-usi.ts'
import { expectAnswer, expectRefusal, type PlayedCase, type Players, play } from './play.ts'
import { type CaseOptions, originOf, tokenCases, tokenPlayers, toolsOf } from './token-cases.ts'

/** The cases that the kit can play; a person tells the one about the password. */
export const playableUsiCases = [
  ...tokenCases,
  'use-token',
  'keep-token',
  'bad-request',
  'foreign-organisation',
  'wrong-audience',
  'expired',
] as const

/** Those of cloud software, which need a client that has notified the software. */
export const cloudUsiCases = ['cloud-acts-for-client', 'cloud-not-notified'] as const
export type PlayableUsiCase = (typeof playableUsiCases | typeof cloudUsiCases)[number]

export type UsiCaseOptions = CaseOptions & {
  /** Code of the organisation of the credential, and one that belongs to another business. */
  orgCode: string
  foreignOrgCode: string
  /** For the cases of cloud software: the client, and the software ID that it has notified. */
  client?: { abn: string; softwareId: string }
}

/**
 * Plays conformance cases of the USI environment with one credential, one after the other: what a vendor's software
 * has to do, done by the kit. Nothing is thrown for a refusal: refusals are what most cases are about.
 */
export async function playUsiCases(
  cases: readonly PlayableUsiCase[],
  options: UsiCaseOptions,
): Promise<PlayedCase<PlayableUsiCase>[]> {
  return await play(cases, usiPlayers(options))
}

function usiPlayers(options: UsiCaseOptions): Players<PlayableUsiCase> {
  const { credential, orgCode, foreignOrgCode, clock = systemClock } = options
  const origin = originOf(options.endpoint)
  const usi = endpointAt(origin, usualPaths.usi)
  const getToken = (holder: KitCredential, appliesTo: string) =>
    requestToken({ credential: holder, appliesTo, ...toolsOf(options) })
  const token = () => getToken(credential, usi)
  return {
    ...tokenPlayers(options, usi, getToken),
    'use-token': () => expectAnswer(async () => await verify(options, await token(), { orgCode })),
    'keep-token': () =>
      expectAnswer(async () => {
        const kept = await token()
        await verify(options, kept, { orgCode })
        return await verify(options, kept, { orgCode })
      }),
    'bad-request': () =>
      expectRefusal(
        ['1002'],
        async () => await verify(options, await token(), { orgCode, birthDate: 'no day at all' }),
      ),
    'foreign-organisation': () =>
      expectRefusal(['2002'], async () => await verify(options, await token(), { orgCode: foreignOrgCode })),
    'wrong-audience': () =>
      expectRefusal(['2004'], async () => {
        const foreign = await getToken(credential, `${origin}/evte/sbr/services`)
        return await verify(options, foreign, { orgCode })
      }),
    expired: () =>
      expectRefusal(['2004'], async () => {
        const late: Clock = { now: () => (clock.now() - hour) as Instant }
        return await verify({ ...options, clock: late }, await token(), { orgCode })
      }),
    'cloud-acts-for-client': () => expectAnswer(async () => await actFor(options, usi)),
    'cloud-not-notified': () =>
      expectRefusal(['E9042'], async () => await actFor(options, usi, { softwareId: '9999999999' })),
  }
}

/** Asks for a token that speaks for the client. */
async function actFor(
  { client, credential, ...options }: UsiCaseOptions,
  appliesTo: string,
  changes: { softwareId?: string } = {},
): Promise<string | undefined> {
  if (client === undefined) throw new TypeError('the cases of cloud software need a client')
  const actAs = { ...client, ...changes }
  return (await requestToken({ credential, appliesTo, actAs, ...toolsOf({ credential, ...options }) })).trace
}

/** Asks about a student of the public test data. */
async function verify(
  options: UsiCaseOptions,
  token: KitToken,
  { orgCode, birthDate = '1966-05-25' }: { orgCode: string; birthDate?: string },
): Promise<string | undefined> {
  const { credential, endpoint } = options
  const request = {
    OrgCode: orgCode,
    USI: 'BNGH7C75FN',
    FirstName: 'Maryam',
    FamilyName: 'Fredrick',
    DateOfBirth: birthDate,
  }
  await callUsi('VerifyUSI', request, {
    token,
    ...toolsOf(options),
    endpoint: endpointAt(originOf(endpoint), usualPaths.usi),
    credentialRoot: credential.root,
  })
  return token.trace
}
