/**
 * One life of a process that issues credentials until it is killed. At its start it holds what earlier lives wrote down
 * outside the database against the database; the parent reads `checked` or `broken` from its output.
 *
 *   node issuing-worker.ts embedded|postgresql PLACE NOTES LIFE
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Instant } from '../../lib/core/clock.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { createTestCredential } from '../../lib/domain/credentials/create/create-test-credential.ts'
import { settleDueCredentials } from '../../lib/domain/credentials/upkeep/settle-due-credentials.ts'
import { derBits, derSequence } from '../../lib/formats/der/write.ts'
import { readCertificateFields } from '../../lib/formats/pki/certificate/fields.ts'
import { sha256WithRsa } from '../../lib/formats/pki/issue/signed.ts'
import { openAuthority } from '../../lib/platform/authority/open.ts'
import { verifyHistory } from '../../lib/platform/history/verify-history.ts'
import { masterKeySealer } from '../../lib/platform/keys/sealer.ts'
import { silentLog } from '../../lib/platform/log/log.ts'
import { createGate } from '../../lib/platform/runtime/gate.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import { localSignals } from '../../lib/platform/runtime/signals.ts'
import { readSettings } from '../../lib/platform/settings/settings.ts'
import { lockDataFolder } from '../../lib/platform/store/lock.ts'
import { openStore } from '../../lib/platform/store/open.ts'
import { cachedKeys } from '../support/authority.ts'
import { business, requestFor } from '../support/credentials.ts'

const [kind, place, notes, lifeText] = process.argv.slice(2) as [string, string, string, string]
const life = Number(lifeText)
const atOnce = kind === 'postgresql' ? 4 : 1
/** Each life is five minutes later, so that what the one before left half done counts as cut off. */
const lifeSpan = 5 * 60_000

if (kind === 'embedded') lockDataFolder(place)
const opened = await openStore(kind === 'embedded' ? { folder: place } : { url: place })
const runtime: Runtime = {
  settings: readSettings({}),
  store: opened.store,
  clock: { now: () => (Date.now() + life * lifeSpan) as Instant },
  random: systemRandom,
  sealer: masterKeySealer(new Uint8Array(32).fill(7), systemRandom),
  log: silentLog,
  gate: createGate(),
  signals: localSignals(() => {}),
}
const authority = await openAuthority(runtime, { makeKey: cachedKeys() })
await runtime.store.registerEntry.createMany({
  data: {
    ...business,
    entityType: 'Company',
    status: 'REGISTERED',
    statusFrom: '2020-01-01',
    state: 'NSW',
    postcode: '2000',
  },
  skipDuplicates: true,
})

// Keys are certified once ever: each life takes the next of the cache, some of them before the parent counts its time.
const { abn } = business
const name = 'Crash'
const makeKey = cachedKeys('crash')
for (let skipped = linesOf('tried').length; skipped > 0; skipped--) makeKey.skip(2048)
const nextRequest = async () => await requestFor({ abn, name, key: await makeKey(2048) })
const requests: string[] = []
while (requests.length < 12) requests.push(await nextRequest())

const broken = await check()
process.stdout.write(`${broken ?? 'checked'}\n`)
if (broken !== undefined) process.exit(3)

// The signature is noted the moment it exists, before anything else can happen to it.
const sign = authority.sub.signer.sign
authority.sub.signer.sign = async (tbs) => {
  const signature = await sign(tbs)
  const { serial } = readCertificateFields(derSequence(tbs, sha256WithRsa, derBits(signature)))
  appendFileSync(join(notes, 'signed'), `${serial.hex}\n`)
  return signature
}
await Promise.all(Array.from({ length: atOnce }, issueForEver))

async function issueForEver(): Promise<void> {
  for (;;) {
    appendFileSync(join(notes, 'tried'), 'one\n')
    const certificateRequest = requests.shift() ?? (await nextRequest())
    const made = await createTestCredential(runtime, { abn, name, certificateRequest })
    appendFileSync(join(notes, 'acknowledged'), `${made.credentialId}\n`)
  }
}

/** What is wrong in the database, or nothing. */
async function check(): Promise<string | undefined> {
  const { store } = runtime
  const signed = linesOf('signed')
  if (new Set(signed).size !== signed.length) return 'broken: a serial number was signed twice'
  const known = await store.credential.findMany({ select: { serial: true } })
  const serials = new Set(known.map(({ serial }) => serial))
  const unknown = signed.find((serial) => !serials.has(serial))
  if (unknown !== undefined) return `broken: the database does not know the signed serial number ${unknown}`

  const acknowledged = linesOf('acknowledged')
  const working = await store.credential.findMany({
    where: { status: 'ACTIVE', certificate: { not: null } },
    select: { id: true },
  })
  const ids = new Set(working.map(({ id }) => id))
  const lost = acknowledged.find((id) => !ids.has(id))
  if (lost !== undefined) return `broken: the acknowledged credential ${lost} is lost`

  await settleDueCredentials(runtime)
  const left = await store.credential.count({ where: { status: 'ISSUING' } })
  if (left > 0) return `broken: ${left} credentials are still being issued after the clean-up`
  const { faults } = await verifyHistory(store)
  if (faults.length > 0) return `broken: the history has a fault: ${JSON.stringify(faults[0])}`
  const told = await store.historyEntry.count({ where: { category: 'CREDENTIAL' } })
  if (told !== known.length) return `broken: ${known.length} credentials, ${told} entries in the history`
  return undefined
}

/** Whole lines of a file of notes; the last one may have been cut off. */
function linesOf(name: string): string[] {
  const file = join(notes, name)
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : []
}
