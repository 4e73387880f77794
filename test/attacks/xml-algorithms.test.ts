import { constants, createHmac, createSecretKey, generateKeyPairSync, hash, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, MandateError } from '../../lib/core/errors/index.ts'
import { algorithms, type SignaturePolicy } from '../../lib/formats/xmldsig/index.ts'
import { believe, credential, requestPolicy, signedRequest } from './xml-request.ts'

/** A policy that is as wide as any service of ours could make it. */
const wide: SignaturePolicy = {
  ...requestPolicy,
  signatureAlgorithms: [
    algorithms.rsaSha256,
    algorithms.rsaPssSha256,
    algorithms.ecdsaSha256,
    algorithms.hmacSha1,
    algorithms.hmacSha256,
  ],
}

function refusal(text: string, policy = requestPolicy, key?: KeyObject): ErrorCode | 'accepted' {
  try {
    believe(text, policy, key)
    return 'accepted'
  } catch (error) {
    if (error instanceof MandateError) return error.code
    throw error
  }
}

/** The request, its SignedInfo changed and signed anew by whatever the attacker has. */
function resigned(change: (signedInfo: string) => string, value: (text: string) => Buffer): string {
  const text = signedRequest()
  const [original] = /<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>/.exec(text) as RegExpExecArray
  const signedInfo = change(original)
  const canonical = signedInfo.replace(
    '<ds:SignedInfo>',
    '<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">',
  )
  return text
    .replace(original, signedInfo)
    .replace(/(<ds:SignatureValue>)[^<]*/, `$1${value(canonical).toString('base64')}`)
}

const method = (uri: string) => (signedInfo: string) =>
  signedInfo.replace(/(<ds:SignatureMethod Algorithm=")[^"]*/, `$1${uri}`)

describe('HMAC with the public key, which everybody has', () => {
  const publicForms: [string, Buffer][] = [
    ['PEM', Buffer.from(credential.publicKey.export({ type: 'spki', format: 'pem' }))],
    ['PEM, PKCS#1', Buffer.from(credential.publicKey.export({ type: 'pkcs1', format: 'pem' }))],
    ['DER', credential.publicKey.export({ type: 'spki', format: 'der' })],
    ['DER, PKCS#1', credential.publicKey.export({ type: 'pkcs1', format: 'der' })],
    ['modulus', Buffer.from(credential.publicKey.export({ format: 'jwk' }).n as string, 'base64url')],
    ['nothing', Buffer.alloc(0)],
  ]

  it.each(publicForms)('as %s', (_, secret) => {
    for (const [uri, hash] of [
      [algorithms.hmacSha1, 'sha1'],
      [algorithms.hmacSha256, 'sha256'],
    ] as const) {
      const text = resigned(method(uri), (canonical) => createHmac(hash, secret).update(canonical).digest())
      expect(refusal(text)).toBe('xmldsig.algorithm-not-allowed')
      expect(refusal(text, wide)).toBe('xmldsig.key-mismatch')
    }
  })

  it('nor the other way round: an RSA signature where a secret key is meant', () => {
    expect(refusal(signedRequest(), wide, createSecretKey(Buffer.alloc(32)))).toBe('xmldsig.key-mismatch')
  })
})

describe('weaker algorithms', () => {
  it('SHA-1 signatures where SHA-256 is asked', () => {
    const text = resigned(method(algorithms.rsaSha1), (canonical) =>
      sign('sha1', Buffer.from(canonical), credential.privateKey),
    )
    expect(refusal(text)).toBe('xmldsig.algorithm-not-allowed')
    expect(refusal(text, { ...requestPolicy, signatureAlgorithms: [algorithms.rsaSha1] })).toBe('accepted')
  })

  it('SHA-1 digests where SHA-256 is asked', () => {
    const text = resigned(
      (signedInfo) => signedInfo.replaceAll(algorithms.sha256, algorithms.sha1),
      (canonical) => sign('sha256', Buffer.from(canonical), credential.privateKey),
    )
    expect(refusal(text)).toBe('xmldsig.algorithm-not-allowed')
  })

  it.each([
    'http://www.w3.org/2001/04/xmldsig-more#rsa-md5',
    'http://www.w3.org/2000/09/xmldsig#dsa-sha1',
    'none',
    'RSA-SHA256',
    'http://www.w3.org/2001/04/xmldsig-more#RSA-SHA256',
    `${algorithms.rsaSha256} `,
    ` ${algorithms.rsaSha256}`,
    '__proto__',
    'constructor',
  ])('an algorithm called %j', (uri) => {
    expect(
      refusal(
        resigned(method(uri), () => Buffer.from('x')),
        wide,
      ),
    ).toBe('xmldsig.algorithm-not-allowed')
  })

  it.each(['0', '8', '80', '160', '256', '-1', '', 'x'])('an HMAC of which only %j bits count', (bits) => {
    const text = resigned(
      (signedInfo) =>
        method(algorithms.hmacSha256)(signedInfo).replace(
          /(<ds:SignatureMethod [^>]*>)/,
          `$1<ds:HMACOutputLength>${bits}</ds:HMACOutputLength>`,
        ),
      () => Buffer.from('x'),
    )
    expect(refusal(text, wide, createSecretKey(Buffer.alloc(32)))).toBe('xmldsig.truncated-hmac')
  })

  it('an HMAC that is only the beginning of the right one', () => {
    const secret = Buffer.alloc(32, 1)
    for (const length of [1, 10, 16, 31]) {
      const text = resigned(method(algorithms.hmacSha256), (canonical) =>
        createHmac('sha256', secret).update(canonical).digest().subarray(0, length),
      )
      expect(refusal(text, wide, createSecretKey(secret))).toBe('xmldsig.signature-mismatch')
    }
  })
})

