import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { type TestAuthority, testAuthority, testPkcs8 } from '../../../test/vectors/keystore/authority.ts'

/** Modules that pages import. What they reach must run without Node. */
const entrances = [
  'keystore/read.ts',
  'keystore/open.ts',
  'keystore/seal.ts',
  'keystore/add.ts',
  'keystore/change-password.ts',
  'keystore/check/check.ts',
  'keystore/convert/open-any.ts',
  'keystore/convert/write-pem.ts',
  'keystore/name.ts',
  'keystore/password.ts',
  'pki/request/create.ts',
  'pki/certificate/fields.ts',
  'pki/cms/bundle.ts',
  'pki/cms/read-bundle.ts',
  'pki/private-key/encrypt.ts',
  'pki/private-key/decrypt.ts',
  'pki/pkcs12/read.ts',
  'pki/pkcs12/write.ts',
  'pki/pem.ts',
  'der/read.ts',
  'der/read-ber.ts',
  'der/write.ts',
].map((path) => new URL(`../${path}`, import.meta.url))

test('nothing that pages import needs Node', () => {
  const seen = new Set<string>()
  const foreign = new Set<string>()
  const walk = (file: URL) => {
    if (seen.has(file.href)) return
    seen.add(file.href)
    expect(existsSync(file), file.href).toBe(true)
    for (const [, typeOnly, from] of readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\s+(type\s)?(?:[^'"]*?from\s+)?'([^']+)'/gms,
    )) {
      if (typeOnly) continue
      if (from?.startsWith('.')) walk(new URL(from, file))
      else foreign.add(from as string)
    }
  }
  entrances.forEach(walk)
  expect(seen.size).toBeGreaterThan(40)
  expect([...foreign].filter((name) => !/^node-forge\/lib\/[a-z0-9]+\.js$/.test(name))).toEqual([])
})

let authority: TestAuthority
beforeAll(async () => {
  authority = await testAuthority()
})

test('seals and opens where there is no Buffer and no process', () => {
  const at = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
  const base64 = (bytes: Uint8Array) => JSON.stringify(Buffer.from(bytes).toString('base64'))
  const script = `
    const say = console.log
    globalThis.self = globalThis
    delete globalThis.Buffer
    delete globalThis.process
    const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    const { sealKeystore } = await import(${at('./seal.ts')})
    const { openKeystore } = await import(${at('./open.ts')})
    const { writePkcs12 } = await import(${at('../pki/pkcs12/write.ts')})
    const { readPkcs12 } = await import(${at('../pki/pkcs12/read.ts')})
    const { systemRandom: random } = await import(${at('../../core/random.ts')})
    const certificates = [${authority.chain.map(base64).join()}].map(bytes)
    const privateKeyPkcs8 = bytes(${base64(testPkcs8('leaf'))})
    const password = 'Correct-Horse7'
    const xml = sealKeystore({ credentials: [{ certificates, privateKeyPkcs8 }], password, random, now: 0 })
    const [opened] = openKeystore(xml, password).credentials
    const [again] = readPkcs12(writePkcs12({ ...opened, password, friendlyName: 'x', encryption: 'modern', random }), password).entries
    const same = again.privateKeyPkcs8.every((octet, at) => octet === privateKeyPkcs8[at])
    say(opened.id, same, opened.privateKeyPkcs8.length === privateKeyPkcs8.length)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('../../../', import.meta.url)),
    timeout: 20_000,
  })
  expect(`${stdout}${stderr}`.trim()).toBe('ABRD:27809366375_USIMachine true true')
})
