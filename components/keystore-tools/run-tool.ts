import { utf8 } from '../../lib/core/bytes.ts'
import { systemClock } from '../../lib/core/clock.ts'
import { MandateError } from '../../lib/core/errors/index.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { addToKeystore } from '../../lib/formats/keystore/add.ts'
import { changeKeystorePassword } from '../../lib/formats/keystore/change-password.ts'
import { checkKeystore, type KeystoreCheck } from '../../lib/formats/keystore/check/check.ts'
import { type OpenedCredential, openCredentialFile } from '../../lib/formats/keystore/convert/open-any.ts'
import { writeCredentialPem } from '../../lib/formats/keystore/convert/write-pem.ts'
import { keystoreFileName } from '../../lib/formats/keystore/name.ts'
import { parseKeystorePassword } from '../../lib/formats/keystore/password.ts'
import { sealKeystore } from '../../lib/formats/keystore/seal.ts'
import { writePkcs12 } from '../../lib/formats/pki/pkcs12/write.ts'
import type { ChosenFile } from './choose-file.ts'
import { type ShownCredential, show } from './read-contents.ts'
import type { Target, Task } from './tasks.ts'

/** What a person entered for a task. Nothing of it leaves the page. */
export type ToolInput = {
  task: Task
  file: ChosenFile
  password: string
  /** The password that the outcome is to have; the same as before where it is not given. */
  newPassword: string | undefined
  target: Target
  /** Which credential, where the file has several and the target takes one. */
  credentialId: string | undefined
  other: { bytes: Uint8Array; password: string } | undefined
  replace: boolean
}

/** What came of it: findings to read, or a file to keep. */
export type ToolResult =
  | { outcome: 'right' | 'warning' | 'wrong'; checks: KeystoreCheck[]; credentials: ShownCredential[] | undefined }
  | { saved: { fileName: string; content: Uint8Array; type: string }; note: string }

/** Does one task in the browser. @throws MandateError `keystore.*`, `pkcs12.*`, `pem.*`, `private-key.*` */
export async function runTool(input: ToolInput): Promise<ToolResult> {
  return await tools[input.task](input)
}

const tools: Record<Task, (input: ToolInput) => Promise<ToolResult> | ToolResult> = { check, password, convert, add }

async function check({ file, password }: ToolInput): Promise<ToolResult> {
  if (file.format === 'keystore') {
    const given = password === '' ? undefined : password
    const { outcome, checks } = await checkKeystore(file.bytes, { password: given, now: systemClock.now() })
    return { outcome, checks, credentials: undefined }
  }
  const { credentials } = openCredentialFile(file.bytes, password)
  const what = 'Password and keys'
  const note = 'The password opens the file, and each private key belongs to its certificate.'
  return { outcome: 'right', checks: [{ what, outcome: 'right', note }], credentials: credentials.map(show) }
}

function password({ file, password: old, newPassword = '' }: ToolInput): ToolResult {
  const changed = changeKeystorePassword(file.bytes, old, parseKeystorePassword(newPassword), { random: systemRandom })
  return {
    saved: xmlFile(file.name, changed),
    note: 'This file has the new password. Put it in place of the old one, which still has the old password.',
  }
}

function convert({ file, password: old, newPassword, target, credentialId }: ToolInput): ToolResult {
  const { credentials } = openCredentialFile(file.bytes, old)
  const now = systemClock.now()
  const random = systemRandom
  const fresh = newPassword ?? old
  if (target === 'keystore') {
    const xml = sealKeystore({ credentials, password: parseKeystorePassword(fresh), random, now })
    const [first] = credentials as [OpenedCredential]
    return { saved: xmlFile(keystoreFileName({ ...first, date: now }), xml), note: 'The keystore file is ready.' }
  }
  const one = chosenOf(credentials, credentialId)
  const stem = keystoreFileName({ ...one, date: now }).replace(/^keystore_|\.xml$/g, '')
  if (target === 'pem' || target === 'pem-plain') {
    const text = writeCredentialPem(one, { password: target === 'pem' ? fresh : undefined, random })
    return {
      saved: { fileName: `${stem}.pem`, content: utf8(text), type: 'application/x-pem-file' },
      note:
        target === 'pem'
          ? 'The private key in it is encrypted with the password.'
          : 'The private key in it is readable: whoever has this file can use the credential. Guard it.',
    }
  }
  const encryption = target === 'pkcs12' ? 'modern' : 'legacy'
  const content = writePkcs12({ ...one, friendlyName: one.id, password: fresh, encryption, random })
  return {
    saved: { fileName: `${stem}.p12`, content, type: 'application/x-pkcs12' },
    note: 'It is encrypted with the password, and holds the credential with its certificates.',
  }
}

function add({ file, password: own, other, replace }: ToolInput): ToolResult {
  const from = openCredentialFile(other?.bytes ?? new Uint8Array(), other?.password || own)
  const options = { random: systemRandom, now: systemClock.now(), replace }
  const added = from.credentials.reduce<Uint8Array>(
    (bytes, credential) => utf8(addToKeystore(bytes, own, credential, options)),
    file.bytes,
  )
  return {
    saved: { fileName: file.name, content: added, type: 'application/xml' },
    note: `Added: ${from.credentials.map(({ name }) => name).join(', ')}. The password is that of ${file.name}.`,
  }
}

function chosenOf(credentials: OpenedCredential[], id: string | undefined): OpenedCredential {
  const chosen = id === undefined ? credentials[0] : credentials.find((one) => one.id === id)
  if (chosen === undefined) throw new MandateError('keystore.no-such-credential', { id: id ?? '' })
  return chosen
}

function xmlFile(fileName: string, text: string) {
  return { fileName, content: utf8(text), type: 'application/xml' }
}
