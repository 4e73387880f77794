import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import {
  attributeOf,
  childOf,
  childrenOf,
  descendants,
  onlyChild,
  parseXml,
  requiredAttribute,
  textOf,
} from '../index.ts'

const root = (text: string) => parseXml(utf8(text)).root

describe('childOf and onlyChild', () => {
  const a = root('<a xmlns="urn:a"><b/><c/><c/><d xmlns="urn:d"/><e><f/></e></a>')

  it('finds the one child of that namespace and name', () => {
    expect(childOf(a, 'urn:a', 'b')).toBe(a.children[0])
    expect(onlyChild(a, 'urn:d', 'd')).toBe(a.children[3])
  })

  it('gives nothing for another namespace, another name, or a grandchild', () => {
    expect([childOf(a, '', 'b'), childOf(a, 'urn:a', 'B'), childOf(a, 'urn:a', 'd'), childOf(a, 'urn:a', 'f')]).toEqual(
      [undefined, undefined, undefined, undefined],
    )
  })

  it('refuses two, rather than choosing one', () => {
    expect(() => childOf(a, 'urn:a', 'c')).toThrow('xml.repeated-element')
    expect(() => onlyChild(a, 'urn:a', 'c')).toThrow('xml.repeated-element')
  })

  it('says which one is missing', () => {
    expect(() => onlyChild(a, 'urn:a', 'x')).toThrow('xml.missing-element: The element a lacks its element x.')
  })
})

describe('childrenOf and descendants', () => {
  const a = root('<a><b/>t<!--c--><p:b xmlns:p="urn:p"><b/></p:b></a>')

  it('gives elements only, in order', () => {
    expect(childrenOf(a)).toEqual([a.children[0], a.children[3]])
    expect(childrenOf(a, '', 'b')).toEqual([a.children[0]])
    expect(childrenOf(a, 'urn:p')).toEqual([a.children[3]])
  })

  it('goes to every depth, without the element itself', () => {
    expect(descendants(a, '', 'b').length).toBe(2)
    expect(descendants(a, '', 'a')).toEqual([])
  })
})

describe('attributes', () => {
  const a = root('<a b="1" p:b="2" xmlns:p="urn:p" c=""/>')

  it('tells namespaces apart', () => {
    expect([attributeOf(a, '', 'b'), attributeOf(a, 'urn:p', 'b'), attributeOf(a, '', 'c')]).toEqual(['1', '2', ''])
  })

  it('never takes a declaration for an attribute, nor one name for another', () => {
    expect([attributeOf(a, '', 'p'), attributeOf(a, '', 'B'), attributeOf(a, 'urn:q', 'b')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('refuses where one is missing', () => {
    expect(requiredAttribute(a, '', 'c')).toBe('')
    expect(() => requiredAttribute(a, '', 'x')).toThrow('xml.missing-attribute')
  })
})

describe('textOf', () => {
  it('joins all of it', () => {
    expect(textOf(root('<a> 1<!--2-->3<![CDATA[4]]>&#53; </a>'))).toBe(' 1345 ')
    expect(textOf(root('<a/>'))).toBe('')
    expect(textOf(root('<a><!--x--></a>'))).toBe('')
  })

  it('refuses an element inside, wherever it stands', () => {
    for (const text of ['<a>1<b/></a>', '<a><b/>1</a>', '<a><b>1</b></a>']) {
      expect(() => textOf(root(text))).toThrow('xml.unexpected-element')
    }
  })
})
