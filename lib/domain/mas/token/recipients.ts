import { publicKeyOf } from '../../../formats/pki/certificate/public-key.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { namespaces, xml } from '../../../formats/xml/index.ts'
import { encryptionAlgorithms, type Recipient } from '../../../formats/xmlenc/index.ts'
import type { TokenGrant } from '../decision/grant.ts'

/** Relying parties as recipients of encrypted tokens, remembered by their certificate. */
export type Recipients = { of(party: TokenGrant['relyingParty']): Recipient }

export function recipients(): Recipients {
  const known = new Map<string, Recipient>()
  return {
    of({ fingerprint, certificate }) {
      const remembered = known.get(fingerprint)
      if (remembered) return remembered
      const made = recipientOf(certificate)
      known.set(fingerprint, made)
      return made
    },
  }
}

/** The key is named by issuer and serial number, inside the one SecurityTokenReference that clients count on. */
function recipientOf(der: Uint8Array): Recipient {
  const certificate = readCertificate(der)
  return {
    publicKey: publicKeyOf(certificate),
    keyTransport: encryptionAlgorithms.rsaOaepMgf1p,
    keyInfo: xml`<wsse:SecurityTokenReference xmlns:wsse="${namespaces.wsse}"><ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>${certificate.issuer.text}</ds:X509IssuerName><ds:X509SerialNumber>${certificate.serial.decimal}</ds:X509SerialNumber></ds:X509IssuerSerial></ds:X509Data></wsse:SecurityTokenReference>`,
  }
}
