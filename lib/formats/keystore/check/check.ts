import { isAbn } from '../../../core/abn.ts'
import type { Instant } from '../../../core/clock.ts'
import { describeError, isMandateError } from '../../../core/errors/index.ts'
import { readRsaPrivateKey } from '../../pki/private-key/rsa.ts'
import { credentialId } from '../name.ts'
import { unlockKey } from '../open.ts'
import { type ParsedCredential, parseKeystore } from '../parse.ts'
import { checkKeystorePassword } from '../password-rule.ts'
import { checkChain } from './chain.ts'
import { keyEncryptionOf } from './key-encryption.ts'

/** `warning`: it works here, and other software may have trouble with it, or soon will. */
export type CheckOutcome = 'right' | 'warning' | 'wrong'

/** One thing that was looked at, for people. `credential` is its id where it concerns one only. */
export type KeystoreCheck = { credential?: string; what: string; outcome: CheckOutcome; note: string }

/** Everything that was looked at, and the worst of it. */
export type CheckedKeystore = { outcome: CheckOutcome; checks: KeystoreCheck[] }

/**
 * Checks a keystore file thoroughly: structure, check values, certificates with their chain and dates, and, with the
 * password, that every private key opens and belongs to its certificate. Says nothing about revocation, which only the
 * issuer knows. Never throws for what is wrong with the file. Runs in the browser and in Node.
 *
 * @param password left out where only the open part is to be checked
 */
export async function checkKeystore(
  file: Uint8Array,
  { password, now }: { password?: string | undefined; now: Instant },
): Promise<CheckedKeystore> {
  const checks: KeystoreCheck[] = []
  try {
    const { credentials } = parseKeystore(file)
    checks.push({ what: 'The file', outcome: 'right', note: 'It is a keystore, and whole.' })
    if (credentials.length === 0) checks.push({ what: 'Credentials', outcome: 'wrong', note: 'There are none in it.' })
    if (password !== undefined) checks.push(passwordRuleCheck(password))
    for (const credential of credentials) {
      const found = [...(await openChecks(credential, now)), ...keyChecks(credential, password)]
      checks.push(...found.map((check) => ({ credential: credential.id, ...check })))
    }
  } catch (error) {
    checks.push({ what: 'The file', outcome: 'wrong', note: sentenceOf(error) })
  }
  return { outcome: worstOf(checks), checks }
}

type Check = Omit<KeystoreCheck, 'credential'>

async function openChecks(credential: ParsedCredential, now: Instant): Promise<Check[]> {
  return [
    integrityCheck(credential),
    nameCheck(credential),
    validityCheck(credential, now),
    await checkChain(credential.certificates, now),
  ]
}

function integrityCheck({ integrity }: ParsedCredential): Check {
  return integrity === 'valid'
    ? { what: 'Check value', outcome: 'right', note: 'Nothing was changed since the file was made.' }
    : { what: 'Check value', outcome: 'warning', note: 'There is none. Other software may refuse the file.' }
}

function nameCheck({ id, type, abn, name1 }: ParsedCredential): Check {
  const what = 'Name and ABN'
  if (!isAbn(abn)) return { what, outcome: 'wrong', note: `${abn.slice(0, 40)} is not a valid ABN.` }
  if (type === 'D' && id !== credentialId(abn, name1)) {
    return { what, outcome: 'warning', note: 'The id is not made of ABN and name, as it usually is.' }
  }
  return { what, outcome: 'right', note: 'They are those of the certificate.' }
}

const soon = 60 * 86_400_000

function validityCheck({ notBefore, notAfter }: ParsedCredential, now: Instant): Check {
  const what = 'Validity'
  const days = Math.floor(Math.abs(notAfter - now) / 86_400_000)
  if (now < notBefore)
    return { what, outcome: 'wrong', note: 'It is not valid yet. Is the clock of this machine right?' }
  if (now >= notAfter + 1000) {
    return { what, outcome: 'wrong', note: `It expired ${days} days ago. Create a new credential.` }
  }
  return notAfter - now <= soon
    ? { what, outcome: 'warning', note: `It ends in ${days} days. Renew it now.` }
    : { what, outcome: 'right', note: `It is valid for ${days} more days.` }
}

function keyChecks(credential: ParsedCredential, password: string | undefined): Check[] {
  const encryption = keyEncryptionOf(credential.protectedPrivateKey)
  const storage: Check = encryption.isUsual
    ? {
        what: 'Encryption of the private key',
        outcome: 'right',
        note: `${encryption.name}, as all such software reads.`,
      }
    : {
        what: 'Encryption of the private key',
        outcome: 'warning',
        note: `${encryption.name}. Other software may not read it: set the password anew to mend that.`,
      }
  return password === undefined ? [storage] : [storage, ...unlockChecks(credential, password)]
}

function unlockChecks(credential: ParsedCredential, password: string): Check[] {
  try {
    const { pkcs8 } = unlockKey(credential, password)
    const { modulusBits } = readRsaPrivateKey(pkcs8)
    return [
      { what: 'Password', outcome: 'right', note: 'It opens the private key, which belongs to the certificate.' },
      modulusBits >= 2048
        ? { what: 'Key', outcome: 'right', note: `RSA with ${modulusBits} bits.` }
        : { what: 'Key', outcome: 'wrong', note: `RSA with ${modulusBits} bits is too short to be accepted.` },
    ]
  } catch (error) {
    return [{ what: 'Password', outcome: 'wrong', note: sentenceOf(error) }]
  }
}

function passwordRuleCheck(password: string): Check {
  const missing = checkKeystorePassword(password).filter(({ met }) => !met)
  return missing.length === 0
    ? { what: 'Strength of the password', outcome: 'right', note: 'It meets the rule for keystores.' }
    : {
        what: 'Strength of the password',
        outcome: 'warning',
        note: `It does not meet the rule for keystores: ${missing.map(({ rule }) => rule.text).join(', ')}.`,
      }
}

function worstOf(checks: readonly KeystoreCheck[]): CheckOutcome {
  if (checks.some(({ outcome }) => outcome === 'wrong')) return 'wrong'
  return checks.some(({ outcome }) => outcome === 'warning') ? 'warning' : 'right'
}

function sentenceOf(error: unknown): string {
  if (!isMandateError(error)) throw error
  return describeError(error).happened
}
