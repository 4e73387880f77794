import { formatAbn, isAbn } from '../../../../core/abn.ts'
import { toHex } from '../../../../core/bytes.ts'
import { type Instant, isoTime } from '../../../../core/clock.ts'
import type { KeystoreCredential } from '../../../../formats/keystore/keystore.ts'
import { readKeystore } from '../../../../formats/keystore/read.ts'
import { readCertificate } from '../../../../formats/pki/certificate/read.ts'
import { readKeystoreFile } from '../../../keystore/open-keystore-file.ts'
import type { Command } from '../../command.ts'
import { away, moment, next, pairs, shellWord } from '../../output.ts'

export const keystoreInspectCommand: Command = {
  name: 'keystore inspect',
  summary: 'Show what is in a keystore file. No password is needed.',
  usage: 'FILE',
  positionals: [1, 1],
  options: [],
  examples: ['npx mandate keystore inspect keystore.xml', 'npx mandate keystore inspect keystore.xml --json'],
  async run({ clock }, { positionals: [file = ''] }) {
    const { credentials } = readKeystore(await readKeystoreFile(file))
    const now = clock.now()
    const count = credentials.length === 1 ? 'one credential' : `${credentials.length} credentials`
    const usable = credentials.find((one) => one.notAfter > now)
    const hint = usable
      ? next(
          `npx mandate token --keystore ${shellWord(file)} --applies-to https://3pt.portal.usi.gov.au/service/v5/usiservice.svc`,
        )
      : ''
    return {
      text: `${file} holds ${count}.\n\n${credentials.map((one) => describe(one, now)).join('\n\n')}\n${hint}`,
      json: { file, credentials: credentials.map((one) => facts(one, now)) },
    }
  },
}

function describe(credential: KeystoreCredential, now: Instant): string {
  const { id, type, abn, name1, name2, legalName, personId, serialNumber, sha1Fingerprint, integrity } = credential
  const { notBefore, notAfter, certificates, leaf } = credential
  return pairs([
    ['Credential', id],
    ['Name', [name1, name2].filter((part) => part !== '').join(' ')],
    ['Kind', type === 'D' ? 'machine credential' : 'user credential'],
    [
      'Business',
      `${isAbn(abn) ? formatAbn(abn) : abn}${legalName !== '' && legalName !== name1 ? ` (${legalName})` : ''}`,
    ],
    ['Person', personId === '' ? undefined : personId],
    ['Valid', `${moment(notBefore)} to ${moment(notAfter)}`],
    ['State', state(credential, now)],
    ['Serial number', serialNumber],
    ['Fingerprint', `SHA-1 ${colons(toHex(sha1Fingerprint))}`],
    ['Issued by', readCertificate(leaf).issuer.text],
    [
      'Certificates',
      `${certificates.length}${certificates.length < 3 ? ' (three are usual: credential, Sub CA, Root CA)' : ''}`,
    ],
    ['Check value', integrity === 'valid' ? 'right' : 'not there; other software may refuse the file'],
  ])
}

function state({ notBefore, notAfter }: KeystoreCredential, now: Instant): string {
  if (now < notBefore) return `not valid yet: begins ${away(notBefore, now)}`
  if (now >= notAfter) return `expired ${away(notAfter, now)}: create a new one`
  return `in force, ends ${away(notAfter, now)}`
}

function facts(credential: KeystoreCredential, now: Instant) {
  const { id, type, abn, name1, name2, legalName, personId, serialNumber, notBefore, notAfter, integrity } = credential
  const certificate = readCertificate(credential.leaf)
  return {
    id,
    type: type === 'D' ? 'machine' : 'user',
    name: name1,
    ...(name2 && { familyName: name2 }),
    abn,
    legalName,
    ...(personId && { personId }),
    serialNumber,
    notBefore: isoTime(notBefore),
    notAfter: isoTime(notAfter),
    inForce: notBefore <= now && now < notAfter,
    sha1Fingerprint: toHex(credential.sha1Fingerprint),
    sha256Fingerprint: certificate.fingerprints.sha256,
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    certificates: credential.certificates.length,
    integrity,
  }
}

function colons(hex: string): string {
  return (hex.match(/../g) ?? []).join(':')
}
