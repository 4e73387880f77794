import { instant } from '../../lib/core/clock.ts'
import { systemRandom } from '../../lib/core/random.ts'
import type { NewKeystoreCredential } from '../../lib/formats/keystore/keystore.ts'
import { openKeystore } from '../../lib/formats/keystore/open.ts'
import { chooseCredential, type KitCredential, parseKeystorePassword, sealKeystore } from '../../lib/kit/index.ts'

/** A fresh credential as the kit uses it: through a keystore file, but in memory. */
export function credentialOf(made: NewKeystoreCredential): KitCredential {
  const password = parseKeystorePassword('Sandbox-only-1')
  const file = sealKeystore({ credentials: [made], password, random: systemRandom, now: instant(new Date()) })
  return chooseCredential(openKeystore(file, password))
}
