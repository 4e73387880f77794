import { hash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  canonicalize,
  descendants,
  namespaces,
  onlyChild,
  textOf,
  type XmlElement,
} from '../../lib/formats/xml/index.ts'
import { canonicalizationAlgorithms, readSignature } from '../../lib/formats/xmldsig/index.ts'
import { parseVector, signatureOf, vector, vectorsMissing, vectorsThere } from './xml-vectors.ts'

if (!vectorsThere) {
  it(vectorsMissing, () => expect(vectorsThere).toBe(false))
} else {
  describe('merlin-c14n-three: the whole subtree in each of the three forms', () => {
    const { root } = parseVector(vector('merlin-c14n-three/signature.xml'))
    const something = onlyChild(root, 'http://example.org/bar', 'Something')
    const text = (index: number) => vector(`merlin-c14n-three/c14n-${index}.txt`).toString('utf8')

    it('c14n-0: inclusive', () => expect(canonicalize(something, { algorithm: 'inclusive' })).toBe(text(0)))
    it('c14n-9: exclusive', () => expect(canonicalize(something)).toBe(text(9)))
    it('c14n-18: exclusive with a prefix list', () => {
      const inclusivePrefixes = prefixesOf(root, 18)
      expect(inclusivePrefixes.length).toBeGreaterThan(0)
      expect(canonicalize(something, { inclusivePrefixes })).toBe(text(18))
    })
  })

  describe('merlin-exc-c14n-one: the four forms of one object', () => {
    const document = parseVector(vector('merlin-exc-c14n-one/exc-signature.xml'))
    const object = document.ids.get('to-be-signed') as XmlElement
    const { references } = readSignature(signatureOf(document))

    for (const [index, { digestValue, transforms }] of references.entries()) {
      it(`has the digest of reference ${index}`, () => {
        const [transform] = transforms
        const method = canonicalizationAlgorithms.get(transform?.algorithm ?? '')
        const canonical = canonicalize(object, {
          algorithm: method?.algorithm,
          withComments: method?.withComments,
          inclusivePrefixes: transform?.inclusivePrefixes,
        })
        expect(hash('sha1', canonical, 'base64')).toBe(digestValue)
      })
    }

    it('keeps the comment in two of them only', () => {
      expect(canonicalize(object, { withComments: true })).toContain('<!--  comment -->')
      expect(canonicalize(object)).not.toContain('comment')
      expect(textOf(onlyChild(object, 'urn:bar', 'Baz')).trim()).toBe('')
    })
  })
}

function prefixesOf(root: XmlElement, index: number): string[] {
  const reference = descendants(root, namespaces.ds, 'Reference')[index] as XmlElement
  const list = descendants(reference, namespaces.ec, 'InclusiveNamespaces')[0]
  return list?.attrs.find(({ local }) => local === 'PrefixList')?.value.split(/\s+/) ?? []
}
