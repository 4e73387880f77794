import { utf8 } from '../../core/bytes.ts'
import { type Clock, hour, type Instant, systemClock } from '../../core/clock.ts'
import type { SbdmOperation } from '../../formats/sbdm/index.ts'
import { endpointAt, usualPaths } from '../http/address.ts'
import type { KitCredential } from '../keystore/credential.ts'
import { sbrPath } from '../sbr/exchange.ts'
import { lodgeReport } from '../sbr/lodge-report.ts'
import { requestSbrToken } from '../sbr/token-for-sbr.ts'
import { type KitToken, requestToken } from '../token/request-token.ts'
import { expectAnswer, expectRefusal, type PlayedCase, type Players, play } from './play.ts'
import { type CaseOptions, originOf, tokenCases, tokenPlayers, toolsOf } from './token-cases.ts'

/** The cases that the kit can play; a person tells the one about the password. */
export const playableSbr1Cases = [
  ...tokenCases,
  'list',
  'prefill',
  'prelodge',
  'lodge',
  'keep-token',
  'rejected',
  'expired',
  'wrong-key',
  'wrong-audience',
] as const
export type PlayableSbr1Case = (typeof playableSbr1Cases)[number]

/**
 * Plays conformance cases of the SBR1 environment with one credential: what a vendor's software has to do, done by the
 * kit.
 *
 * @param told is given each case as soon as it was played
 */
export async function playSbr1Cases(
  cases: readonly PlayableSbr1Case[],
  options: CaseOptions,
  told?: (played: PlayedCase<PlayableSbr1Case>) => void,
): Promise<PlayedCase<PlayableSbr1Case>[]> {
  return await play(cases, sbr1Players(options), told)
}

function sbr1Players(options: CaseOptions): Players<PlayableSbr1Case> {
  const { credential, clock = systemClock } = options
  const services = `${originOf(options.endpoint)}${sbrPath}`
  const tokenOf = (holder: KitCredential, appliesTo: string) =>
    requestSbrToken({ credential: holder, appliesTo, ...toolsOf(options) })
  const token = () => tokenOf(credential, services)
  const operation = (id: SbdmOperation) => () =>
    expectAnswer(async () => await call(options, await token(), { operation: id }))
  return {
    ...tokenPlayers(options, services, tokenOf),
    list: operation('list'),
    prefill: operation('prefill'),
    prelodge: operation('prelodge'),
    lodge: operation('lodge'),
    'keep-token': () =>
      expectAnswer(async () => {
        const kept = await token()
        await call(options, kept, { operation: 'list' })
        return await call(options, kept, { operation: 'lodge' })
      }),
    rejected: () =>
      expectAnswer(
        async () => await call(options, await token(), { messageType: 'mandate.reject.tfnd.0003.2016.lodge.request' }),
      ),
    expired: () =>
      expectRefusal(['sbr.message-expired'], async () => {
        const late: Clock = { now: () => (clock.now() - 13 * hour) as Instant }
        return await call({ ...options, clock: late }, await token())
      }),
    'wrong-key': () =>
      expectRefusal(['sbr.proof-signature'], async () => {
        const { proofKey } = await token()
        return await call(options, { ...(await token()), proofKey })
      }),
    'wrong-audience': () =>
      expectRefusal(['xmlenc.cannot-decrypt', 'saml.wrong-audience'], async () => {
        const appliesTo = endpointAt(originOf(options.endpoint), usualPaths.usi)
        return await call(options, await requestToken({ credential, appliesTo, ...toolsOf(options) }))
      }),
  }
}

async function call(
  options: CaseOptions,
  token: KitToken,
  {
    operation = 'lodge',
    messageType = `tfnd.0003.2016.${operation}.request`,
  }: { operation?: SbdmOperation; messageType?: string } = {},
): Promise<string | undefined> {
  const { endpoint, ...tools } = toolsOf(options)
  const software = { organisation: 'Mandate', product: 'mandate kit', version: '1.0' }
  const document = operation === 'list' ? undefined : utf8('<Form xmlns="urn:form"><Amount>1</Amount></Form>')
  const report = { operation, messageType, document, software }
  const services = `${originOf(endpoint)}${sbrPath}`
  return (await lodgeReport(report, { credential: options.credential, token, services, ...tools })).trace
}
