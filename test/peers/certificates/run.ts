/**
 * Has other software judge what the authority issues: the JDK (paths with revocation lists and with OCSP, PKCS#12),
 * its `keytool`, and `certtool` and `ocsptool` of GnuTLS. Needs `java` (17 or newer, with its compiler) and `gnutls-bin`;
 * a judge that is missing is a failure. Not part of `npm test`, where OpenSSL judges the same things.
 *
 *   node test/peers/certificates/run.ts
 */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { day, hour, type Instant, instant, systemClock } from '../../../lib/core/clock.ts'
import { systemRandom } from '../../../lib/core/random.ts'
import { readCertificate } from '../../../lib/formats/pki/certificate/read.ts'
import { bundleCertificates } from '../../../lib/formats/pki/cms/bundle.ts'
import { buildCrl } from '../../../lib/formats/pki/crl/build.ts'
import { encodeCrlEntry } from '../../../lib/formats/pki/crl/entry.ts'
import type { Certificate } from '../../../lib/formats/pki/certificate/certificate.ts'
import { writePem } from '../../../lib/formats/pki/pem.ts'
import { buildOcspResponse, type OcspStatus } from '../../../lib/formats/pki/ocsp/build-response.ts'
import { readOcspRequest } from '../../../lib/formats/pki/ocsp/read-request.ts'
import { ocspSignerProfile } from '../../../lib/formats/pki/profile/profiles.ts'
import { utf8 } from '../../../lib/core/bytes.ts'
import { openssl } from '../../vectors/keystore/openssl.ts'
import { issueCertificate } from '../../../lib/formats/pki/issue/issue.ts'
import { localSigner } from '../../../lib/formats/pki/issue/signer.ts'
import { validityFrom } from '../../../lib/formats/pki/profile/validity.ts'
import { readPkcs12 } from '../../../lib/formats/pki/pkcs12/read.ts'
import { writePkcs12 } from '../../../lib/formats/pki/pkcs12/write.ts'
import { leafInput, testAuthority, testKey, testPkcs8, testPki, testSpki } from '../../vectors/keystore/authority.ts'

