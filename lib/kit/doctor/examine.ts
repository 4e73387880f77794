import { type Clock, systemClock } from '../../core/clock.ts'
import { describeError, isMandateError } from '../../core/errors/index.ts'
import { type Random, systemRandom } from '../../core/random.ts'
import { defaultBase, endpointAt, parseAddress, usualPaths } from '../http/address.ts'
import { trustFor } from '../http/trust.ts'
import { chooseCredential, type KitCredential } from '../keystore/credential.ts'
import { openKeystoreFile } from '../keystore/open-keystore-file.ts'
import { bad, type Finding, skipped } from './finding.ts'
import { lookAtKeystore, lookAtToken } from './look-at-credential.ts'
import { lookAtName, lookAtProxy } from './look-at-network.ts'
import { addressFinding, lookAtServer } from './look-at-server.ts'

export type ExamineOptions = {
  /** Address of the token service, or of a Mandate that has it at the usual path. Default {@link defaultBase}. */
  endpoint?: string
  /** PEM text of the authorities that may vouch for the server, and no others. */
  ca?: string
  /** A keystore file and its password; `id` chooses among several credentials. */
  keystore?: { file: string; password: string; id?: string | undefined }
  /** Address of the service to ask a token for. */
  appliesTo?: string
  /** Environment variables, for proxy settings. */
  env?: Readonly<Record<string, string | undefined>>
  clock?: Clock
  random?: Random
}

/** The service that a token is asked for when nobody says otherwise. */
export const defaultAppliesTo = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'

/**
 * Looks for what is wrong between this machine and the token service, from the address to a real token. Never throws
 * for what it finds; a later step that an earlier one makes impossible is `skipped`.
 *
 * @example
 * const findings = await examine({ keystore: { file: 'keystore.xml', password } })
 * const broken = findings.filter(({ outcome }) => outcome === 'bad')
 */
export async function examine(options: ExamineOptions = {}): Promise<Finding[]> {
  const { ca, keystore, clock = systemClock, random = systemRandom, env = process.env } = options
  const findings: Finding[] = []
  const credential = keystore && (await openCredential(keystore, clock, findings))
  let endpoint: string
  try {
    endpoint = endpointAt(options.endpoint ?? defaultBase, usualPaths.tokenService)
  } catch (error) {
    return [addressFinding(error), ...findings]
  }
  const url = parseAddress(endpoint)
  const trust = trustFor(url, { ca, credentialRoot: credential?.root })
  const network = [...lookAtProxy(url, env), await lookAtName(url)]
  const isNamed = network.every(({ outcome }) => outcome !== 'bad')
  const server = isNamed
    ? await lookAtServer(endpoint, { trust, clock })
    : [skipped('connection', 'There is no host to connect to.')]
  const isReachable = isNamed && server.every(({ subject, outcome }) => outcome !== 'bad' || subject === 'clock')
  const appliesTo = options.appliesTo ?? defaultAppliesTo
  const token =
    credential === undefined || !isReachable
      ? skipped(
          'token',
          keystore === undefined ? 'Name a keystore to have a token asked for.' : 'Mend what is bad first.',
        )
      : await lookAtToken({ credential, appliesTo, endpoint, ca, clock, random })
  return [...network, ...server, ...findings, token]
}

async function openCredential(
  { file, password, id }: NonNullable<ExamineOptions['keystore']>,
  clock: Clock,
  findings: Finding[],
): Promise<KitCredential | undefined> {
  findings.push(...(await lookAtKeystore(file, password, clock)))
  try {
    return chooseCredential(await openKeystoreFile(file, password), id)
  } catch (error) {
    if (!isMandateError(error)) throw error
    const { happened, remedy } = describeError(error)
    if (findings.every(({ outcome }) => outcome !== 'bad')) findings.push(bad('keystore', happened, remedy))
    return undefined
  }
}
