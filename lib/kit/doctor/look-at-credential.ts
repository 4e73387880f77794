import { readFile } from 'node:fs/promises'
import type { Clock } from '../../core/clock.ts'
import { describeError, MandateError } from '../../core/errors/index.ts'
import type { Random } from '../../core/random.ts'
import { checkKeystore, type KeystoreCheck } from '../../formats/keystore/check/check.ts'
import type { KitCredential } from '../keystore/credential.ts'
import { requestToken } from '../token/request-token.ts'
import { bad, type Finding, good, warning } from './finding.ts'

/** What the keystore file itself tells: whole, in time, opened by the password, key and certificate of one another. */
export async function lookAtKeystore(file: string, password: string, clock: Clock): Promise<Finding[]> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'unknown'
    return [
      bad('keystore', `The file ${file} cannot be read: ${reason}.`, 'Check the name of the file and who may read it.'),
    ]
  }
  const { outcome, checks } = await checkKeystore(bytes, { password, now: clock.now() })
  if (outcome === 'right') return [good('keystore', `${file} is right in every point.`)]
  return checks.filter((check) => check.outcome !== 'right').map(toFinding)
}

function toFinding({ credential, what, outcome, note }: KeystoreCheck): Finding {
  const sentence = `${credential === undefined ? '' : `${credential}: `}${what}: ${note}`
  const remedy = 'See npx mandate keystore check FILE. Renew the credential, or create a new one, in the portal.'
  return outcome === 'wrong' ? bad('keystore', sentence, remedy) : warning('keystore', sentence, remedy)
}

type Asked = {
  credential: KitCredential
  appliesTo: string
  endpoint: string
  ca: string | undefined
  clock: Clock
  random: Random
}

/** Asks for a real token: only the service knows what was revoked, and for whom it issues tokens. */
export async function lookAtToken(asked: Asked): Promise<Finding> {
  try {
    const { trace } = await requestToken({ ...asked, lifetimeMinutes: 5 })
    return good('token', `A token for ${asked.appliesTo} was issued${trace === undefined ? '' : ` (trace ${trace})`}.`)
  } catch (error) {
    if (!(error instanceof MandateError)) throw error
    const { happened, remedy } = describeError(error)
    const { event, trace } = error.details
    const codes = [event && `event code ${event}`, trace && `trace ${trace}`].filter(Boolean).join(', ')
    return bad('token', `No token for ${asked.appliesTo}: ${happened}${codes === '' ? '' : ` (${codes})`}`, remedy)
  }
}
