/**
 * Has the JDK judge certificates, revocation lists and PKCS#12 files. Needs `java` (17 or newer, with its compiler);
 * not part of `npm test`.
 *
 *   node test/peers/certificates/run.ts
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { day, hour, type Instant } from '../../../lib/core/clock.ts'
import { systemRandom } from '../../../lib/core/random.ts'
import { readCertificate } from '../../../lib/formats/pki/certificate/read.ts'
import { bundleCertificates } from '../../../lib/formats/pki/cms/bundle.ts'
import { buildCrl } from '../../../lib/formats/pki/crl/build.ts'
import { encodeCrlEntry } from '../../../lib/formats/pki/crl/entry.ts'
import { issueCertificate } from '../../../lib/formats/pki/issue/issue.ts'
import { localSigner } from '../../../lib/formats/pki/issue/signer.ts'
import { readPkcs12 } from '../../../lib/formats/pki/pkcs12/read.ts'
import { writePkcs12 } from '../../../lib/formats/pki/pkcs12/write.ts'
import { epoch, leafInput, testAuthority, testKey, testPkcs8 } from '../../vectors/keystore/authority.ts'

const folder = mkdtempSync(join(tmpdir(), 'mandate-peers-'))
const put = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes)
try {
  const authority = await testAuthority()
  const at = (epoch + hour) as Instant
  const good = readCertificate(await issueCertificate(leafInput(authority)))
  const crl = (name: 'root' | 'sub', serials: string[]) =>
    buildCrl({
      issuer: { certificate: authority[name], signer: localSigner(testKey(name)) },
      number: 1n,
      entries: serials.map((serialHex) => encodeCrlEntry({ serialHex, revokedAt: at, reason: 'keyCompromise' })),
      thisUpdate: at,
      nextUpdate: (at + day) as Instant,
    })
  put('root.der', authority.root.der)
  put('sub.der', authority.sub.der)
  put('good.der', good.der)
  put('revoked.der', authority.leaf.der)
  put('root.crl', await crl('root', []))
  put('sub.crl', await crl('sub', [authority.leaf.serial.hex]))
  put('bundle.p7b', bundleCertificates(authority.chain))
  for (const encryption of ['modern', 'legacy'] as const) {
    const content = { privateKeyPkcs8: testPkcs8('leaf'), certificates: authority.chain, friendlyName: 'machine' }
    put(`${encryption}.p12`, writePkcs12({ ...content, password: 'Password1!', encryption, random: systemRandom }))
  }

  const judge = fileURLToPath(new URL('./Judge.java', import.meta.url))
  const { status, stdout, stderr } = spawnSync('java', [judge, folder, String(at + hour)], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
  assert.match(stdout, /^good\.der valid$/m)
  assert.match(stdout, /^revoked\.der REVOKED$/m)
  assert.match(stdout, /^bundle 3$/m)
  assert.match(stdout, /^modern\.p12 3 true$/m)
  assert.match(stdout, /^legacy\.p12 3 true$/m)
  const [entry] = readPkcs12(readFileSync(join(folder, 'java.p12')), 'Password1!').entries
  assert.equal(entry?.friendlyName, 'java')
  assert.deepEqual(Buffer.from(entry?.privateKeyPkcs8 ?? []), Buffer.from(testPkcs8('leaf')))
  assert.equal(entry?.certificates.length, 3)
  process.stdout.write(`${stdout}all judged well\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
