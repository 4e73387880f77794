import { MandateError } from '../../../core/errors/index.ts'
import { namespaces } from '../namespaces.ts'

/** The namespace declarations in force, innermost last. What lies beyond `size` is left over and means nothing. */
export class Scope {
  readonly #prefixes: string[] = ['', 'xml']
  readonly #uris: string[] = ['', namespaces.xml]
  #size = 2

  /** How many declarations are in force; given back to {@link leave} at the end of the element. */
  get size(): number {
    return this.#size
  }

  leave(size: number): void {
    this.#size = size
  }

  /**
   * @throws MandateError `xml.invalid-namespace` for what XML Names 1.0 section 3 reserves, and for white space in a URI,
   *   which some readers trim and others do not
   */
  declare(prefix: string, uri: string): void {
    const reserved = prefix === 'xmlns' || uri === namespaces.xmlns || (prefix === 'xml') !== (uri === namespaces.xml)
    if (reserved || (uri === '' && prefix !== '') || /\s/.test(uri))
      throw new MandateError('xml.invalid-namespace', { prefix })
    this.#prefixes[this.#size] = prefix
    this.#uris[this.#size++] = uri
  }

  /** @throws MandateError `xml.undeclared-prefix` */
  uriOf(prefix: string): string {
    const prefixes = this.#prefixes
    for (let at = this.#size - 1; at >= 0; at--) {
      if (prefixes[at] === prefix) return this.#uris[at] as string
    }
    throw new MandateError('xml.undeclared-prefix', { prefix })
  }
}
