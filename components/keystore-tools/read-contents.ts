import { formatAbn, isAbn } from '../../lib/core/abn.ts'
import { toHex } from '../../lib/core/bytes.ts'
import type { OpenedCredential } from '../../lib/formats/keystore/convert/open-any.ts'
import { readKeystore } from '../../lib/formats/keystore/read.ts'
import { readCertificateFields } from '../../lib/formats/pki/certificate/fields.ts'
import { digest } from '../../lib/formats/pki/private-key/primitives.ts'

/** One credential of a file as the page shows it; moments are ISO texts. */
export type ShownCredential = {
  id: string
  name: string
  business: string
  notBefore: string
  notAfter: string
  serialNumber: string
  sha1Fingerprint: string
  issuer: string
  certificates: number
}

/** What is in a keystore file, without its password. @throws MandateError `keystore.*` */
export function readContents(file: Uint8Array): ShownCredential[] {
  return readKeystore(file).credentials.map(({ id, certificates }) => show({ id, certificates }))
}

/** One credential of any file, from its certificates. */
export function show({ id, certificates }: Pick<OpenedCredential, 'id' | 'certificates'>): ShownCredential {
  const leaf = readCertificateFields(certificates[0] as Uint8Array)
  const part = (name: string) => leaf.subject.attributes.find((one) => one.name === name)?.value ?? ''
  const abn = part('O')
  return {
    id,
    name: part('CN'),
    business: isAbn(abn) ? formatAbn(abn) : abn,
    notBefore: new Date(leaf.notBefore).toISOString(),
    notAfter: new Date(leaf.notAfter).toISOString(),
    serialNumber: leaf.serial.decimal,
    sha1Fingerprint: toHex(digest('sha1', leaf.der)),
    issuer: leaf.issuer.text,
    certificates: certificates.length,
  }
}
