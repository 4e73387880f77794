/**
 * Machine credentials issued per second on one core: subject and key to a signed, linted, checked certificate. Beside
 * it, in the same run, its parts, and the straightforward way with node-forge.
 *
 *   node test/bench/issuing.ts [seconds per measurement]
 */
import { sign } from 'node:crypto'
import forge from 'node-forge'
import { day, type Instant } from '../../lib/core/clock.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { readCertificate } from '../../lib/formats/pki/certificate/read.ts'
import { newSerial } from '../../lib/formats/pki/certificate/serial.ts'
import { verifyChain } from '../../lib/formats/pki/chain/verify.ts'
import { buildCrl } from '../../lib/formats/pki/crl/build.ts'
import { encodeCrlEntry } from '../../lib/formats/pki/crl/entry.ts'
import { issueCertificate } from '../../lib/formats/pki/issue/issue.ts'
import { localSigner } from '../../lib/formats/pki/issue/signer.ts'
import { createCertificateRequest } from '../../lib/formats/pki/request/create.ts'
import { readCertificateRequest } from '../../lib/formats/pki/request/read.ts'
import { epoch, leafInput, testAbn, testAuthority, testKey, testSpki } from '../vectors/keystore/authority.ts'

const seconds = Number(process.argv[2] ?? 2)
const authority = await testAuthority()
const at = (epoch + day) as Instant
const chain = { anchors: [authority.root], intermediates: [authority.sub], at }
const template = leafInput(authority)
const request = await createCertificateRequest({
  name: 'USIMachine',
  abn: testAbn,
  publicKeySpki: testSpki('leaf'),
  sign: async (tbs) => sign('sha256', tbs, testKey('leaf')),
})
const subKey = testKey('sub')
const entries = Array.from({ length: 100_000 }, () =>
  encodeCrlEntry({ serialHex: newSerial(systemRandom).hex, revokedAt: at, reason: 'superseded' }),
)
const forgeKeys = {
  sub: forge.pki.privateKeyFromPem(testKey('sub').export({ format: 'pem', type: 'pkcs1' }) as string),
  leaf: forge.pki.publicKeyFromPem(
    `-----BEGIN PUBLIC KEY-----\n${Buffer.from(testSpki('leaf')).toString('base64')}\n-----END PUBLIC KEY-----`,
  ),
}

const forgeNames = {
  C: { shortName: 'C' },
  O: { shortName: 'O' },
  OU: { shortName: 'OU' },
  CN: { shortName: 'CN' },
  dnQualifier: { type: '2.5.4.46' },
}

const certificatesPerSecond = await rate(() => issueCertificate({ ...template, serial: newSerial(systemRandom) }))
const forgeCertificatesPerSecond = await rate(issueWithForge)
const result = {
  certificatesPerSecond,
  forgeCertificatesPerSecond,
  timesForge: Math.round((certificatesPerSecond / forgeCertificatesPerSecond) * 10) / 10,
  signaturesPerSecond: await rate(() => sign('sha256', authority.leaf.tbs, subKey)),
  requestsCheckedPerSecond: await rate(() => readCertificateRequest(request)),
  certificatesReadPerSecond: await rate(() => readCertificate(authority.leaf.der)),
  knownChainsVerifiedPerSecond: await rate(() => verifyChain(authority.leaf.der, chain)),
  crlOf100000Milliseconds: Math.round(
    1000 /
      (await rate(() =>
        buildCrl({
          issuer: { certificate: authority.sub, signer: localSigner(subKey) },
          number: 1n,
          entries,
          thisUpdate: at,
          nextUpdate: (at + day) as Instant,
        }),
      )),
  ),
}

for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(32)} ${value}\n`)
process.stdout.write(`${JSON.stringify(result)}\n`)

function issueWithForge(): string {
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forgeKeys.leaf
  certificate.serialNumber = newSerial(systemRandom).hex
  certificate.validity.notBefore = new Date(template.notBefore)
  certificate.validity.notAfter = new Date(template.notAfter)
  certificate.setSubject(template.subject.map(({ name, value }) => ({ ...forgeNames[name], value })))
  certificate.setIssuer([
    { shortName: 'C', value: 'AU' },
    { shortName: 'O', value: 'Mandate Sandbox' },
    { shortName: 'CN', value: 'Sub' },
  ])
  certificate.setExtensions([
    { name: 'basicConstraints', critical: true, cA: false },
    { name: 'subjectKeyIdentifier' },
    { name: 'keyUsage', critical: true, digitalSignature: true, nonRepudiation: true, keyEncipherment: true },
    { name: 'extKeyUsage', clientAuth: true, emailProtection: true },
  ])
  certificate.sign(forgeKeys.sub, forge.md.sha256.create())
  return forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes()
}

/**
 * Calls per second of processor time, after a warm-up: the median of batches of about 100 ms, so that neighbours on a
 * shared machine count for little.
 */
async function rate(call: () => unknown): Promise<number> {
  const warmUntil = performance.now() + 200
  do await call()
  while (performance.now() < warmUntil)
  const rates: number[] = []
  const until = performance.now() + seconds * 1000
  do {
    let calls = 0
    const before = process.cpuUsage()
    const batchUntil = performance.now() + 100
    do {
      await call()
      calls++
    } while (performance.now() < batchUntil)
    const { user, system } = process.cpuUsage(before)
    rates.push((calls * 1e6) / (user + system))
  } while (performance.now() < until)
  const median = rates.sort((a, b) => a - b)[rates.length >> 1] as number
  return median < 100 ? Math.round(median * 10) / 10 : Math.round(median)
}
