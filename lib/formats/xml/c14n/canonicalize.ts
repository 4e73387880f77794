import { MandateError } from '../../../core/errors/index.ts'
import { namespaces } from '../namespaces.ts'
import type { XmlAttribute, XmlElement, XmlNamespaceDeclaration } from '../node.ts'
import { byAttributeName, byPrefix } from './order.ts'
import { canonicalAttribute, canonicalInstruction, canonicalText } from './text.ts'

export type CanonicalizeOptions = {
  /** Default `exclusive`. */
  algorithm?: 'exclusive' | 'inclusive' | 'inclusive11'
  withComments?: boolean
  /** PrefixList of InclusiveNamespaces; `#default` stands for the default namespace. Exclusive only. */
  inclusivePrefixes?: readonly string[]
  /** An element left out with everything in it (the enveloped signature). */
  exclude?: XmlElement
}

/**
 * Canonical text of the subtree, in the context of its document. Its digest is over its UTF-8 bytes.
 *
 * @throws MandateError `xml.canonical-too-large`; `xml.inherited-base` for Canonical XML 1.1 below an `xml:base`
 * @see Exclusive XML Canonicalization 1.0 section 3, Canonical XML 1.0 section 2.4, Canonical XML 1.1 section 2.4
 */
export function canonicalize(element: XmlElement, options: CanonicalizeOptions = {}): string {
  const { algorithm = 'exclusive', withComments = false, inclusivePrefixes, exclude } = options
  if (exclude === element) return ''
  const exclusive = algorithm === 'exclusive'
  const writer = new Writer(exclusive, withComments, inclusivePrefixes, exclude)
  const attributes = exclusive ? element.attrs : inheritedAttributes(element, algorithm === 'inclusive11')
  writer.element(element, writer.inherited(element), attributes)
  return writer.text
}

/**
 * Characters of a canonical form at most. Exclusive canonicalization repeats a declaration on every branch that uses
 * it, so that a small document can have a huge canonical form.
 */
const canonicalLimit = 8_388_608

class Writer {
  text = ''
  readonly #exclusive: boolean
  readonly #withComments: boolean
  readonly #inclusivePrefixes: readonly string[]
  readonly #exclude: XmlElement | undefined
  /** Declarations written so far on the elements that are open, innermost last; beyond `#size` they mean nothing. */
  readonly #prefixes: string[] = []
  readonly #uris: string[] = []
  #size = 0

  constructor(
    exclusive: boolean,
    withComments: boolean,
    inclusivePrefixes: readonly string[] | undefined,
    exclude: XmlElement | undefined,
  ) {
    this.#exclusive = exclusive
    this.#withComments = withComments
    this.#inclusivePrefixes = inclusivePrefixes?.map((prefix) => (prefix === '#default' ? '' : prefix)) ?? []
    this.#exclude = exclude
  }

  /** Declarations in force at the top element that are written there although nothing on it may use them. */
  inherited(element: XmlElement): readonly XmlNamespaceDeclaration[] {
    if (this.#exclusive && this.#inclusivePrefixes.length === 0) return element.nsDecls
    const found: XmlNamespaceDeclaration[] = []
    for (let at: XmlElement | undefined = element; at; at = at.parent) {
      for (const declaration of at.nsDecls) {
        if (!found.some((nearer) => nearer.prefix === declaration.prefix)) found.push(declaration)
      }
    }
    return found
  }

  element(
    element: XmlElement,
    declarations: readonly XmlNamespaceDeclaration[],
    attributes: readonly XmlAttribute[],
  ): void {
    const { prefix, local, children } = element
    const size = this.#size
    const name = prefix === '' ? local : `${prefix}:${local}`
    this.text += `<${name}`
    this.#writeDeclarations(element, declarations, attributes)
    if (attributes.length > 0) this.#writeAttributes(attributes)
    this.text += '>'
    for (const child of children) {
      if (child.type === 'element') {
        if (child !== this.#exclude) this.element(child, child.nsDecls, child.attrs)
      } else if (child.type === 'text') this.text += canonicalText(child.text)
      else if (child.type === 'instruction') this.text += canonicalInstruction(child)
      else if (this.#withComments) this.text += `<!--${child.text}-->`
    }
    this.text += `</${name}>`
    this.#size = size
    if (this.text.length > canonicalLimit) throw new MandateError('xml.canonical-too-large', { limit: canonicalLimit })
  }

  #writeDeclarations(
    element: XmlElement,
    declarations: readonly XmlNamespaceDeclaration[],
    attributes: readonly XmlAttribute[],
  ): void {
    const before = this.#size
    if (this.#exclusive) {
      this.#declare(element.prefix, element.ns)
      for (const { prefix, ns } of attributes) {
        if (prefix !== '') this.#declare(prefix, ns)
      }
      if (this.#inclusivePrefixes.length > 0) {
        for (const { prefix, uri } of declarations) {
          if (this.#inclusivePrefixes.includes(prefix)) this.#declare(prefix, uri)
        }
      }
    } else {
      for (const { prefix, uri } of declarations) this.#declare(prefix, uri)
    }
    const count = this.#size - before
    if (count === 0) return
    if (count === 1) {
      this.#writeDeclaration(this.#prefixes[before] as string, this.#uris[before] as string)
      return
    }
    const fresh = this.#prefixes
      .slice(before, this.#size)
      .map((prefix, at) => ({ prefix, uri: this.#uris[before + at] as string }))
    for (const { prefix, uri } of fresh.sort(byPrefix)) this.#writeDeclaration(prefix, uri)
  }

  /** Notes a declaration to write, unless what is written already says the same. */
  #declare(prefix: string, uri: string): void {
    if (prefix === 'xml') return
    let written = prefix === '' ? '' : undefined
    for (let at = this.#size - 1; at >= 0; at--) {
      if (this.#prefixes[at] !== prefix) continue
      written = this.#uris[at]
      break
    }
    if (written === uri) return
    this.#prefixes[this.#size] = prefix
    this.#uris[this.#size++] = uri
  }

  #writeDeclaration(prefix: string, uri: string): void {
    this.text += prefix === '' ? ` xmlns="${canonicalAttribute(uri)}"` : ` xmlns:${prefix}="${canonicalAttribute(uri)}"`
  }

  #writeAttributes(attributes: readonly XmlAttribute[]): void {
    const ordered = attributes.length === 1 ? attributes : [...attributes].sort(byAttributeName)
    for (const { prefix, local, value } of ordered) {
      const name = prefix === '' ? local : `${prefix}:${local}`
      this.text += ` ${name}="${canonicalAttribute(value)}"`
    }
  }
}

/** The element's attributes with those of the xml namespace that it inherits (inclusive forms only). */
function inheritedAttributes(element: XmlElement, eleven: boolean): readonly XmlAttribute[] {
  const found = [...element.attrs]
  for (let at = element.parent; at; at = at.parent) {
    for (const attribute of at.attrs) {
      if (attribute.ns !== namespaces.xml) continue
      if (eleven && attribute.local === 'id') continue
      if (eleven && attribute.local === 'base') throw new MandateError('xml.inherited-base')
      if (!found.some((nearer) => nearer.ns === namespaces.xml && nearer.local === attribute.local)) {
        found.push(attribute)
      }
    }
  }
  return found
}
