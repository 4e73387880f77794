import { generateKeyPairSync, hash, type KeyObject, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../lib/core/bytes.ts'
import { type ErrorCode, MandateError } from '../../lib/core/errors/index.ts'
import type { XmlDocument, XmlElement } from '../../lib/formats/xml/index.ts'
import { algorithms } from '../../lib/formats/xmldsig/algorithms.ts'
import {
  canonicalizationAlgorithms,
  digestAlgorithms,
  readSignature,
  type SignaturePolicy,
  signatureAlgorithms,
  verifySignature,
} from '../../lib/formats/xmldsig/index.ts'
import { applyTransforms, canonicalizeBy } from '../../lib/formats/xmldsig/verify/apply-transforms.ts'
import { checkValue } from '../../lib/formats/xmldsig/verify/check-value.ts'
import excluded from './xml-excluded.json' with { type: 'json' }
import { documentsOf, keyOf, parseVector, signatureOf, vector, vectorsMissing, vectorsThere } from './xml-vectors.ts'

const suites = [
  'merlin-c14n-three',
  'merlin-exc-c14n-one',
  'merlin-xmldsig-twenty-three',
  'phaos-xmldsig-three',
  'aleksey-xmldsig-01',
  'xmldsig11-interop-2012',
]

const groups = new Map(excluded.flatMap((group) => group.files.map((file) => [file, group] as const)))

/** Everything that Mandate can do, so that a refusal is never only the policy's. */
const everything: SignaturePolicy = {
  signatureAlgorithms: [...signatureAlgorithms.keys()],
  digestAlgorithms: [...digestAlgorithms.keys()],
  transforms: [
    ...canonicalizationAlgorithms.keys(),
    algorithms.envelopedSignature,
    algorithms.base64,
    algorithms.strTransform,
  ],
  canonicalizations: [...canonicalizationAlgorithms.keys()],
  maxReferences: 30,
  allowWholeDocument: true,
  minimumRsaBits: 0,
}

if (!vectorsThere) {
  it(vectorsMissing, () => expect(vectorsThere).toBe(false))
} else {
  const names = suites.flatMap(documentsOf)

  describe('published XML signatures', () => {
    for (const name of names.filter((each) => !groups.has(each))) {
      it(`verifies ${name}`, () => {
        const document = parseVector(vector(name))
        const signature = signatureOf(document)
        const verified = verifySignature(document, signature, keyOf(name, signature) as KeyObject, everything)
        expect(verified.references.length).toBeGreaterThan(0)
      })

      it(`refuses ${name} with one character of SignedInfo changed`, () => {
        const text = vector(name).toString('utf8')
        const at = text.search(/DigestValue>\s*\S/) + 'DigestValue>'.length
        const swap = at + text.slice(at).search(/[A-Za-z]/)
        const other = text[swap] === 'A' ? 'B' : 'A'
        const document = parseVector(utf8(text.slice(0, swap) + other + text.slice(swap + 1)))
        const signature = signatureOf(document)
        expect(() => verifySignature(document, signature, keyOf(name, signature) as KeyObject, everything)).toThrow(
          MandateError,
        )
      })
    }

    for (const name of names.filter((each) => groups.has(each))) {
      const { judged, reason, refusedWith } = groups.get(name) as (typeof excluded)[number]
      if (!refusedWith) continue
      it(`refuses ${name}: ${reason}`, () => {
        let code: ErrorCode | undefined
        try {
          const document = parseVector(vector(name))
          const signature = signatureOf(document)
          verifySignature(document, signature, heldKey(name, signature) ?? stranger, everything)
        } catch (error) {
          code = (error as MandateError).code
        }
        expect(code).toBe(refusedWith)
      })

      if (judged.includes('digests')) {
        it(`finds the digests of ${name} right`, () => {
          const document = parseVector(vector(name))
          expect(digestsOf(document).filter(({ computed, claimed }) => computed !== claimed)).toEqual([])
        })
      }
      if (judged.includes('value')) {
        it(`finds the signature value of ${name} right`, () => {
          const signature = signatureOf(parseVector(vector(name)))
          expect(valueHolds(signature, keyOf(name, signature) as KeyObject)).toBe(true)
        })
      }
    }

    it('excludes nothing that is not there, and nothing without a reason', () => {
      const there = new Set(names)
      const missing = [...groups.keys()].filter((file) => isSignature(file) && !there.has(file))
      expect(missing).toEqual([])
      expect(excluded.filter(({ reason }) => reason.length < 20)).toEqual([])
    })
  })
}

const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey

function heldKey(name: string, signature: XmlElement): KeyObject | undefined {
  try {
    return keyOf(name, signature)
  } catch {
    return undefined
  }
}

function isSignature(file: string): boolean {
  return file.endsWith('.xml') && suites.some((suite) => file.startsWith(`${suite}/`))
}

function digestsOf(document: XmlDocument): { claimed: string; computed: string }[] {
  const { element, references } = readSignature(signatureOf(document))
  return references.map((reference) => {
    const { octets } = applyTransforms(document, element, reference, everything)
    const name = digestAlgorithms.get(reference.digestAlgorithm)?.hash as string
    return { claimed: reference.digestValue, computed: hash(name, octets, 'base64') }
  })
}

function valueHolds(signature: XmlElement, key: KeyObject): boolean {
  const { canonicalization, signatureAlgorithm, signatureValue, signedInfo } = readSignature(signature)
  const text = canonicalizeBy(canonicalization, signedInfo)
  const method = signatureAlgorithms.get(signatureAlgorithm)
  if (method) return checkValue(method, key, text, signatureValue)
  const dsa = /#dsa-(sha\d+)$/.exec(signatureAlgorithm)?.[1] as string
  return verify(dsa, utf8(text), { key, dsaEncoding: 'ieee-p1363' }, signatureValue)
}
