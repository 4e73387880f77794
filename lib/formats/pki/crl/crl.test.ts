import { beforeAll, describe, expect, test } from 'vitest'
import {
  epoch,
  leafInput,
  type TestAuthority,
  testAuthority,
  testKey,
} from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { cpuTime } from '../../../../test/vectors/keystore/cpu-time.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { day, hour, type Instant, minute } from '../../../core/clock.ts'
import { readDer } from '../../der/read.ts'
import { readCertificate } from '../certificate/read.ts'
import { issueCertificate } from '../issue/issue.ts'
import { localSigner } from '../issue/signer.ts'
import { writePem } from '../pem.ts'
import { buildCrl, type CrlInput } from './build.ts'
import { encodeCrlEntry, type RevocationReason, revocationReasons } from './entry.ts'
import { readCrl } from './read.ts'

let authority: TestAuthority
const now = (epoch + hour) as Instant
beforeAll(async () => {
  authority = await testAuthority()
})

const crlOf = (change: Partial<CrlInput> = {}, issuer: 'sub' | 'root' = 'sub') =>
  buildCrl({
    issuer: { certificate: authority[issuer], signer: localSigner(testKey(issuer)) },
    number: 7n,
    entries: [],
    thisUpdate: now,
    nextUpdate: (now + day) as Instant,
    ...change,
  })
const entry = (serialHex: string, reason: RevocationReason = 'superseded', revokedAt = now) =>
  encodeCrlEntry({ serialHex, revokedAt, reason })

describe('a revocation list', () => {
  test('revokes for OpenSSL exactly what is on it', async () => {
    const second = readCertificate(await issueCertificate(leafInput(authority)))
    const pem = (der: Uint8Array) => writePem('CERTIFICATE', der)
    const crls =
      writePem('X509 CRL', await crlOf({ entries: [entry(authority.leaf.serial.hex, 'keyCompromise')] })) +
      writePem('X509 CRL', await crlOf({}, 'root'))
    const files = {
      root: pem(authority.root.der),
      sub: pem(authority.sub.der),
      good: pem(second.der),
      bad: pem(authority.leaf.der),
      crls,
    }
    const time = Math.floor(now / 1000) + 60
    const verify = (name: string) =>
      openssl(
        `verify -x509_strict -crl_check_all -attime ${time} -CAfile {root} -untrusted {sub} -CRLfile {crls} {${name}}`,
        files,
      )
    expect(verify('good').text).toContain('good: OK')
    expect(verify('bad').ok).toBe(false)
    expect(verify('bad').text).toContain('certificate revoked')
  })

  test('says number, times and reasons as OpenSSL reads them', async () => {
    const reasons = Object.keys(revocationReasons) as RevocationReason[]
    const entries = reasons
      .filter((reason) => reason !== 'removeFromCRL')
      .map((reason) => entry((revocationReasons[reason] + 1).toString(16).padStart(2, '0'), reason))
    const { text } = openssl(
      'crl -inform der -noout -text',
      {},
      await crlOf({ entries, deltaAddress: 'http://x/d.crl' }),
    )
    expect(text).toContain('Last Update: Jan  1 01:00:00 2025 GMT')
    expect(text).toContain('Next Update: Jan  2 01:00:00 2025 GMT')
    expect(text).toMatch(/X509v3 CRL Number: \n +7\n/)
    expect(text).toContain('X509v3 Freshest CRL')
    for (const words of ['Key Compromise', 'CA Compromise', 'Affiliation Changed', 'Superseded', 'Certificate Hold']) {
      expect(text).toContain(words)
    }
    expect(text.match(/Serial Number/g)).toHaveLength(9)
    expect(text.match(/X509v3 CRL Reason Code/g)).toHaveLength(8)
  })

  test('as a delta names its base', async () => {
    const entries = [entry('05', 'removeFromCRL'), entry('06')]
    const der = await crlOf({ number: 9n, base: 7n, entries })
    expect(openssl('crl -inform der -noout -text', {}, der).text).toMatch(/Delta CRL Indicator: critical\n +7\n/)
    const read = readCrl(der, authority.sub, now)
    expect([read.number, read.base]).toEqual([9n, 7n])
    expect(read.entries.get('05')).toEqual({ revokedAt: now, reason: 'removeFromCRL' })
  })

  test('without entries has no list of entries at all', async () => {
    const der = await crlOf()
    expect(readDer(der).children[0]?.children.map(({ tag }) => tag)).toEqual([0x02, 0x30, 0x30, 0x17, 0x17, 0xa0])
    expect(readCrl(der, authority.sub, now).entries.size).toBe(0)
  })

  test('of 100,000 lines is built in less than a second, and OpenSSL verifies it', async () => {
    const line = entry((2n ** 150n).toString(16))
    const entries = Array.from({ length: 100_000 }, (_, at) => {
      const own = Uint8Array.from(line)
      new DataView(own.buffer).setUint32(10, at)
      return own as typeof line
    })
    const started = cpuTime()
    const der = await crlOf({ entries })
    expect(cpuTime() - started).toBeLessThan(1_000)
    const ca = writePem('CERTIFICATE', authority.sub.der) + writePem('CERTIFICATE', authority.root.der)
    expect(openssl('crl -inform der -noout -CAfile {ca}', { ca }, der).text).toContain('verify OK')
  })

  test('is read back line by line', async () => {
    const serials = Array.from({ length: 2_000 }, (_, at) => (2n ** 150n + BigInt(at)).toString(16))
    const read = readCrl(await crlOf({ entries: serials.map((serialHex) => entry(serialHex)) }), authority.sub, now)
    expect([...read.entries.keys()]).toEqual(serials)
  })
})

describe('refused is', () => {
  const code = (der: Uint8Array, issuer = authority.sub, at = now) => codeOf(() => readCrl(der, issuer, at))

  test('a list with a changed line', async () => {
    const der = await crlOf({ entries: [entry('1122334455')] })
    const at = Buffer.from(der).indexOf(Buffer.from('1122334455', 'hex'))
    der[at] = 0x12
    expect(code(der)).toBe('crl.bad-signature')
  })

  test('a list of another issuer', async () => {
    expect(code(await crlOf({}, 'root'))).toBe('crl.malformed')
  })

  test('a list signed with another key in the name of the issuer', async () => {
    const signer = localSigner(testKey('other'))
    expect(code(await crlOf({ issuer: { certificate: authority.sub, signer } }))).toBe('crl.bad-signature')
  })

  test('a list that is out of date', async () => {
    expect(code(await crlOf(), authority.sub, (now + day + minute) as Instant)).toBe('crl.out-of-date')
  })

  test('a serial number twice', async () => {
    expect(code(await crlOf({ entries: [entry('05'), entry('05')] }))).toBe('crl.malformed')
  })

  test.each([new Uint8Array(), Uint8Array.of(0x30, 0x00), new Uint8Array(50).fill(0x30)])(
    'what is no list: %#',
    (der) => {
      expect(code(der)).toBe('crl.malformed')
    },
  )

  test('a line for what is no serial number', () => {
    for (const serialHex of ['', 'zz', '00'.repeat(21)]) expect(() => entry(serialHex)).toThrow(RangeError)
  })
})
