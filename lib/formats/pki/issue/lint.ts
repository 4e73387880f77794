import { isAbn } from '../../../core/abn.ts'
import { equalBytes } from '../../../core/bytes.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import { bitBytesOf, bitLength, integerOf, oidOf, sequenceOf } from '../../der/values.ts'
import type { CertificateFields } from '../certificate/certificate.ts'
import { encodeName, sameName } from '../certificate/name.ts'
import type { CertificateProfile } from '../profile/profile.ts'
import { validityFrom } from '../profile/validity.ts'
import { keyIdOf } from './extensions.ts'
import type { IssueInput } from './issue.ts'

/**
 * Checks a certificate that is about to be signed, as a stranger would read it, against its profile and RFC 5280.
 *
 * @returns the first rule that it breaks, in words; `undefined` where it breaks none
 */
export function lintCertificate(fields: CertificateFields, input: IssueInput): string | undefined {
  return (
    lintSerial(fields, input) ??
    lintNames(fields, input) ??
    lintValidity(fields, input) ??
    lintKey(fields, input.profile) ??
    lintExtensions(fields, input) ??
    lintIssuer(fields, input)
  )
}

function lintSerial({ serial }: CertificateFields, input: IssueInput): string | undefined {
  return serial.hex === input.serial.hex ? undefined : 'the serial number is not the one that was reserved'
}

const nameLimits = { C: 2, O: 64, OU: 64, CN: 64, dnQualifier: 64 } as const

function lintNames({ subject }: CertificateFields, { profile, subject: parts }: IssueInput): string | undefined {
  if (!equalBytes(subject.der, encodeName(parts))) return 'the subject is not the one that was asked for'
  const rules = profile.subject.filter(({ name, optional }) => !optional || parts.some((part) => part.name === name))
  if (rules.map(({ name }) => name).join() !== parts.map(({ name }) => name).join()) {
    return `the subject must have the parts ${profile.subject.map(({ name }) => name).join(', ')}`
  }
  for (const [at, rule] of rules.entries()) {
    const value = parts[at]?.value ?? ''
    if (value.trim() !== value || value === '') return `the ${rule.name} of the subject is empty or has outer spaces`
    if ([...value].length > nameLimits[rule.name]) return `the ${rule.name} of the subject is too long`
    if (!value.isWellFormed() || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(value))
      return `the ${rule.name} has control characters`
    if (rule.name === 'C' && !/^[A-Z]{2}$/.test(value)) return 'the country is not two capital letters'
    if (rule.value !== undefined && rule.value !== value) return `the ${rule.name} of the subject must be ${rule.value}`
    if (rule.abn && !isAbn(value)) return `the ${rule.name} of the subject must be an ABN`
  }
  return undefined
}

function lintValidity({ notBefore, notAfter }: CertificateFields, input: IssueInput): string | undefined {
  const { profile, issuer } = input
  if (notBefore !== input.notBefore || notAfter !== input.notAfter) return 'the validity is not in whole seconds'
  if (notAfter <= notBefore) return 'it would end before it begins'
  const longest = validityFrom(notBefore, profile).notAfter
  if (notAfter > longest) return `it would be valid for more than ${profile.years} years`
  if (profile.exactly && notAfter !== longest) return `it must be valid for ${profile.years} years less one second`
  const above = issuer.certificate
  if (above && notAfter > above.notAfter) return 'it would outlive its issuer'
  if (above && notBefore < above.notBefore) return 'it would be older than its issuer'
  return undefined
}

function lintKey({ spki }: CertificateFields, { minModulusBits }: CertificateProfile): string | undefined {
  const [algorithm, bits] = sequenceOf(readDer(spki), 'a public key')
  const [kind, parameters] = sequenceOf(algorithm, 'a public key')
  if (oidOf(kind, 'a public key') !== oid.rsaEncryption) return 'the key is not an RSA key'
  if (parameters?.tag !== 0x05) return 'the parameters of the RSA key must be NULL'
  const [modulus, exponent] = sequenceOf(readDer(bitBytesOf(bits, 'a public key')), 'a public key')
  const size = bitLength(integerOf(modulus, 'a public key'))
  if (size < minModulusBits || size > 8192) return `the key must have ${minModulusBits} to 8192 bits`
  return integerOf(exponent, 'a public key') === 65537n ? undefined : 'the exponent of the key must be 65537'
}

