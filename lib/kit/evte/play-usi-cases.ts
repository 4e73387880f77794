import { type Clock, hour, type Instant, systemClock } from '../../core/clock.ts'
import { hasCode, isMandateError } from '../../core/errors/index.ts'
import { type Random, systemRandom } from '../../core/random.ts'
import { endpointAt, parseAddress, usualPaths } from '../http/address.ts'
import type { KitCredential } from '../keystore/credential.ts'
import { type KitToken, requestToken } from '../token/request-token.ts'
import { callUsi } from '../usi/call-usi.ts'

/** The cases that the kit can play by itself; the others need a person. */
export const playableUsiCases = [
  'get-token',
  'use-token',
  'keep-token',
  'bad-request',
  'foreign-organisation',
  'wrong-audience',
  'expired',
  'unknown-address',
] as const
export type PlayableUsiCase = (typeof playableUsiCases)[number]

export type UsiCaseOptions = {
  credential: KitCredential
  /** Code of the organisation of the credential, and one that belongs to another business. */
  orgCode: string
  foreignOrgCode: string
  /** Where Mandate is. */
  endpoint: string
  ca?: string
  clock?: Clock
  random?: Random
}

/** How a case went: `isRight` when the services answered as the case has it. */
export type PlayedCase = { id: PlayableUsiCase; isRight: boolean; said: string; trace: string | undefined }

/**
 * Plays conformance cases of the USI environment with one credential, one after the other: what a vendor's software
 * has to do, done by the kit. Nothing is thrown for a refusal: refusals are what most cases are about.
 */
export async function playUsiCases(cases: readonly PlayableUsiCase[], options: UsiCaseOptions): Promise<PlayedCase[]> {
  const played: PlayedCase[] = []
  for (const id of cases) played.push({ id, ...(await play(id, options)) })
  return played
}

type Outcome = Omit<PlayedCase, 'id'>

async function play(id: PlayableUsiCase, options: UsiCaseOptions): Promise<Outcome> {
  const { endpoint, orgCode, foreignOrgCode, clock = systemClock } = options
  const usi = endpointAt(parseAddress(endpoint).origin, usualPaths.usi)
  switch (id) {
    case 'get-token':
      return await expectAnswer(async () => (await token(options, usi)).trace)
    case 'use-token':
      return await expectAnswer(async () => verify(options, await token(options, usi), { orgCode }))
    case 'keep-token':
      return await expectAnswer(async () => {
        const kept = await token(options, usi)
        await verify(options, kept, { orgCode })
        return verify(options, kept, { orgCode })
      })
    case 'bad-request':
      return await expectRefusal(async () =>
        verify(options, await token(options, usi), { orgCode, birthDate: 'no day at all' }),
      )
    case 'foreign-organisation':
      return await expectRefusal(async () => verify(options, await token(options, usi), { orgCode: foreignOrgCode }))
    case 'wrong-audience': {
      const other = `${parseAddress(endpoint).origin}/evte/sbr/services`
      return await expectRefusal(async () => verify(options, await token(options, other), { orgCode }))
    }
    case 'expired': {
      const late: Clock = { now: () => (clock.now() - hour) as Instant }
      return await expectRefusal(async () =>
        verify({ ...options, clock: late }, await token(options, usi), { orgCode }),
      )
    }
    case 'unknown-address':
      return await expectRefusal(async () => (await token(options, 'https://nobody.example/service')).trace)
  }
}

function token({ credential, endpoint, ca, clock, random }: UsiCaseOptions, appliesTo: string): Promise<KitToken> {
  return requestToken({ credential, appliesTo, endpoint, ca, clock, random })
}

/** Asks about a student of the public test data. */
async function verify(
  { credential, endpoint, ca, clock = systemClock, random = systemRandom }: UsiCaseOptions,
  proof: KitToken,
  { orgCode, birthDate = '1966-05-25' }: { orgCode: string; birthDate?: string },
): Promise<string | undefined> {
  const request = {
    OrgCode: orgCode,
    USI: 'BNGH7C75FN',
    FirstName: 'Maryam',
    FamilyName: 'Fredrick',
    DateOfBirth: birthDate,
  }
  await callUsi('VerifyUSI', request, {
    token: proof,
    endpoint: endpointAt(parseAddress(endpoint).origin, usualPaths.usi),
    ca,
    credentialRoot: credential.root,
    clock,
    random,
  })
  return proof.trace
}

async function expectAnswer(act: () => Promise<string | undefined>): Promise<Outcome> {
  try {
    return { isRight: true, said: 'answered', trace: await act() }
  } catch (error) {
    return refusal(error, false)
  }
}

async function expectRefusal(act: () => Promise<string | undefined>): Promise<Outcome> {
  try {
    return { isRight: false, said: 'answered, though it should be refused', trace: await act() }
  } catch (error) {
    return refusal(error, true)
  }
}

/** What is no answer of a service at all goes on as an error. */
function refusal(error: unknown, isRight: boolean): Outcome {
  if (!isMandateError(error) || !hasCode(error, 'kit.refused')) throw error
  const { event, reason, trace } = error.details
  const said = `refused${event === undefined ? '' : ` with ${event}`}: ${String(reason)}`
  return { isRight, said, trace: trace === undefined ? undefined : String(trace) }
}
