import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../lib/core/bytes.ts'
import { instant } from '../../lib/core/clock.ts'
import { isMandateError } from '../../lib/core/errors/index.ts'
import { seededRandom } from '../../lib/core/random.ts'
import {
  openDocuments,
  readAs4,
  type VerifiedAs4,
  verifyAs4,
  type WrittenMessage,
  writeAs4,
} from '../../lib/formats/as4/index.ts'
import { namespaces, onlyChild } from '../../lib/formats/xml/index.ts'
import { agency, businessParty } from '../../lib/kit/sbr/parties.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const token = `<saml2:EncryptedAssertion xmlns:saml2="${namespaces.saml2}"><x/></saml2:EncryptedAssertion>`
const message: WrittenMessage = writeAs4({
  units: [
    {
      kind: 'user',
      timestamp: instant('2026-03-02T01:00:00Z'),
      messageId: 'm1@example.com',
      from: businessParty('27809366375'),
      to: agency,
      service: 'urn:s',
      action: 'Submit',
      conversationId: 'c1',
      properties: new Map([['ProductID', '1']]),
    },
  ],
  documents: [{ bytes: utf8('<AS>1</AS>'), name: 'AS', type: 'BASE', mime: 'text/xml' }],
  signer: { privateKey, certificate: utf8('certificate'), token },
  random: seededRandom(3),
})

/** What a receiver takes from a message: its content in one text. Throws what the readers throw. */
function taken({ body, contentType }: WrittenMessage): string {
  const received = readAs4(body, contentType)
  const security = onlyChild(received.header, namespaces.wsse, 'Security')
  const signature = onlyChild(security, namespaces.ds, 'Signature')
  const required = [onlyChild(security, namespaces.saml2, 'EncryptedAssertion')]
  const allowed = [onlyChild(security, namespaces.wsse, 'BinarySecurityToken')]
  return told(verifyAs4(received, { signature, required, allowed }, publicKey))
}

function told({ units, attachments }: VerifiedAs4): string {
  const documents = units.flatMap((unit) => (unit.kind === 'user' ? openDocuments(unit.parts, attachments) : []))
  return JSON.stringify([units, documents.map(({ bytes }) => Buffer.from(bytes).toString('base64'))], (_, value) =>
    value instanceof Map ? [...value] : value,
  )
}

/** `undefined` where the message is refused; anything but a refusal is a mistake of ours. */
function outcome(body: Uint8Array): string | undefined {
  try {
    return taken({ ...message, body })
  } catch (error) {
    if (isMandateError(error)) return undefined
    throw error
  }
}

const original = taken(message)
const place = fc.nat({ max: message.body.length - 1 })

describe('a signed AS4 message that is changed anywhere', () => {
  it('is refused or says the same, when single bytes are changed', () => {
    let refused = 0
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const body = Uint8Array.from(message.body)
        body[at] = (body[at] as number) ^ difference
        const result = outcome(body)
        refused += Number(result === undefined)
        return result === undefined || result === original
      }),
      { numRuns: 1_500 },
    )
    expect(refused).toBeGreaterThan(1_200)
  })

  it('is refused or says the same, when a run is cut out, doubled or moved', () => {
    fc.assert(
      fc.property(
        place,
        fc.integer({ min: 1, max: 900 }),
        place,
        fc.constantFrom('cut', 'double', 'move'),
        (from, length, to, how) => {
          const body = Buffer.from(message.body)
          const run = body.subarray(from, from + length)
          const rest = Buffer.concat([body.subarray(0, from), body.subarray(from + length)])
          const base = how === 'double' ? body : rest
          const at = Math.min(to, base.length)
          const changed = how === 'cut' ? rest : Buffer.concat([base.subarray(0, at), run, base.subarray(at)])
          const result = outcome(changed)
          return result === undefined || result === original
        },
      ),
      { numRuns: 1_500 },
    )
  })

  it('is refused or says the same, when whole elements or parts are exchanged', () => {
    const text = Buffer.from(message.body).toString('latin1')
    const names = ['eb:From', 'eb:To', 'eb:PartInfo', 'eb:Messaging', 'eb:Property', 'ds:Reference', 'ds:DigestValue']
    const elements = [
      ...names,
      'ds:SignedInfo',
      'saml2:EncryptedAssertion',
      'wsse:BinarySecurityToken',
      'wsse:Security',
    ]
    const found = elements.flatMap((name) => [...text.matchAll(new RegExp(`<${name}[ >][\\s\\S]*?</${name}>`, 'g'))])
    const parts = [...text.matchAll(/\r\n--=_Part[\s\S]*?(?=\r\n--=_Part)/g)]
    const pieces = [...found, ...parts].map(([piece]) => piece)
    expect(pieces.length).toBeGreaterThan(12)
    const piece = fc.constantFrom(...pieces)
    fc.assert(
      fc.property(piece, piece, fc.boolean(), (one, two, keep) => {
        const changed = text.replace(one, keep ? one + two : two)
        const result = outcome(Buffer.from(changed, 'latin1'))
        return result === undefined || result === original
      }),
      { numRuns: 600 },
    )
  })
})
