import { isMandateError, MandateError } from '../../../core/errors/index.ts'
import { orMalformed } from '../../der/malformed.ts'
import { type DerNode, derTag } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { readBer } from '../../der/read-ber.ts'
import { explicitOf, octetsOf, oidOf, sequenceOf, setOf, smallIntegerOf, unexpected } from '../../der/values.ts'
import type { CertificateFields } from '../certificate/certificate.ts'
import { readCertificateFields } from '../certificate/fields.ts'
import { pairKeys } from '../pair-keys.ts'
import { decryptPrivateKey } from '../private-key/decrypt.ts'
import { decryptWithPassword } from '../private-key/encryption.ts'
import { type RsaPrivateKey, readRsaPrivateKey } from '../private-key/rsa.ts'
import { isMacRight } from './mac.ts'

/** A private key of a PKCS#12 file with the chain of its certificate, leaf first. */
export type Pkcs12Entry = { friendlyName?: string; privateKeyPkcs8: Uint8Array; certificates: Uint8Array[] }

/** What a PKCS#12 file holds. `others` are certificates that belong to no key in it. */
export type Pkcs12 = { entries: Pkcs12Entry[]; others: Uint8Array[] }

const limits = { depth: 24, nodes: 20_000, bytes: 2 * 1024 * 1024 }

/**
 * Opens a PKCS#12 file (RFC 7292) with its password: encryption by PBES2, triple DES, or RC2 with 40 bits as old
 * Windows and OpenSSL wrote it; MAC with SHA-1 or SHA-2. A file without a MAC is refused. Runs in the browser.
 *
 * @throws MandateError `pkcs12.wrong-password`, `pkcs12.malformed`, `pkcs12.not-supported`
 */
export function readPkcs12(bytes: Uint8Array, password: string): Pkcs12 {
  return asPkcs12Fault(() => {
    const [version, authSafe, macData, ...rest] = sequenceOf(readBer(bytes, limits), 'a PKCS#12 file')
    if (rest.length > 0 || smallIntegerOf(version, 10, 'a version') !== 3) throw unexpected('version 3')
    const content = dataOf(authSafe)
    if (!macData)
      throw new MandateError('pkcs12.not-supported', { what: 'it is not protected against changes (no MAC)' })
    if (!isMacRight(macData, content, password)) throw new MandateError('pkcs12.wrong-password')
    const found: Found = { keys: [], certificates: [] }
    for (const part of sequenceOf(readBer(content, limits), 'an authenticated safe')) {
      collectBags(safeContents(part, password), password, found, 0)
    }
    return paired(found)
  })
}

type Found = {
  keys: { key: RsaPrivateKey; friendlyName?: string }[]
  certificates: CertificateFields[]
}

function dataOf(node: DerNode | undefined): Uint8Array {
  const [type, content] = sequenceOf(node, 'a content')
  if (oidOf(type, 'a content') !== oid.cmsData) {
    throw new MandateError('pkcs12.not-supported', { what: 'it is protected with keys instead of a password' })
  }
  return octetsOf(explicitOf(content, 0, 'a content'), 'a content')
}

function safeContents(part: DerNode, password: string): Uint8Array {
  const [type, content] = sequenceOf(part, 'a content')
  if (oidOf(type, 'a content') !== oid.cmsEncryptedData) return dataOf(part)
  const [version, info] = sequenceOf(explicitOf(content, 0, 'encrypted data'), 'encrypted data')
  smallIntegerOf(version, 2, 'a version')
  const [innerType, algorithm, sealed] = sequenceOf(info, 'encrypted content')
  oidOf(innerType, 'encrypted content')
  const clear = decryptWithPassword(algorithm, implicitOctets(sealed), password)
  if (!clear) throw new MandateError('pkcs12.wrong-password')
  return clear
}

/** `[0] IMPLICIT OCTET STRING`, whole or in pieces. */
function implicitOctets(node: DerNode | undefined): Uint8Array {
  if (node?.tag === 0x80) return node.content
  if (node?.tag !== 0xa0) throw unexpected('encrypted content')
  const pieces = node.children.map((piece) => octetsOf(piece, 'encrypted content'))
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const safeContentsBag = '1.2.840.113549.1.12.10.1.6'

function collectBags(contents: Uint8Array, password: string, found: Found, depth: number): void {
  for (const bag of sequenceOf(readBer(contents, limits), 'bags')) {
    const [type, value, attributes] = sequenceOf(bag, 'a bag')
    const inner = explicitOf(value, 0, 'a bag')
    switch (oidOf(type, 'a bag')) {
      case oid.shroudedKeyBag:
        found.keys.push({ key: decryptPrivateKey(inner.raw, password), friendlyName: friendlyNameOf(attributes) })
        break
      case oid.keyBag:
        found.keys.push({ key: readRsaPrivateKey(inner.raw), friendlyName: friendlyNameOf(attributes) })
        break
      case oid.certBag:
        found.certificates.push(readCertBag(inner))
        break
      case safeContentsBag:
        if (depth > 2) throw unexpected('bags that are not nested so deeply')
        collectBags(inner.raw, password, found, depth + 1)
    }
  }
}

function readCertBag(node: DerNode): CertificateFields {
  const [type, value] = sequenceOf(node, 'a certificate bag')
  if (oidOf(type, 'a certificate bag') !== oid.x509Certificate) {
    throw new MandateError('pkcs12.not-supported', { what: 'a certificate that is not X.509' })
  }
  const der = Uint8Array.from(octetsOf(explicitOf(value, 0, 'a certificate'), 'a certificate'))
  return readCertificateFields(der)
}

function friendlyNameOf(attributes: DerNode | undefined): string | undefined {
  if (!attributes) return undefined
  for (const attribute of setOf(attributes, 'attributes')) {
    const [type, values] = sequenceOf(attribute, 'an attribute')
    const value = setOf(values, 'an attribute')[0]
    if (oidOf(type, 'an attribute') !== oid.friendlyName || value?.tag !== derTag.bmpString) continue
    let text = ''
    for (let at = 0; at + 1 < value.content.length; at += 2) {
      text += String.fromCharCode(((value.content[at] as number) << 8) | (value.content[at + 1] as number))
    }
    return text.toWellFormed()
  }
  return undefined
}

function paired({ keys, certificates }: Found): Pkcs12 {
  const { pairs, others } = pairKeys(
    keys.map(({ key, friendlyName }) => ({ ...key, friendlyName })),
    certificates,
  )
  const entries = pairs.map(({ key, certificates: chain }) => ({
    friendlyName: key.friendlyName,
    privateKeyPkcs8: key.pkcs8,
    certificates: chain,
  }))
  return { entries, others }
}

function asPkcs12Fault<Value>(read: () => Value): Value {
  try {
    return orMalformed('pkcs12.malformed', read)
  } catch (cause) {
    if (!isMandateError(cause)) throw cause
    const what = { what: String(cause.details.what ?? '') }
    if (cause.code === 'private-key.wrong-password') throw new MandateError('pkcs12.wrong-password')
    if (cause.code === 'private-key.encryption-not-supported') throw new MandateError('pkcs12.not-supported', what)
    if (cause.code.startsWith('pkcs12.')) throw cause
    throw new MandateError('pkcs12.malformed', what, { cause })
  }
}
