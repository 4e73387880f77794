import { MandateError } from '../../../core/errors/index.ts'
import { messageLimits, type XmlLimits } from '../limits.ts'
import type { XmlAttribute, XmlDocument, XmlElement, XmlNamespaceDeclaration, XmlNode } from '../node.ts'
import { decodeText } from './decode-text.ts'
import { collectIds } from './identifiers.ts'
import { endOfName } from './names.ts'
import { resolveReferences } from './references.ts'
import { Scope } from './scope.ts'

/**
 * Reads an XML document in one strict pass. Accepts XML 1.0 with namespaces, in UTF-8; refuses DOCTYPE and with it
 * every entity of the document's own, processing instructions, identifiers used twice, and whatever exceeds the limits.
 *
 * @param bytes the document as it came
 * @param limits bounds that differ from `messageLimits`
 * @throws MandateError with an `xml.` code of its own for each kind of refusal
 * @see XML 1.0 (fifth edition), Namespaces in XML 1.0 (third edition)
 */
export function parseXml(bytes: Uint8Array, limits?: Partial<XmlLimits>): XmlDocument {
  const bounds = limits ? { ...messageLimits, ...limits } : messageLimits
  return new Parser(decodeText(bytes, bounds), bounds).document()
}

type Building = { -readonly [Key in keyof XmlElement]: XmlElement[Key] }

const noAttributes: readonly XmlAttribute[] = Object.freeze([])
const noDeclarations: readonly XmlNamespaceDeclaration[] = Object.freeze([])

const tab = 0x09
const lineFeed = 0x0a
const space = 0x20
const doubleQuote = 0x22
const ampersand = 0x26
const singleQuote = 0x27
const slash = 0x2f
const colon = 0x3a
const less = 0x3c
const equals = 0x3d
const greater = 0x3e

class Parser {
  readonly #source: string
  readonly #limits: XmlLimits
  readonly #hasReferences: boolean
  readonly #hasCdataEnd: boolean
  readonly #scope = new Scope()
  readonly #ids = new Map<string, XmlElement>()
  /** For each open element: the declarations in force around it, and where its name ends in the source. */
  readonly #scopeSizes: number[] = []
  readonly #nameEnds: number[] = []
  #depth = 0
  #at = 0
  #nodes = 0
  #current: Building | undefined
  #root: Building | undefined
  #before: XmlNode[] = []
  #after: XmlNode[] = []

  // What the last #qName read, kept here to spare an object for each name.
  #prefix = ''
  #local = ''

  constructor(source: string, limits: XmlLimits) {
    this.#source = source
    this.#limits = limits
    this.#hasReferences = source.indexOf('&') >= 0
    this.#hasCdataEnd = source.indexOf(']]>') >= 0
  }

