/**
 * Has other software judge our AS4: Apache Santuario and WSS4J for signatures with attachments, Jakarta Mail for
 * multipart. It verifies messages of the kit and the answers that SBR2 signs, computes the digests of receipts again, and
 * signs messages of its own that our service takes. Needs Maven and a JDK from 17; not part of `npm test`.
 *
 *   node test/peers/as4/run.ts [folder for the judge's libraries]
 */
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { toBase64, utf8 } from '../../../lib/core/bytes.ts'
import { uuid } from '../../../lib/core/random.ts'
import { type PartInfo, pingService, type WrittenMessage, writeMultipart } from '../../../lib/formats/as4/index.ts'
import { markToken } from '../../../lib/formats/as4/message/mark-token.ts'
import { writeMessaging } from '../../../lib/formats/as4/messaging/write-messaging.ts'
import { base64Encoding, x509Token } from '../../../lib/formats/wstrust/index.ts'
import { namespaces, XmlFragment, xml } from '../../../lib/formats/xml/index.ts'
import { agency, businessParty } from '../../../lib/kit/sbr/parties.ts'
import { changedMessage, document, flippedMessage, openSbrHarness, software, testAbn } from '../../support/sbr-harness.ts'
import { runProgram } from '../run-program.ts'

const here = import.meta.dirname
const libraries = process.argv[2] ?? join(tmpdir(), 'mandate-as4-judge')
const folder = await mkdtemp(join(tmpdir(), 'mandate-as4-'))
const harness = await openSbrHarness()
let judged = 0
let files = 0
try {
  await fetchLibraries()
  const compiled = await runProgram(['javac', '-cp', `${libraries}/*`, '-d', folder], [join(here, 'Judge.java')])
  assert.equal(compiled.code, 0, compiled.errors)

  await judgeMessagesOfTheKit()
  await judgeAnswers()
  await takeMessagesOfTheJudge()
  console.log(`The judge and we agree: ${judged} verdicts.`)
} finally {
  await harness.close()
  await rm(folder, { recursive: true, force: true })
}

async function judgeMessagesOfTheKit(): Promise<void> {
  const ping = harness.message({ unit: { ...pingService }, documents: [] })
  const two = harness.message({ documents: [document('<AS>ä</AS>'), document('<S/>', { name: 'S', type: 'SCHEDULE' })] })
  const push = harness.message({ unit: { service: 'urn:mandate:sbr2:test', action: 'Echo' } })
  const plainPing = harness.message({ unit: { ...pingService }, documents: [document()] })
  for (const [name, message, parts] of [
    ['ping', ping, 3],
    ['two documents', two, 5],
    ['one document', push, 4],
  ] as const) {
    const found = await judge('verify', await put(message))
    assert.equal(found.output.trim().split('\n').length, parts, name)
  }
  // The receipt repeats what the judge computes.
  for (const [message, endpoint] of [
    [plainPing, 'Single-sync'],
    [push, 'Single-async'],
  ] as const) {
    const seen = await harness.post(message, endpoint)
    const receipt = await put({ contentType: seen.contentType, body: seen.raw })
    assert.match((await judge('receipt', await put(message), receipt)).output, /^4 digests agree/)
    const other = seen.raw.toString('latin1').replace(/(DigestValue>)(.)/, (_, tag, one) => tag + (one === 'A' ? 'B' : 'A'))
    await refuses('receipt', await put(message), await put({ contentType: seen.contentType, body: Buffer.from(other, 'latin1') }))
  }
  // And where we refuse, the judge does.
  await refuses('verify', await put(changedMessage(two, (text) => text.replace(`>${testAbn}<`, '>11000002568<'))))
  await refuses('verify', await put(flippedMessage(two)))
  const extra = (text: string) =>
    text.replace(/(\r\n--=_Part_[^\r]*)--\r\n$/, '$1\r\nContent-Type: text/plain\r\nContent-ID: <x@y>\r\n\r\nhello$&')
  await refuses('verify', await put(changedMessage(two, extra)))
}

