import { attributes, XmlFragment, xml } from '../../xml/index.ts'
import { usiNamespaces } from '../names.ts'
import { usiOperations } from '../schema/operations.ts'
import type { ComplexType, ElementParticle, Particle, SimpleType, Type } from '../schema/types.ts'

/** The XML Schema of all messages, written from the same rows that requests are checked with. */
export function writeUsiSchema(): XmlFragment {
  const roots = Object.entries(usiOperations).flatMap(([name, { request, response }]) => [
    xml`<xs:element name="${name}" type="u:${request.name as string}"/>`,
    xml`<xs:element name="${name}Response" type="u:${response.name as string}"/>`,
  ])
  const types = [...namedTypes()].map(writeNamedType)
  return xml`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:u="${usiNamespaces.messages}" targetNamespace="${usiNamespaces.messages}" elementFormDefault="qualified">${roots}${types}</xs:schema>`
}

/** The XML Schema of the details of faults. */
export function writeUsiFaultSchema(): XmlFragment {
  return xml`<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:f="${usiNamespaces.faults}" targetNamespace="${usiNamespaces.faults}" elementFormDefault="qualified"><xs:element name="ErrorInfo" type="f:ErrorInfo"/><xs:element name="ArrayOfErrorInfo" type="f:ArrayOfErrorInfo"/><xs:complexType name="ErrorInfo"><xs:sequence><xs:element name="Code" type="xs:int"/><xs:element name="Title" type="xs:string"/><xs:element name="Message" type="xs:string"/></xs:sequence></xs:complexType><xs:complexType name="ArrayOfErrorInfo"><xs:sequence><xs:element name="ErrorInfo" type="f:ErrorInfo" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:schema>`
}

function namedTypes(): Set<Type> {
  const found = new Map<string, Type>()
  const visit = (type: Type): void => {
    if (type.name !== undefined) {
      if (found.has(type.name)) return
      found.set(type.name, type)
    }
    if (type.kind === 'simple') return
    for (const particle of type.particles) {
      for (const element of particle.kind === 'element' ? [particle] : particle.options.flat()) visit(element.type)
    }
    for (const variant of type.variants ?? []) visit(variant)
  }
  for (const { request, response } of Object.values(usiOperations)) {
    visit(request)
    visit(response)
  }
  return new Set(found.values())
}

function writeNamedType(type: Type): XmlFragment {
  return type.kind === 'simple' ? writeSimple(type, type.name) : writeComplex(type, type.name)
}

function writeComplex(type: ComplexType, name: string | undefined): XmlFragment {
  if (type.abstract) return xml`<xs:complexType${attributes({ name })} abstract="true"/>`
  const content = xml`<xs:sequence>${type.particles.map(writeParticle)}</xs:sequence>`
  const body = type.extends
    ? xml`<xs:complexContent><xs:extension base="u:${type.extends}">${content}</xs:extension></xs:complexContent>`
    : content
  return xml`<xs:complexType${attributes({ name })}>${body}</xs:complexType>`
}

function writeParticle(particle: Particle): XmlFragment {
  if (particle.kind === 'element') return writeElement(particle)
  const options = particle.options.map((elements) =>
    elements.length === 1
      ? writeElement(elements[0] as ElementParticle)
      : xml`<xs:sequence>${elements.map(writeElement)}</xs:sequence>`,
  )
  return xml`<xs:choice${attributes({ minOccurs: particle.min === 0 ? 0 : undefined })}>${options}</xs:choice>`
}

function writeElement(element: ElementParticle): XmlFragment {
  const { name, type, min, max, nillable, key } = element
  const reference = referenceTo(type)
  const own = attributes({
    name,
    type: reference,
    minOccurs: min === 0 ? 0 : undefined,
    maxOccurs: max === 1 ? undefined : max === Number.POSITIVE_INFINITY ? 'unbounded' : max,
    nillable: nillable ? 'true' : undefined,
  })
  const inner =
    reference === undefined && (type.kind === 'simple' ? writeSimple(type, undefined) : writeComplex(type, undefined))
  const unique =
    key && xml`<xs:key name="${key.name}"><xs:selector xpath="u:${key.of}"/><xs:field xpath="u:${key.field}"/></xs:key>`
  return xml`<xs:element${own}>${inner || undefined}${unique}</xs:element>`
}

/** Name of a type that needs no definition in its place. */
function referenceTo(type: Type): string | undefined {
  if (type.name !== undefined) return `u:${type.name}`
  if (type.kind === 'complex' || type.base === 'dateOrYearMonth') return undefined
  const { base, values, length, minLength, maxLength, pattern, maxInclusive } = type
  const plain = [values, length, minLength, maxLength, pattern, maxInclusive].every((facet) => facet === undefined)
  return plain ? `xs:${base}` : undefined
}

function writeSimple(type: SimpleType, name: string | undefined): XmlFragment {
  const { base, values = [], length, minLength, maxLength, pattern, maxInclusive } = type
  if (base === 'dateOrYearMonth') {
    return xml`<xs:simpleType${attributes({ name })}><xs:union memberTypes="xs:date xs:gYearMonth"/></xs:simpleType>`
  }
  const facets = Object.entries({ length, minLength, maxLength, maxInclusive, pattern })
    .filter((row): row is [string, string | number] => row[1] !== undefined)
    .map(([facet, value]) => XmlFragment.ofMarkup(`<xs:${facet}${attributes({ value }).markup}/>`))
  const words = values.map((value) => xml`<xs:enumeration value="${value}"/>`)
  return xml`<xs:simpleType${attributes({ name })}><xs:restriction base="xs:${base}">${words}${facets}</xs:restriction></xs:simpleType>`
}
