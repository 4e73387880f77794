/** The id of a machine credential in a keystore: `ABRD:<ABN>_<name>`. @see docs/wire-formats.md, Keystore: ids */
export function credentialId(abn: string, name: string): string {
  return `ABRD:${abn}_${name}`
}

/**
 * A file name that tells one download from another and is safe on every system:
 * `keystore_27809366375_USIMachine_2025-03-14_0901.xml`, from the ABN, the credential's name and the moment in UTC.
 */
export function keystoreFileName(of: { abn: string; name: string; date: number }): string {
  const name = of.name
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  const [day, time] = new Date(of.date).toISOString().split('T') as [string, string]
  return `keystore_${of.abn}_${name || 'credential'}_${day}_${time.slice(0, 8).replaceAll(':', '')}.xml`
}