/** What is pulled is signed by the service. */
async function judgeAnswers(): Promise<void> {
  for (const action of ['Echo', 'Reject']) {
    const messageId = `${uuid(harness.runtime.random)}@example.com`
    await harness.post(harness.message({ unit: { messageId, action }, documents: [document(), document('<B/>')] }), 'Single-async')
    const pull = { kind: 'pull', timestamp: harness.runtime.clock.now(), messageId: `p${messageId}`, select: messageId } as const
    const { raw, contentType } = await harness.post(harness.message({ signal: pull }), 'Single-async')
    const answer = { contentType, body: raw }
    assert.match((await judge('verify', await put(answer))).output, /^#messaging .*\n#body .*\ncid:/)
    await refuses('verify', await put(flippedMessage(answer)))
  }
}

/** Messages that the judge signs, with attachments of each kind that the transform treats differently. */
async function takeMessagesOfTheJudge(): Promise<void> {
  const kinds: [string, Uint8Array][] = [
    ['application/gzip', gzipSync('<AS>1</AS>')],
    ['text/xml', utf8('<?xml version="1.0"?>\r\n<b:AS xmlns:b="urn:b" z="1"\n   a="2"><!-- c --><b:x></b:x>ä &amp; 1</b:AS>\n')],
    ['application/xml', utf8('<AS  b="1" a="2"/>')],
    ['text/plain; charset=utf-8', utf8('one\ntwo\r\nthree\n')],
    ['application/octet-stream', Uint8Array.from({ length: 256 }, (_, at) => at)],
  ]
  for (const wanted of [...kinds.map((kind) => [kind]), kinds]) {
    const message = await signedByTheJudge(wanted)
    const seen = await harness.post(message)
    assert.equal(seen.error, undefined, `${wanted.map(([type]) => type).join(', ')}: ${seen.detail}`)
    assert.equal(seen.documents.length, wanted.length)
    const tampered = await harness.post(flippedMessage(message))
    assert.match(tampered.detail ?? '', /xmldsig\.digest-mismatch|xml\./)
    judged += 2
  }
}

async function signedByTheJudge(documents: readonly [string, Uint8Array][]): Promise<WrittenMessage> {
  const { runtime, credential } = harness
  const attachments = documents.map(([mediaType, bytes]) => ({ mediaType, bytes, contentId: `${uuid(runtime.random)}@judge.example` }))
  const parts: PartInfo[] = attachments.map(({ contentId, mediaType }) => ({
    href: `cid:${contentId}`,
    properties: new Map([
      ['PartID', contentId],
      ['MimeType', mediaType === 'application/gzip' ? 'text/xml' : mediaType],
      ...(mediaType === 'application/gzip' ? [['CompressionType', mediaType] as const] : []),
      ['DocumentName', 'AS'],
      ['DocumentType', 'BASE'],
    ]),
  }))
  const messaging = writeMessaging(
    [
      {
        kind: 'user',
        timestamp: runtime.clock.now(),
        messageId: `${uuid(runtime.random)}@judge.example`,
        from: businessParty(testAbn),
        to: agency,
        service: 'urn:mandate:sbr2:test',
        action: 'Echo',
        conversationId: 'c1',
        properties: software,
        parts,
      },
    ],
    'messaging',
  )
  const token = XmlFragment.ofMarkup(markToken(harness.token().token, 'token').markup)
  const envelope = xml`<soap:Envelope xmlns:soap="${namespaces.soap12}" xmlns:wsu="${namespaces.wsu}"><soap:Header>${messaging}<wsse:Security xmlns:wsse="${namespaces.wsse}" soap:mustUnderstand="true">${token}<wsse:BinarySecurityToken EncodingType="${base64Encoding}" ValueType="${x509Token}" wsu:Id="certificate">${toBase64(credential.certificate)}</wsse:BinarySecurityToken></wsse:Security></soap:Header><soap:Body wsu:Id="body"/></soap:Envelope>`
  const unsigned = await put(writeMultipart(envelope.markup, attachments, runtime.random))
  const [key, out] = [join(folder, 'key.pk8'), join(folder, 'signed.xml')]
  await writeFile(key, credential.privateKey.export({ format: 'der', type: 'pkcs8' }), { mode: 0o600 })
  await judge('sign', unsigned, key, out)
  return writeMultipart(await readFile(out, 'utf8'), attachments, runtime.random)
}

async function judge(...words: string[]) {
  const found = await runProgram(['java', '-cp', `${folder}:${libraries}/*`, 'Judge'], words)
  assert.equal(found.code, 0, found.errors)
  judged++
  return found
}

async function refuses(...words: string[]): Promise<void> {
  const found = await runProgram(['java', '-cp', `${folder}:${libraries}/*`, 'Judge'], words)
  assert.equal(found.code, 1, `the judge accepted it: ${found.output}`)
  assert.match(found.errors, /IllegalStateException: .*(changed|is not signed|something else|wrong)/)
  judged++
}

async function put({ contentType, body }: WrittenMessage): Promise<string> {
  const name = join(folder, `message-${++files}`)
  await writeFile(`${name}.type`, contentType)
  await writeFile(`${name}.body`, body)
  return name
}

async function fetchLibraries(): Promise<void> {
  if (existsSync(join(libraries, 'jakarta.mail-2.0.1.jar'))) return
  const goal = ['-q', '-B', '-f', join(here, 'pom.xml'), 'dependency:copy-dependencies', `-DoutputDirectory=${libraries}`]
  const fetched = await runProgram(['mvn'], goal)
  assert.equal(fetched.code, 0, fetched.output + fetched.errors)
}
