/** What `parseXml` accepts at most. Every bound has its own refusal. */
export type XmlLimits = {
  /** Bytes of the whole document. */
  bytes: number
  /** Elements inside each other, the root being 1. */
  depth: number
  /** Attributes and namespace declarations together on one element. */
  attributes: number
  /** Namespace declarations in force at any one element. */
  namespaces: number
  /** Characters of a name, and of a namespace URI. */
  nameLength: number
  /** Characters of one attribute value. */
  attributeLength: number
  /** Elements, texts and comments together. */
  nodes: number
  /** Keep processing instructions instead of refusing them. Never set for messages. */
  allowInstructions: boolean
  /** Further plain attribute names that hold an identifier on any element. Never set for messages. */
  idAttributes: readonly string[]
}

/** Limits for a message from outside. */
export const messageLimits: XmlLimits = {
  bytes: 1_048_576,
  depth: 64,
  attributes: 64,
  namespaces: 256,
  nameLength: 512,
  attributeLength: 65_536,
  nodes: 50_000,
  allowInstructions: false,
  idAttributes: [],
}
