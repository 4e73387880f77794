import { MandateError } from './errors/index.ts'

/** The 10-digit software ID (SSID) that tells one subscription to cloud software from another. */
export type SoftwareId = string & { readonly __brand: 'SoftwareId' }

/**
 * Reads a software ID, with or without spaces.
 *
 * @throws MandateError `software-id.invalid`
 */
export function parseSoftwareId(value: string): SoftwareId {
  const digits = value.replace(/\s/g, '')
  if (!/^\d{10}$/.test(digits)) throw new MandateError('software-id.invalid', { value: value.slice(0, 40) })
  return digits as SoftwareId
}
