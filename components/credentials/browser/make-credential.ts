import { parseAbn } from '../../../lib/core/abn.ts'
import { equalBytes, fromBase64, toBase64 } from '../../../lib/core/bytes.ts'
import { systemClock } from '../../../lib/core/clock.ts'
import { MandateError } from '../../../lib/core/errors/index.ts'
import { systemRandom } from '../../../lib/core/random.ts'
import { addToKeystore } from '../../../lib/formats/keystore/add.ts'
import type { NewKeystoreCredential } from '../../../lib/formats/keystore/keystore.ts'
import { credentialId, keystoreFileName } from '../../../lib/formats/keystore/name.ts'
import { openKeystore } from '../../../lib/formats/keystore/open.ts'
import { parseKeystorePassword } from '../../../lib/formats/keystore/password.ts'
import { readKeystore } from '../../../lib/formats/keystore/read.ts'
import { sealKeystore } from '../../../lib/formats/keystore/seal.ts'
import { readCertificateFields } from '../../../lib/formats/pki/certificate/fields.ts'
import { onlyAttribute } from '../../../lib/formats/pki/certificate/name.ts'
import { createCertificateRequest } from '../../../lib/formats/pki/request/create.ts'

/** What is being done while a credential is made, in this order. */
export type MakeCredentialStep = 'making-key' | 'proving' | 'certifying' | 'sealing'

export type MakeCredentialInput = {
  abn: string
  /** As the server tidied it: `checkCredentialName` gives it. */
  name: string
  /** Meets `keystorePasswordRule`; for an existing file, the password of that file. Never leaves the page. */
  password: string
  /** A keystore file to add the credential to; else a new file is made. */
  existing?: Uint8Array
  /** In an existing file, take the place of a credential with the same name, as after a renewal. */
  replace?: boolean
  /** Sends the certificate request (base64 DER) to the server, and gives its answer. */
  submit(certificateRequest: string): Promise<{ certificates: string[] }>
  onProgress?(step: MakeCredentialStep): void
}

/** The file that the person keeps: its name, and its text to be saved as UTF-8. */
export type MadeCredential = { fileName: string; keystoreXml: string }

/**
 * Makes a machine credential in the browser: key pair, certificate request, and the encrypted keystore file round the
 * certificate that comes back. Neither the private key nor the password is given to `submit` or anything else. What is
 * wrong with the password or the existing file is found before anything is sent.
 *
 * @throws MandateError `keystore.*`; `credential.wrong-answer` when the server's certificate is for something else
 */
export async function makeCredential(input: MakeCredentialInput): Promise<MadeCredential> {
  const { name, password, existing, replace = false, onProgress = () => {} } = input
  const abn = parseAbn(input.abn)
  checkFirst({ id: credentialId(abn, name), password, existing, replace })

  onProgress('making-key')
  const { publicKey, privateKey } = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify'])
  const publicKeySpki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey))

  onProgress('proving')
  const request = await createCertificateRequest({
    name,
    abn,
    publicKeySpki,
    sign: async (tbs) => new Uint8Array(await crypto.subtle.sign(keyAlgorithm.name, privateKey, Uint8Array.from(tbs))),
  })

  onProgress('certifying')
  const certificates = readAnswer(await input.submit(toBase64(request)), { abn, name, publicKeySpki })

  onProgress('sealing')
  const credential = {
    certificates,
    privateKeyPkcs8: new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)),
  }
  const now = systemClock.now()
  return {
    fileName: keystoreFileName({ abn, name, date: now }),
    keystoreXml: keystoreWith(credential, { password, existing, replace }),
  }
}

const keyAlgorithm = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
} as const

type Target = { password: string; existing: Uint8Array | undefined; replace: boolean }

/** Everything about the file that can go wrong goes wrong before a certificate is asked for. */
function checkFirst({ id, password, existing, replace }: Target & { id: string }): void {
  if (existing === undefined) {
    parseKeystorePassword(password)
    return
  }
  const { credentials } = readKeystore(existing)
  if (credentials.length === 0) parseKeystorePassword(password)
  else openKeystore(existing, password)
  if (!replace && credentials.some((credential) => credential.id === id)) {
    throw new MandateError('keystore.already-there', { id })
  }
}

/** The chain of the answer, if its leaf is for the key and names that were asked for. */
function readAnswer(
  answer: { certificates: string[] },
  asked: { abn: string; name: string; publicKeySpki: Uint8Array },
): Uint8Array[] {
  const certificates = answer.certificates.map((text) => fromBase64(text) ?? new Uint8Array())
  const [leaf] = certificates.map(readCertificateFields)
  const fits =
    leaf !== undefined &&
    equalBytes(leaf.spki, asked.publicKeySpki) &&
    onlyAttribute(leaf.subject, 'CN') === asked.name &&
    onlyAttribute(leaf.subject, 'O') === asked.abn
  if (!fits) throw new MandateError('credential.wrong-answer')
  return certificates
}

function keystoreWith(credential: NewKeystoreCredential, { password, existing, replace }: Target): string {
  const options = { random: systemRandom, now: systemClock.now() }
  return existing === undefined
    ? sealKeystore({ credentials: [credential], password: parseKeystorePassword(password), ...options })
    : addToKeystore(existing, password, credential, { ...options, replace })
}
