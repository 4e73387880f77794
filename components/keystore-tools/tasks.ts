import type { CredentialFileFormat } from '../../lib/formats/keystore/convert/format.ts'

/** What can be done with a file. */
export type Task = 'check' | 'password' | 'convert' | 'add'

/** Formats that a file can be converted to. */
export type Target = 'pkcs12' | 'pkcs12-legacy' | 'pem' | 'pem-plain' | 'keystore'

/** The tasks that make sense for a format, with their words. */
export function tasksFor(format: CredentialFileFormat): { value: Task; label: string }[] {
  return [
    { value: 'check', label: 'Check it in every point' },
    ...(format === 'keystore' ? [{ value: 'password', label: 'Change its password' } as const] : []),
    { value: 'convert', label: 'Convert it to another format' },
    ...(format === 'keystore' ? [{ value: 'add', label: 'Add a credential from another file' } as const] : []),
  ]
}

const targets: readonly { value: Target; label: string; from: readonly CredentialFileFormat[] }[] = [
  { value: 'keystore', label: 'Keystore (.xml)', from: ['pkcs12', 'pem'] },
  { value: 'pkcs12', label: 'PKCS#12 (.p12), for software of today', from: ['keystore', 'pem'] },
  { value: 'pkcs12-legacy', label: 'PKCS#12 (.p12), for software of before 2018', from: ['keystore', 'pem', 'pkcs12'] },
  { value: 'pem', label: 'PEM, private key encrypted', from: ['keystore', 'pkcs12'] },
  { value: 'pem-plain', label: 'PEM, private key readable', from: ['keystore', 'pkcs12'] },
]

/** What a file of a format can be converted to. */
export function targetsFor(format: CredentialFileFormat): { value: Target; label: string }[] {
  return targets.filter(({ from }) => from.includes(format)).map(({ value, label }) => ({ value, label }))
}
