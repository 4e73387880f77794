import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import { attributeOf, descendants, parseXml } from '../../xml/index.ts'
import { usiOperations } from '../schema/operations.ts'
import { writeUsiWsdl } from './write-wsdl.ts'

const wsdl = 'http://schemas.xmlsoap.org/wsdl/'
const xs = 'http://www.w3.org/2001/XMLSchema'
const service = 'https://localhost:3443/evte/usi/service/v5/usiservice.svc'
const tokenService = 'https://localhost:3443/R3.0/S007v1.3/service.svc'
const document = parseXml(utf8(writeUsiWsdl({ service, tokenService })), { bytes: 1 << 20 })

describe('the WSDL of the USI service', () => {
  it('has every operation in port type and binding, each with two faults', () => {
    const names = descendants(document.root, wsdl, 'operation').map((one) => attributeOf(one, '', 'name'))
    expect(names).toEqual([...Object.keys(usiOperations), ...Object.keys(usiOperations)])
    expect(descendants(document.root, wsdl, 'fault')).toHaveLength(40)
  })

  it('defines every type that it refers to, and each only once', () => {
    const defined = ['complexType', 'simpleType']
      .flatMap((kind) => descendants(document.root, xs, kind))
      .map((type) => attributeOf(type, '', 'name'))
      .filter((name) => name !== undefined)
    expect(new Set(defined).size).toBe(defined.length)
    const used = ['element', 'extension']
      .flatMap((kind) => descendants(document.root, xs, kind))
      .map((one) => attributeOf(one, '', 'type') ?? attributeOf(one, '', 'base') ?? '')
      .filter((name) => /^[uf]:/.test(name))
    for (const name of used) expect(defined).toContain(name.slice(2))
  })

  it('joins messages, parts and elements', () => {
    const elements = descendants(document.root, xs, 'schema').flatMap((schema) =>
      schema.children.flatMap((node) =>
        node.type === 'element' && node.local === 'element' ? [attributeOf(node, '', 'name')] : [],
      ),
    )
    for (const part of descendants(document.root, wsdl, 'part')) {
      expect(elements).toContain(attributeOf(part, '', 'element')?.slice(2))
    }
  })

  it('names this installation, not the public one', () => {
    expect(document.source).toContain(`<soap12:address location="${service}"/>`)
    expect(document.source).toContain(`<wsa:Address>${tokenService}</wsa:Address>`)
    expect(document.source).not.toContain('portal.usi.gov.au')
  })

  it('escapes addresses', () => {
    const odd = writeUsiWsdl({ service: 'https://x/?a=1&b="2"', tokenService })
    expect(odd).toContain('location="https://x/?a=1&amp;b=&quot;2&quot;"')
  })
})
