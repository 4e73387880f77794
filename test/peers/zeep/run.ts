/**
 * Has zeep, a SOAP client of the Python world, get tokens from a sandbox that runs (`npm start`), and be refused. Needs
 * Debian's packages python3-zeep and python3-xmlsec; not part of `npm test`.
 *
 *   node test/peers/zeep/run.ts [https://localhost:3443]
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAbn } from '../../../lib/core/abn.ts'
import { day, instant } from '../../../lib/core/clock.ts'
import { writePem } from '../../../lib/formats/pki/pem.ts'
import { createSandboxCredential, defaultBase, fetchSandboxRoot } from '../../../lib/kit/index.ts'
import { testAuthority } from '../../attacks/mas-world.ts'

const abn = parseAbn('27809366375')
const folder = mkdtempSync(join(tmpdir(), 'mandate-zeep-'))
const https = (process.argv[2] ?? defaultBase).replace(/\/$/, '')
try {
  const ca = await fetchSandboxRoot(new URL(https))
  const { certificates, privateKeyPkcs8 } = await createSandboxCredential({ abn, name: 'zeep', endpoint: https, ca })
  const stranger = await (await testAuthority('Stranger')).credential(abn, 'zeep', { from: instant(Date.now() - day) })
  const files = [
    put('root.pem', ca),
    put('key.pem', pemOf(createPrivateKey({ key: Buffer.from(privateKeyPkcs8), format: 'der', type: 'pkcs8' }))),
    put('certificate.pem', writePem('CERTIFICATE', certificates[0] as Uint8Array)),
    put('stranger-key.pem', pemOf(stranger.privateKey)),
    put('stranger.pem', writePem('CERTIFICATE', stranger.certificate.der)),
  ]
  const output = await python([`${https}/R3.0/S007v1.3/service.svc`, ...files])
  process.stdout.write(output)
  const seen = JSON.parse(output)
  assert.deepEqual(seen.saml2, { status: 200, token: 'EncryptedAssertion', keyCharacters: 44 })
  assert.deepEqual(seen.saml1, { status: 200, token: 'EncryptedData', keyCharacters: 44 })
  assert.equal(seen.unknownService.refused, 'E2003')
  assert.equal(seen.anHourOld.refused, 'E9013')
  assert.equal(seen.changedAfterSigning.refused, 'E9007')
  assert.equal(seen.sentAgain.refused, 'E9020')
  assert.equal(seen.stranger.refused, 'E2020')
  assert.match(seen.withoutTheRoot.refused, /not trusted/)
  process.stdout.write('zeep got its tokens and was refused as it should be.\n')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function put(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

function pemOf(key: KeyObject): string {
  return key.export({ format: 'pem', type: 'pkcs8' }).toString()
}

async function python(words: string[]): Promise<string> {
  // Debian's own Python, which has Debian's packages.
  const script = fileURLToPath(new URL('./client.py', import.meta.url))
  const child = spawn('/usr/bin/python3', [script, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.equal(code, 0, 'the client ended with an error')
  return output
}
