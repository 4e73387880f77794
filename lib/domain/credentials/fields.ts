import { z } from 'zod'
import { fromBase64 } from '../../core/bytes.ts'
import { isMandateError } from '../../core/errors/index.ts'
import { parseCredentialName } from './rules/credential-name.ts'

/** Name of a machine credential, tidied. */
export const credentialName = z
  .string({ error: 'Enter a name for the credential.' })
  .trim()
  .min(1, { error: 'Enter a name for the credential.' })
  .transform((text, context) => {
    try {
      return parseCredentialName(text)
    } catch (error) {
      if (!isMandateError(error)) throw error
      const what = String(error.details.what)
      context.addIssue({ code: 'custom', message: `${what.charAt(0).toUpperCase()}${what.slice(1)}.` })
      return z.NEVER
    }
  })

/** A PKCS#10 request, base64 of its DER; a PEM text is taken too. */
export const certificateRequest = z
  .string({ error: 'The certificate request is missing.' })
  .max(20_000, { error: 'The certificate request is too long.' })
  .transform((text, context) => {
    const inner = /-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([\s\S]*?)-----END/.exec(text)?.[1] ?? text
    const der = fromBase64(inner)
    if (der !== undefined && der.length > 0) return der
    context.addIssue({ code: 'custom', message: 'The certificate request is not base64 or PEM.' })
    return z.NEVER
  })
