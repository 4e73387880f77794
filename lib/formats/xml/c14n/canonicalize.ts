import type { XmlElement } from '../node.ts'

export type CanonicalizeOptions = {
  /** Default `exclusive`. */
  algorithm?: 'exclusive' | 'inclusive' | 'inclusive11'
  withComments?: boolean
  /** PrefixList of InclusiveNamespaces; `#default` stands for the default namespace. Exclusive only. */
  inclusivePrefixes?: readonly string[]
  /** An element left out with everything in it (the enveloped signature). */
  exclude?: XmlElement
}

/** Canonical text of the subtree, in the context of its document. Its digest is over its UTF-8 bytes. */
export function canonicalize(_element: XmlElement, _options?: CanonicalizeOptions): string {
  throw new Error('on its way')
}
