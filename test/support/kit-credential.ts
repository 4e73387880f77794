import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { instant } from '../../lib/core/clock.ts'
import { systemRandom } from '../../lib/core/random.ts'
import type { NewKeystoreCredential } from '../../lib/formats/keystore/keystore.ts'
import { openKeystore } from '../../lib/formats/keystore/open.ts'
import {
  chooseCredential,
  createSandboxCredential,
  type KitCredential,
  openKeystoreFile,
  parseAbn,
  parseKeystorePassword,
  sealKeystore,
} from '../../lib/kit/index.ts'
import type { TestSandbox } from './sandbox-harness.ts'

/** Password of the keystores that tests make. */
export const testPassword = 'Sandbox-only-1'

/** A fresh credential as the kit uses it: through a keystore file, but in memory. */
export function credentialOf(made: NewKeystoreCredential): KitCredential {
  const password = parseKeystorePassword(testPassword)
  const file = sealKeystore({ credentials: [made], password, random: systemRandom, now: instant(new Date()) })
  return chooseCredential(openKeystore(file, password))
}

/** Has a sandbox make a credential, and writes its keystore file into the folder as `NAME.xml`. */
export async function credentialInFile(
  { https, runtime: { clock, random } }: TestSandbox,
  folder: string,
  { abn, name }: { abn: string; name: string },
): Promise<KitCredential> {
  const made = await createSandboxCredential({ abn: parseAbn(abn), name, endpoint: https })
  const file = join(folder, `${name}.xml`)
  const password = parseKeystorePassword(testPassword)
  await writeFile(file, sealKeystore({ credentials: [made], password, random, now: clock.now() }))
  return chooseCredential(await openKeystoreFile(file, testPassword))
}
