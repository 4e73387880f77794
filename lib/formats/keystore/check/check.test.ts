import { beforeAll, expect, test } from 'vitest'
import {
  epoch,
  leafInput,
  type TestAuthority,
  testAuthority,
  testPkcs8,
} from '../../../../test/vectors/keystore/authority.ts'
import { handCredential, handKeystore, handPassword } from '../../../../test/vectors/keystore/by-hand.ts'
import { utf8 } from '../../../core/bytes.ts'
import { day, type Instant } from '../../../core/clock.ts'
import { seededRandom } from '../../../core/random.ts'
import { issueCertificate } from '../../pki/issue/issue.ts'
import { encryptPrivateKey } from '../../pki/private-key/encrypt.ts'
import { readRsaPrivateKey } from '../../pki/private-key/rsa.ts'
import { parseKeystorePassword } from '../password.ts'
import { sealKeystore } from '../seal.ts'
import { checkKeystore } from './check.ts'

let authority: TestAuthority
beforeAll(async () => {
  authority = await testAuthority()
})

const password = parseKeystorePassword('Correct-Horse7')
const now = (epoch + day) as Instant
const sealed = (certificates = authority.chain) =>
  utf8(
    sealKeystore({
      credentials: [{ certificates, privateKeyPkcs8: testPkcs8('leaf') }],
      password,
      random: seededRandom(1),
      now,
    }),
  )
const notesOf = async (...given: Parameters<typeof checkKeystore>) => {
  const { outcome, checks } = await checkKeystore(...given)
  const worse = checks.filter((check) => check.outcome !== 'right')
  return { outcome, worse: worse.map(({ what, note }) => `${what}: ${note}`) }
}

test('a sound file is right in every point', async () => {
  const { outcome, checks } = await checkKeystore(sealed(), { password, now })
  expect(outcome).toBe('right')
  expect(checks.map(({ what }) => what)).toEqual([
    'The file',
    'Strength of the password',
    'Check value',
    'Name and ABN',
    'Validity',
    'Certificates',
    'Encryption of the private key',
    'Password',
    'Key',
  ])
})

test('without a password, nothing is said about it', async () => {
  const { outcome, checks } = await checkKeystore(sealed(), { now })
  expect(outcome).toBe('right')
  expect(checks.some(({ what }) => /password|^Key$/i.test(what))).toBe(false)
})

test.each<[string, () => Promise<Uint8Array> | Uint8Array, { password?: string; now?: Instant }, string, string]>([
  ['another password', sealed, { password: 'Other-Horse77' }, 'wrong', 'Password: The password does not open'],
  ['no keystore', () => utf8('<html/>'), {}, 'wrong', 'The file: The file is XML, but not a keystore'],
  ['expired', sealed, { now: (epoch + 800 * day) as Instant }, 'wrong', 'Validity: It expired 7'],
  ['about to end', sealed, { now: (epoch + 700 * day) as Instant }, 'warning', 'Validity: It ends in'],
  [
    'a certificate missing',
    () => sealed(authority.chain.slice(0, 2)),
    {},
    'warning',
    'Certificates: The certificate of',
  ],
  [
    'issuers in the wrong order',
    () => sealed([authority.leaf.der, authority.root.der, authority.sub.der]),
    {},
    'wrong',
    'Certificates: USIMachine is not followed',
  ],
  [
    'a signature that is wrong',
    async () => {
      const leaf = Uint8Array.from(await issueCertificate(leafInput(authority)))
      leaf[leaf.length - 1] = (leaf.at(-1) as number) ^ 1
      return sealed([leaf, ...authority.chain.slice(1)])
    },
    {},
    'wrong',
    'Certificates: The signature on USIMachine is wrong',
  ],
])('what is not right is named: %s', async (_, file, given, outcome, note) => {
  const found = await notesOf(await file(), { now, ...given })
  expect(found).toEqual({ outcome, worse: [expect.stringContaining(note)] })
})

test('one that has not begun is wrong', async () => {
  const { worse } = await notesOf(sealed(), { now: (epoch - day) as Instant })
  expect(worse).toContainEqual(expect.stringContaining('Validity: It is not valid yet'))
})

test('a weak password and an unusual encryption are warned of', async () => {
  const salt = seededRandom(3).bytes(20)
  const encrypted = encryptPrivateKey(readRsaPrivateKey(testPkcs8('leaf')), 'short', {
    scheme: 'pbes2-aes256',
    salt,
    rounds: 1000,
    random: seededRandom(4),
  })
  const file = utf8(handKeystore([handCredential(authority, { encrypted })]))
  expect(await notesOf(file, { password: 'short', now })).toMatchObject({
    outcome: 'warning',
    worse: [
      expect.stringContaining('10 or more characters'),
      expect.stringContaining('PBES2. Other software may not read it'),
    ],
  })
})

test('a check value that is missing is a warning', async () => {
  const file = utf8(handKeystore([handCredential(authority)]).replace(/ integrityValue="[^"]*"/, ''))
  expect(await notesOf(file, { password: handPassword, now })).toMatchObject({
    outcome: 'warning',
    worse: [expect.stringContaining('There is none')],
  })
})
