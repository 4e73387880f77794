import type { Instant } from '../../../core/clock.ts'
import { pooledRandom, systemRandom } from '../../../core/random.ts'
import { answerMessage, type TokenWorld } from '../../../domain/mas/answer-message.ts'
import { senderCertificates } from '../../../domain/mas/message/sender-certificates.ts'
import { serviceVersions } from '../../../domain/mas/service-version.ts'
import { recipients } from '../../../domain/mas/token/recipients.ts'
import { toKept } from '../../../domain/mas/trace/trace-keeper.ts'
import { signerKeyInfo } from '../../../formats/saml/index.ts'
import type { JobAnswer, SigningKey, TokenJob, WorkerSetup } from './messages.ts'

/** Does token work in whatever thread it is made in. */
export type TokenHand = {
  setKey(key: SigningKey): void
  answer(job: TokenJob, now: Instant, ports: Pick<TokenWorld, 'authorise' | 'onInternalError'>): Promise<JobAnswer>
}

export function tokenHand(
  { issuer, hosts: ownHosts, anyHost }: WorkerSetup,
  random = pooledRandom(systemRandom),
): TokenHand {
  const certificates = senderCertificates()
  const known = recipients()
  let signing: { privateKey: SigningKey['privateKey']; keyInfo: ReturnType<typeof signerKeyInfo> } | undefined
  return {
    setKey({ privateKey, certificate }) {
      signing = { privateKey, keyInfo: signerKeyInfo(certificate) }
    },
    async answer({ bytes, version: name, endpoint }, now, ports) {
      if (!signing) throw new Error('no signing key yet')
      const version = serviceVersions[name]
      const hosts = anyHost ? [...ownHosts, new URL(endpoint).hostname.toLowerCase()] : ownHosts
      const { status, body, trace } = await answerMessage(bytes, {
        message: { now, version, hosts, endpoint, certificates },
        issuing: { now, random, issuer, signer: { ...signing, hash: version.hash }, recipients: known },
        stopwatch: () => performance.now(),
        ...ports,
      })
      return { status, body, trace: trace && toKept(trace) }
    },
  }
}
