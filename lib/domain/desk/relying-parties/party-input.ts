import { z } from 'zod'
import { fromBase64 } from '../../../core/bytes.ts'
import type { Instant } from '../../../core/clock.ts'
import { describeError } from '../../../core/errors/index.ts'
import { normaliseAddress } from '../../../core/service-address.ts'
import type { Certificate } from '../../../formats/pki/certificate/certificate.ts'
import { publicKeyOf } from '../../../formats/pki/certificate/public-key.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { readPem } from '../../../formats/pki/pem.ts'
import { submissionId } from '../../ram/fields.ts'
import { addressLines, displayName, recordName, versionOrNew } from '../fields.ts'

/** Kinds of key that a token may be bound to, in the order in which the first one allowed is the usual one. */
export const tokenKeyTypes = ['symmetric', 'public', 'bearer'] as const

const longestMinutes = 24 * 60

const minutes = (what: string) =>
  z.coerce
    .number({ error: `Enter ${what} in minutes.` })
    .int({ error: `Enter ${what} in whole minutes.` })
    .min(1, { error: `Enter at least 1 minute for ${what}.` })
    .max(longestMinutes, { error: `Enter ${longestMinutes} minutes at most for ${what}.` })

const addresses = addressLines({
  what: 'address',
  most: 20,
  example: 'Enter addresses such as https://service.example/api, one on each line.',
  isAddress: isServiceAddress,
  normalise: normaliseAddress,
})

/** What an operator enters of a relying party. `version` 0 makes a new one. */
export const saveRelyingPartyInput = z
  .object({
    submissionId,
    id: recordName,
    version: versionOrNew,
    name: displayName,
    addresses,
    /** PEM text, or the base64 of its DER. */
    certificate: z.string({ error: 'Paste the certificate.' }).max(20_000, { error: 'This is too long.' }),
    keyTypes: z
      .array(z.enum(tokenKeyTypes), { error: 'Choose at least one kind of key.' })
      .min(1, { error: 'Choose at least one kind of key.' }),
    defaultMinutes: minutes('the usual life of a token'),
    maximumMinutes: minutes('the longest life of a token'),
    /** Service of the agency catalogue for cloud software; empty for none. */
    serviceId: z
      .string()
      .max(40)
      .transform((text) => text || undefined)
      .optional(),
  })
  .refine(({ defaultMinutes, maximumMinutes }) => defaultMinutes <= maximumMinutes, {
    error: 'The usual life of a token cannot be longer than the longest.',
    path: ['defaultMinutes'],
  })
export type SaveRelyingPartyInput = z.input<typeof saveRelyingPartyInput>

/**
 * The certificate that tokens are encrypted to, or the sentence that says why it cannot be.
 *
 * @param text PEM text, or the base64 of its DER
 */
export function readPartyCertificate(text: string, now: Instant): Certificate | string {
  if (/PRIVATE KEY/.test(text)) {
    return 'This has a private key in it. Paste only the certificate, and keep the key where it was.'
  }
  if (text.trim() === '') return 'Paste the certificate.'
  try {
    const [block, more] = text.includes('-----')
      ? readPem(text)
      : [{ label: 'CERTIFICATE', der: fromBase64(text.trim()) }]
    if (more !== undefined) return 'Paste the one certificate of the service, without those above it.'
    if (block?.label !== 'CERTIFICATE' || block.der === undefined) return 'This is not a certificate.'
    const certificate = readCertificate(block.der)
    publicKeyOf(certificate)
    if (certificate.basicConstraints?.ca) return 'This certificate is an authority. Paste that of the service itself.'
    if (certificate.notAfter <= now) return 'This certificate has expired.'
    return certificate
  } catch (error) {
    return describeError(error).happened
  }
}

function isServiceAddress(text: string): boolean {
  if (!URL.canParse(text) || /\s/.test(text)) return false
  const { protocol, username, password } = new URL(text)
  return ['https:', 'http:', 'urn:'].includes(protocol) && username === '' && password === ''
}