const folder = mkdtempSync(join(tmpdir(), 'mandate-peers-'))
const put = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes)
try {
  const authority = await testAuthority()
  // GnuTLS judges by the machine's time, so that is when everything is issued.
  const at = instant(Math.floor(systemClock.now() / 1000) * 1000)
  const validity = validityFrom((at - hour) as Instant, testPki.profiles.leaf)
  const good = readCertificate(await issueCertificate(leafInput(authority, validity)))
  const revoked = readCertificate(await issueCertificate(leafInput(authority, validity)))
  const crl = (name: 'root' | 'sub', serials: string[]) =>
    buildCrl({
      issuer: { certificate: authority[name], signer: localSigner(testKey(name)) },
      number: 1n,
      entries: serials.map((serialHex) => encodeCrlEntry({ serialHex, revokedAt: at, reason: 'keyCompromise' })),
      thisUpdate: at,
      nextUpdate: (at + day) as Instant,
    })
  const delegate = readCertificate(
    await issueCertificate({
      ...leafInput(authority),
      profile: ocspSignerProfile(),
      subject: [
        { name: 'C', value: 'AU' },
        { name: 'O', value: 'Mandate Sandbox' },
        { name: 'CN', value: 'Mandate Sandbox OCSP' },
      ],
      publicKeySpki: testSpki('other'),
      notBefore: (at - hour) as Instant,
      notAfter: (at + 300 * day) as Instant,
    }),
  )
  const ocsp = async (leaf: Certificate, status: OcspStatus) => {
    const pem = (der: Uint8Array) => writePem('CERTIFICATE', der)
    const ask = openssl('ocsp -issuer {sub} -cert {leaf} -no_nonce -reqout -', {
      sub: pem(authority.sub.der),
      leaf: pem(leaf.der),
    })
    const [question] = readOcspRequest(ask.out).certificates
    assert.ok(question)
    return await buildOcspResponse({
      answers: [{ question, status }],
      producedAt: at,
      thisUpdate: at,
      nextUpdate: (at + day) as Instant,
      responder: { certificate: delegate, signer: localSigner(testKey('other')) },
    })
  }
  put('root.der', authority.root.der)
  put('sub.der', authority.sub.der)
  put('good.der', good.der)
  put('revoked.der', revoked.der)
  put('root.crl', await crl('root', []))
  put('sub.crl', await crl('sub', [revoked.serial.hex]))
  put('good.der.ocsp', await ocsp(good, { status: 'good' }))
  put('revoked.der.ocsp', await ocsp(revoked, { status: 'revoked', revokedAt: at, reason: 'keyCompromise' }))
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
  assert.match(stdout, /^ocsp good\.der valid$/m)
  assert.match(stdout, /^ocsp revoked\.der REVOKED/m)
  const [entry] = readPkcs12(readFileSync(join(folder, 'java.p12')), 'Password1!').entries
  assert.equal(entry?.friendlyName, 'java')
  assert.deepEqual(Buffer.from(entry?.privateKeyPkcs8 ?? []), Buffer.from(testPkcs8('leaf')))
  assert.equal(entry?.certificates.length, 3)

  for (const [name, der] of [
    ['root', authority.root.der],
    ['sub', authority.sub.der],
    ['good', good.der],
    ['revoked', revoked.der],
  ] as const) {
    put(`${name}.pem`, utf8(writePem('CERTIFICATE', der)))
  }
  judged('openssl crl -inform DER -in sub.crl -out sub.crl.pem', /^$/)
  const chain = (leaf: string) => `cat ${leaf}.pem sub.pem > chain.pem; certtool --verify --load-ca-certificate root.pem --load-crl sub.crl.pem --infile chain.pem; true`
  judged(chain('good'), /Chain verification output: Verified/)
  judged(chain('revoked'), /Chain verification output: Not verified.*revoked/)
  judged('certtool --inder -i --infile good.der', /Key Usage \(critical\)[\s\S]*TLS WWW Client/)
  judged('certtool --crl-info --inder --infile sub.crl', /Revoked certificates \(1\)/)
  judged('certtool --verify-crl --load-ca-certificate sub.pem --infile sub.crl.pem', /Verification output: Verified/)
  judged('certtool --p12-info --inder --infile modern.p12 --password Password1!', /BEGIN CERTIFICATE[\s\S]*PRIVATE KEY/)
  judged('certtool --p12-info --inder --infile legacy.p12 --password Password1!', /BEGIN CERTIFICATE[\s\S]*PRIVATE KEY/)
  judged('ocsptool --response-info --load-response good.der.ocsp', /Certificate Status: good[\s\S]*RSA-SHA256/)
  judged('ocsptool --response-info --load-response revoked.der.ocsp', /Certificate Status: revoked/)
  judged(
    'cat sub.pem root.pem > trust.pem; ocsptool --verify-response --load-issuer sub.pem --load-trust trust.pem --load-response good.der.ocsp',
    /Verifying OCSP Response: Success/,
  )
  judged('keytool -printcert -file good.der', /SHA256withRSA[\s\S]*2048-bit RSA/)
  judged('keytool -printcrl -file sub.crl', /X.509 CRL[\s\S]*Key_Compromise|keyCompromise|Key Compromise/i)
  for (const encryption of ['modern', 'legacy']) {
    judged(`keytool -list -v -keystore ${encryption}.p12 -storetype PKCS12 -storepass Password1!`, /PrivateKeyEntry[\s\S]*chain length: 3/)
  }
  for (const version of ['java -version', 'certtool --version', 'openssl version']) {
    process.stdout.write(`${judged(`${version} 2>&1`, /./).split('\n')[0]}\n`)
  }
  process.stdout.write(`${stdout}all judged well\n`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Runs a command in the folder; it must end well and say what is expected. @returns what it said */
function judged(command: string, expected: RegExp): string {
  const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
  assert.equal(status, 0, `${command}\n${stdout}${stderr}`)
  assert.match(stdout, expected, command)
  return stdout
}
