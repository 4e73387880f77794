import { equalBytes } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { computedKeyPsha1, keyTypes, type TokenRequest } from '../../../formats/wstrust/index.ts'
import type { RelyingParty, TokenKeyType } from '../relying-parties/relying-party.ts'
import type { TraceRecorder } from '../trace/trace-recorder.ts'
import type { GrantedKey } from './grant.ts'

/** Bits of a symmetric key. */
const usualKeySize = 256
const smallestKeySize = 128
const largestKeySize = 512

/**
 * The key that the token will be bound to. A client that sends random bytes of its own gets a computed key; one that
 * only names the algorithm gets a plain key, as such clients expect.
 *
 * @throws MandateError `mas.key-type`, `mas.key-size`, `mas.computed-key`, `mas.use-key`
 * @see WS-Trust 1.3 section 4.4
 */
export function chooseKey(
  request: TokenRequest,
  { party, address }: { party: RelyingParty; address: string },
  certificate: Uint8Array,
  trace: TraceRecorder,
): GrantedKey {
  const type = chooseType(request, party, address)
  if (type === 'bearer') {
    trace.pass('The token is not bound to a key: whoever has it may use it.')
    return { type }
  }
  if (type === 'public') {
    const { useKey } = request
    if (useKey === 'unreadable' || (useKey && !equalBytes(useKey, certificate))) throw new MandateError('mas.use-key')
    trace.pass('The token is bound to the certificate of the credential.')
    return { type, certificate }
  }
  const bits = keySizeOf(request)
  const { entropy, computedKeyAlgorithm } = request
  if (entropy && computedKeyAlgorithm !== undefined && computedKeyAlgorithm !== computedKeyPsha1) {
    throw new MandateError('mas.computed-key', { algorithm: computedKeyAlgorithm.slice(0, 120) })
  }
  const how = entropy ? 'computed from the random bytes of both sides' : 'made by this service'
  trace.pass(`The token is bound to a symmetric key that is ${how}.`, { bits })
  return { type, bytes: bits / 8, entropy }
}

const typeByUri: Readonly<Record<string, TokenKeyType>> = {
  [keyTypes.symmetric]: 'symmetric',
  [keyTypes.public]: 'public',
  [keyTypes.bearer]: 'bearer',
  // As clients of other token services write it.
  'http://docs.oasis-open.org/ws-sx/wstrust/200512/Bearer': 'bearer',
}

function chooseType({ keyType }: TokenRequest, party: RelyingParty, address: string): TokenKeyType {
  const type = keyType === undefined ? party.keyTypes[0] : typeByUri[keyType]
  if (type && party.keyTypes.includes(type)) return type
  throw new MandateError('mas.key-type', { type: (keyType ?? '').slice(0, 120), address: address.slice(0, 200) })
}

function keySizeOf({ keySize }: TokenRequest): number {
  // 0 is how some clients write "you choose".
  if (keySize === undefined || keySize === 0) return usualKeySize
  if (keySize < smallestKeySize || keySize > largestKeySize || keySize % 8 !== 0) {
    throw new MandateError('mas.key-size', { size: keySize })
  }
  return keySize
}
