// Gets a token with a machine credential and asks the USI service whether a USI is a student's. Needs the developer kit
// only. The password of the keystore file is in MANDATE_KEYSTORE_PASSWORD.
//
// Usage: node verify-usi.ts KEYSTORE ROOT-PEM TOKEN-SERVICE USI-SERVICE ORG-CODE USI GIVEN-NAME FAMILY-NAME BIRTH-DATE
import { readFile } from 'node:fs/promises'
import {
  chooseCredential,
  describeError,
  isMandateError,
  openKeystoreFile,
  requestToken,
  verifyUsi,
} from '../../../lib/kit/index.ts'

const [keystore, root, tokenService, usiService, orgCode, usi, givenName, familyName, birthDate] =
  process.argv.slice(2)
if (birthDate === undefined || keystore === undefined || root === undefined) {
  console.error('Usage: node verify-usi.ts KEYSTORE ROOT-PEM TOKEN-SERVICE USI-SERVICE ORG-CODE USI GIVEN FAMILY BORN')
  process.exit(2)
}

try {
  const ca = await readFile(root, 'utf8')
  const credential = chooseCredential(
    await openKeystoreFile(keystore, process.env.MANDATE_KEYSTORE_PASSWORD ?? ''),
  )
  const token = await requestToken({ credential, appliesTo: String(usiService), endpoint: tokenService, ca })
  console.log(`Token until ${token.expires === undefined ? "its end" : new Date(token.expires).toISOString()}`)
  const student = { orgCode: String(orgCode), usi: String(usi), givenName: String(givenName), familyName: String(familyName), birthDate }
  for (const [name, value] of Object.entries(await verifyUsi(student, { token, endpoint: usiService, ca }))) {
    console.log(`${name}: ${value}`)
  }
} catch (error) {
  if (!isMandateError(error)) throw error
  const { happened, remedy } = describeError(error)
  const { event, trace = 'none' } = error.details
  const code = event === undefined ? '' : ` Event Code: [${event}].`
  console.error(`Refused: ${happened}${code} ${remedy}\nTrace: ${trace}`)
  process.exit(error.code === 'kit.refused' ? 3 : 1)
}