  document(): XmlDocument {
    const source = this.#source
    this.#declaration()
    while (this.#at < source.length) {
      const next = source.indexOf('<', this.#at)
      const end = next < 0 ? source.length : next
      if (end > this.#at) this.#text(end)
      if (next < 0) break
      const code = source.charCodeAt(next + 1)
      if (code === slash) this.#endTag()
      else if (code === 0x21) this.#markedSection()
      else if (code === 0x3f) this.#instruction()
      else this.#startTag()
    }
    const root = this.#root
    if (!root) throw new MandateError('xml.empty')
    if (this.#current) throw this.#malformed('the end tag of an element is missing')
    return { root, ids: this.#ids, source, before: this.#before, after: this.#after }
  }

  #declaration(): void {
    if (!/^<\?xml[ \t\n?]/.test(this.#source)) return
    const found = declaration.exec(this.#source)
    if (!found) throw new MandateError('xml.declaration')
    const encoding = found[1] ?? found[2]
    if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8') {
      throw new MandateError('xml.not-utf8', { encoding: encoding.slice(0, 40) })
    }
    this.#at = found[0].length
  }

  #text(end: number): void {
    const at = this.#at
    let text = this.#source.slice(at, end)
    this.#at = end
    if (this.#hasCdataEnd && text.includes(']]>')) {
      throw this.#malformed('"]]>" outside a CDATA section', at + text.indexOf(']]>'))
    }
    const current = this.#current
    if (!current) {
      if (/[^ \t\n]/.test(text)) throw this.#malformed('text outside the root element', at)
      return
    }
    if (this.#hasReferences && text.includes('&')) text = resolveReferences(text, at)
    this.#count()
    current.children.push({ type: 'text', text })
  }

  #startTag(): void {
    const source = this.#source
    const parent = this.#current
    const start = this.#at
    if (!parent && this.#root) throw this.#malformed('a second root element')
    if (this.#depth >= this.#limits.depth) {
      throw new MandateError('xml.too-deep', { limit: this.#limits.depth })
    }
    const nameEnd = this.#qName(start + 1)
    const prefix = this.#prefix
    const local = this.#local
    const sizeBefore = this.#scope.size
    let attrs: XmlAttribute[] | undefined
    let nsDecls: XmlNamespaceDeclaration[] | undefined
    let at = nameEnd
    let code: number
    for (;;) {
      const gap = at
      code = source.charCodeAt(at)
      while (code === space || code === lineFeed || code === tab) code = source.charCodeAt(++at)
      if (code === greater || code === slash) break
      if (gap === at) throw this.#malformed('a character that a tag cannot hold', at)
      if ((attrs?.length ?? 0) + (nsDecls?.length ?? 0) >= this.#limits.attributes) {
        throw new MandateError('xml.too-many-attributes', { element: local, limit: this.#limits.attributes })
      }
      at = this.#qName(at)
      const attributePrefix = this.#prefix
      const attributeLocal = this.#local
      const value = this.#attributeValue(at)
      at = this.#at
      if (attributePrefix === 'xmlns' || (attributePrefix === '' && attributeLocal === 'xmlns')) {
        const declared = attributePrefix === '' ? '' : attributeLocal
        nsDecls ??= []
        this.#declare(nsDecls, declared, value, local)
      } else {
        attrs ??= []
        attrs.push({ prefix: attributePrefix, local: attributeLocal, ns: '', value })
      }
    }
    const empty = code === slash
    if (empty && source.charCodeAt(++at) !== greater) throw this.#malformed('a "/" inside a tag', at)
    at++
    this.#at = at
    const element: Building = {
      type: 'element',
      prefix,
      local,
      ns: this.#elementNamespace(prefix),
      attrs: attrs ?? noAttributes,
      nsDecls: nsDecls ?? noDeclarations,
      children: [],
      parent,
      start,
      contentStart: at,
      contentEnd: at,
      end: at,
    }
    if (attrs) this.#resolveAttributes(element, attrs)
    this.#count()
    if (parent) parent.children.push(element)
    else this.#root = element
    if (empty) {
      this.#scope.leave(sizeBefore)
    } else {
      this.#scopeSizes[this.#depth] = sizeBefore
      this.#nameEnds[this.#depth++] = nameEnd
      this.#current = element
    }
  }

  /** The name is not read again but compared, character by character, with that of the start tag. */
  #endTag(): void {
    const source = this.#source
    const start = this.#at
    const element = this.#current
    if (!element) throw this.#malformed('an end tag without its start tag')
    const depth = this.#depth - 1
    let at = start + 2
    let nameAt = element.start + 1
    const nameEnd = this.#nameEnds[depth] as number
    while (nameAt < nameEnd) {
      if (source.charCodeAt(nameAt++) !== source.charCodeAt(at++)) {
        throw this.#malformed('an end tag that belongs to another element')
      }
    }
    let code = source.charCodeAt(at)
    while (code === space || code === lineFeed || code === tab) code = source.charCodeAt(++at)
    if (code !== greater) throw this.#malformed('an end tag that belongs to another element, or does not end', at)
    this.#at = ++at
    element.contentEnd = start
    element.end = at
    this.#scope.leave(this.#scopeSizes[depth] as number)
    this.#depth = depth
    this.#current = element.parent as Building | undefined
  }

  /** `<!`: a comment, a CDATA section, or what is refused. */
  #markedSection(): void {
    const source = this.#source
    const at = this.#at
    if (source.startsWith('<!--', at)) {
      const end = source.indexOf('--', at + 4)
      if (end < 0 || source.charCodeAt(end + 2) !== greater) {
        throw this.#malformed('a comment that does not end, or "--" inside one')
      }
      this.#keep({ type: 'comment', text: source.slice(at + 4, end) })
      this.#at = end + 3
    } else if (source.startsWith('<![CDATA[', at)) {
      const end = source.indexOf(']]>', at + 9)
      if (end < 0 || !this.#current) throw this.#malformed('a CDATA section that does not end, or outside the root')
      if (end > at + 9) this.#keep({ type: 'text', text: source.slice(at + 9, end) })
      this.#at = end + 3
    } else if (source.startsWith('<!DOCTYPE', at)) {
      throw new MandateError('xml.doctype')
    } else {
      throw this.#malformed('a "<!" that begins nothing known')
    }
  }

  #instruction(): void {
    const source = this.#source
    if (!this.#limits.allowInstructions) throw new MandateError('xml.processing-instruction')
    const start = this.#at + 2
    const nameEnd = endOfName(source, start)
    const end = source.indexOf('?>', nameEnd)
    const target = source.slice(start, nameEnd)
    if (end < 0 || target === '' || target.toLowerCase() === 'xml' || (end > nameEnd && !isSpace(source, nameEnd))) {
      throw this.#malformed('a broken processing instruction')
    }
    this.#keep({ type: 'instruction', target, text: source.slice(nameEnd, end).replace(/^[ \t\n]+/, '') })
    this.#at = end + 2
  }

  #keep(node: XmlNode): void {
    this.#count()
    if (this.#current) this.#current.children.push(node)
    else if (this.#root) this.#after.push(node)
    else this.#before.push(node)
  }

  /** Reads a qualified name into #prefix and #local; gives the offset after it. */
  #qName(start: number): number {
    const source = this.#source
    let end = endOfName(source, start)
    if (end === start) throw this.#malformed('a name was expected', start)
    if (source.charCodeAt(end) === colon) {
      const localStart = end + 1
      const localEnd = endOfName(source, localStart)
      if (localEnd === localStart) throw this.#malformed('a name was expected after ":"', localStart)
      this.#prefix = source.slice(start, end)
      this.#local = source.slice(localStart, localEnd)
      end = localEnd
    } else {
      this.#prefix = ''
      this.#local = source.slice(start, end)
    }
    if (end - start > this.#limits.nameLength) {
      throw new MandateError('xml.name-too-long', { limit: this.#limits.nameLength })
    }
    return end
  }

  /** Reads `= "value"` from `at` on, leaves #at after it, gives the value normalised (XML 1.0 section 3.3.3). */
  #attributeValue(from: number): string {
    const source = this.#source
    let at = from
    while (isSpace(source, at)) at++
    if (source.charCodeAt(at) !== equals) throw this.#malformed('an attribute without "="', at)
    at++
    while (isSpace(source, at)) at++
    const quote = source.charCodeAt(at)
    if (quote !== doubleQuote && quote !== singleQuote) throw this.#malformed('an attribute value without quotes', at)
    const start = ++at
    const length = source.length
    let plain = true
    for (; ; at++) {
      if (at >= length) throw this.#malformed('an attribute value that does not end', start)
      const code = source.charCodeAt(at)
      if (code === quote) break
      if (code === ampersand || code < space) plain = false
      else if (code === less) throw this.#malformed('a "<" in an attribute value', at)
    }
    this.#at = at + 1
    if (at - start > this.#limits.attributeLength) {
      throw new MandateError('xml.attribute-too-long', {
        attribute: this.#local.slice(0, 60),
        limit: this.#limits.attributeLength,
      })
    }
    const raw = source.slice(start, at)
    return plain ? raw : resolveReferences(raw.replace(/[\t\n]/g, ' '), start)
  }

  #declare(nsDecls: XmlNamespaceDeclaration[], prefix: string, uri: string, element: string): void {
    for (const declared of nsDecls) {
      if (declared.prefix === prefix) {
        const attribute = prefix === '' ? 'xmlns' : `xmlns:${prefix}`
        throw new MandateError('xml.duplicate-attribute', { element, attribute })
      }
    }
    if (uri.length > this.#limits.nameLength) {
      throw new MandateError('xml.name-too-long', { limit: this.#limits.nameLength })
    }
    if (this.#scope.size >= this.#limits.namespaces) {
      throw new MandateError('xml.too-many-namespaces', { limit: this.#limits.namespaces })
    }
    this.#scope.declare(prefix, uri)
    nsDecls.push({ prefix, uri })
  }

  #elementNamespace(prefix: string): string {
    if (prefix === 'xmlns') throw new MandateError('xml.invalid-namespace', { prefix })
    return this.#scope.uriOf(prefix)
  }

  /** Binds prefixed attributes, refuses two with one expanded name, collects identifiers. */
  #resolveAttributes(element: XmlElement, attrs: XmlAttribute[]): void {
    for (let at = 0; at < attrs.length; at++) {
      const attribute = attrs[at] as { -readonly [Key in keyof XmlAttribute]: XmlAttribute[Key] }
      if (attribute.prefix !== '') attribute.ns = this.#scope.uriOf(attribute.prefix)
      for (let other = 0; other < at; other++) {
        const earlier = attrs[other] as XmlAttribute
        if (earlier.local === attribute.local && earlier.ns === attribute.ns) {
          throw new MandateError('xml.duplicate-attribute', { element: element.local, attribute: attribute.local })
        }
      }
    }
    collectIds(element, this.#ids, this.#limits.idAttributes)
  }

  #count(): void {
    if (++this.#nodes > this.#limits.nodes) {
      throw new MandateError('xml.too-many-nodes', { limit: this.#limits.nodes })
    }
  }

  #malformed(problem: string, at = this.#at): MandateError {
    return new MandateError('xml.malformed', { problem, at })
  }
}

const declaration =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/

function isSpace(source: string, at: number): boolean {
  const code = source.charCodeAt(at)
  return code === space || code === lineFeed || code === tab
}