const critical: readonly string[] = [oid.basicConstraints, oid.keyUsage]

function lintExtensions(fields: CertificateFields, input: IssueInput): string | undefined {
  const { profile, dnsNames = [], ipAddresses = [] } = input
  const { ca, settings } = profile
  for (const extension of fields.extensions) {
    if (extension.critical !== critical.includes(extension.oid)) return `the critical mark of ${extension.oid} is wrong`
  }
  const { basicConstraints: constraints } = fields
  if (constraints?.ca !== Boolean(ca) || constraints?.pathLength !== ca?.pathLength) return 'the basic constraints'
  if (fields.keyUsage?.join() !== inBitOrder(profile).join()) return 'the key usage'
  if ((fields.extendedKeyUsage ?? []).join() !== profile.extendedKeyUsage.join()) return 'the extended key usage'
  if (fields.policies.join() !== (settings.policyOid ?? '')) return 'the certificate policy'
  if (fields.crlAddresses.join() !== (settings.crlAddress ?? '')) return 'the address of the revocation list'
  if (fields.ocspAddresses.join() !== (settings.ocspAddress ?? '')) return 'the address of the status service'
  if (fields.issuerAddresses.join() !== (settings.issuerAddress ?? '')) return 'the address of the issuer'
  if (fields.dnsNames.join() !== dnsNames.join()) return 'the alternative names'
  if (dnsNames.length + ipAddresses.length > 0 !== Boolean(profile.alternativeNames)) {
    return profile.alternativeNames ? 'it needs alternative names' : 'it may not have alternative names'
  }
  const badName = dnsNames.find((name) => !/^(\*\.)?([a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}$/.test(name))
  if (badName !== undefined) return `"${badName}" is not a host name`
  const badAddress = ipAddresses.find((address) => !isIpAddress(address))
  return badAddress === undefined ? undefined : `"${badAddress}" is not an IP address`
}

function isIpAddress(address: string): boolean {
  if (!/^[0-9a-f.:]+$/i.test(address)) return false
  if (address.includes(':')) return !address.includes('.') && URL.canParse(`http://[${address}]/`)
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && URL.canParse(`http://${address}/`)
}

function inBitOrder({ keyUsage }: CertificateProfile): string[] {
  const order = ['digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement']
  return [...order, 'keyCertSign', 'cRLSign'].filter((usage) => (keyUsage as readonly string[]).includes(usage))
}

function lintIssuer(fields: CertificateFields, { issuer, profile, publicKeySpki }: IssueInput): string | undefined {
  const { certificate, signer } = issuer
  if (!fields.subjectKeyId || !equalBytes(fields.subjectKeyId, keyIdOf(publicKeySpki))) return 'the key identifier'
  if (!certificate) {
    if (profile.kind !== 'root') return 'only a root may sign itself'
    return equalBytes(signer.publicKeySpki, publicKeySpki) ? undefined : 'a root must be signed with its own key'
  }
  if (profile.kind === 'root') return 'a root must sign itself'
  if (!sameName(fields.issuer, certificate.subject)) return 'the issuer is not the one that signs'
  if (!equalBytes(certificate.spki, signer.publicKeySpki)) return 'the signer has another key than the issuer'
  const keyId = certificate.subjectKeyId
  if (!keyId || !fields.authorityKeyId || !equalBytes(keyId, fields.authorityKeyId))
    return 'the key identifier of the issuer'
  if (!certificate.basicConstraints?.ca || !certificate.keyUsage?.includes('keyCertSign')) {
    return 'the issuer may not issue certificates'
  }
  if (profile.ca && certificate.basicConstraints.pathLength === 0) return 'the issuer may not issue authorities'
  return undefined
}
