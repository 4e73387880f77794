/** One attribute. `ns` is `''` for an attribute without a prefix. */
export type XmlAttribute = {
  readonly prefix: string
  readonly local: string
  readonly ns: string
  /** Value after normalisation: references resolved, literal tab and line breaks turned to spaces. */
  readonly value: string
}

/** One `xmlns` declaration. `prefix` is `''` for the default namespace; `uri` is `''` where that is undeclared. */
export type XmlNamespaceDeclaration = { readonly prefix: string; readonly uri: string }

/** An element. Only `parseXml` makes one; readers below this folder take values out of it. */
export type XmlElement = {
  readonly type: 'element'
  readonly prefix: string
  readonly local: string
  readonly ns: string
  readonly attrs: readonly XmlAttribute[]
  readonly nsDecls: readonly XmlNamespaceDeclaration[]
  readonly children: XmlNode[]
  readonly parent: XmlElement | undefined
  /** Where the element begins in the document's `source`: the offset of its `<`. */
  readonly start: number
  /** Offset just after the `>` of the start tag. */
  readonly contentStart: number
  /** Offset of the `<` of the end tag; equals `contentStart` for an empty-element tag. */
  readonly contentEnd: number
  /** Offset just after the element. */
  readonly end: number
}

/** Character data, references resolved, line ends normalised. Two texts may stand side by side (CDATA sections). */
export type XmlText = { readonly type: 'text'; readonly text: string }

/** A comment. Kept because canonical forms may need it; no reader ever takes a value from it. */
export type XmlComment = { readonly type: 'comment'; readonly text: string }

/** A processing instruction. Refused in messages; only kept where the limits allow them. */
export type XmlInstruction = { readonly type: 'instruction'; readonly target: string; readonly text: string }

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction

/** A whole document after the strict pass of `parseXml`. */
export type XmlDocument = {
  readonly root: XmlElement
  /** Elements by identifier: `wsu:Id`, `xml:id`, `Id` of ds and xenc, `ID` of SAML 2.0, `AssertionID` of SAML 1.1. */
  readonly ids: ReadonlyMap<string, XmlElement>
  /** The text that was read; offsets in elements count in it. */
  readonly source: string
  /** Comments and instructions before the root element, in order. */
  readonly before: readonly XmlNode[]
  /** Comments and instructions after the root element, in order. */
  readonly after: readonly XmlNode[]
}