describe('one algorithm for another', () => {
  it('PKCS#1 v1.5 called PSS, and PSS called PKCS#1 v1.5', () => {
    const { privateKey: key } = credential
    const v15 = resigned(method(algorithms.rsaPssSha256), (canonical) => sign('sha256', Buffer.from(canonical), key))
    const padding = constants.RSA_PKCS1_PSS_PADDING
    const pss = resigned(method(algorithms.rsaSha256), (canonical) =>
      sign('sha256', Buffer.from(canonical), { key, padding }),
    )
    expect(refusal(v15, wide)).toBe('xmldsig.signature-mismatch')
    expect(refusal(pss, wide)).toBe('xmldsig.signature-mismatch')
  })

  it('SHA-1 called SHA-256', () => {
    const text = resigned(method(algorithms.rsaSha256), (canonical) =>
      sign('sha1', Buffer.from(canonical), credential.privateKey),
    )
    expect(refusal(text, wide)).toBe('xmldsig.signature-mismatch')
  })

  it('an elliptic key for an RSA algorithm', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const text = resigned(method(algorithms.rsaSha256), (canonical) =>
      sign('sha256', Buffer.from(canonical), privateKey),
    )
    expect(refusal(text, wide, publicKey)).toBe('xmldsig.key-mismatch')
  })

  it('a PSS key for PKCS#1 v1.5', () => {
    const { publicKey } = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
    expect(refusal(signedRequest(), wide, publicKey)).toBe('xmldsig.key-mismatch')
  })
})

describe('RSA signatures made without the key', () => {
  it('by the cube root, for a key of exponent 3 (Bleichenbacher 2006)', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 })
    const digestInfo = '3031300d060960864801650304020105000420'
    const text = resigned(method(algorithms.rsaSha256), (canonical) => {
      const digest = hash('sha256', canonical)
      const block = `0001ffffffffffffffff00${digestInfo}${digest}`
      const target = BigInt(`0x${block.padEnd(512, '0')}`)
      return Buffer.from(cubeRoot(target).toString(16).padStart(512, '0'), 'hex')
    })
    expect(refusal(text, wide, publicKey)).toBe('xmldsig.signature-mismatch')
  })

  it.each([
    ['zero', Buffer.alloc(256)],
    ['one', Buffer.concat([Buffer.alloc(255), Buffer.from([1])])],
    ['the modulus', Buffer.from(credential.publicKey.export({ format: 'jwk' }).n as string, 'base64url')],
    ['nothing but ones', Buffer.alloc(256, 255)],
    ['too short a value', Buffer.alloc(255, 1)],
    ['too long a value', Buffer.alloc(257, 1)],
  ])('by %s', (_, value) => {
    expect(
      refusal(
        resigned(
          (signedInfo) => signedInfo,
          () => value,
        ),
      ),
    ).toBe('xmldsig.signature-mismatch')
  })

  it('by a valid value with zeros before or after it', () => {
    for (const around of [
      (value: Buffer) => Buffer.concat([Buffer.alloc(1), value]),
      (value: Buffer) => Buffer.concat([value, Buffer.alloc(1)]),
    ]) {
      const text = resigned(
        (signedInfo) => signedInfo,
        (canonical) => around(sign('sha256', Buffer.from(canonical), credential.privateKey)),
      )
      expect(refusal(text)).toBe('xmldsig.signature-mismatch')
    }
  })
})

function cubeRoot(value: bigint): bigint {
  let low = 0n
  let high = 1n << 700n
  while (low < high) {
    const middle = (low + high) / 2n
    if (middle ** 3n < value) low = middle + 1n
    else high = middle
  }
  return low
}
