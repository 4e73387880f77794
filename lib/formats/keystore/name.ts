import type { Instant } from '../../core/clock.ts'

/** The id of a machine credential in a keystore: `ABRD:<ABN>_<name>`. @see docs/wire-formats.md, Keystore: ids */
export function credentialId(abn: string, name: string): string {
  return `ABRD:${abn}_${name}`
}

/** The id of a user's credential in a keystore: `ABRP:<ABN>_<person id>`. */
export function userCredentialId(abn: string, personId: string): string {
  return `ABRP:${abn}_${personId}`
}

/**
 * A file name that tells one download from another and is safe on every system.
 *
 * @param of `date` is the moment of creation; it appears in UTC, to the second
 * @example
 * keystoreFileName({ abn: '27809366375', name: 'USI Machine', date }) // keystore_27809366375_USI-Machine_20250314-090107.xml
 */
export function keystoreFileName(of: { abn: string; name: string; date: Instant }): string {
  const name = of.name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const digits = new Date(of.date)
    .toISOString()
    .replace(/[-:]|\.\d+Z/g, '')
    .replace('T', '-')
  return `keystore_${of.abn.replace(/\D/g, '')}_${name || 'credential'}_${digits}.xml`
}
