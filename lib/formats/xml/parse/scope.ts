import { MandateError } from '../../../core/errors/index.ts'
import { namespaces } from '../namespaces.ts'

/** The namespace declarations in force, innermost last. */
export class Scope {
  #prefixes: string[] = ['', 'xml']
  #uris: string[] = ['', namespaces.xml]

  /** How many declarations are in force; given back to {@link leave} at the end of the element. */
  get size(): number {
    return this.#prefixes.length
  }

  leave(size: number): void {
    this.#prefixes.length = size
    this.#uris.length = size
  }

  /** @throws MandateError `xml.invalid-namespace` for what XML Names 1.0 section 3 reserves */
  declare(prefix: string, uri: string): void {
    const reserved = prefix === 'xmlns' || uri === namespaces.xmlns || (prefix === 'xml') !== (uri === namespaces.xml)
    if (reserved || (uri === '' && prefix !== '')) throw new MandateError('xml.invalid-namespace', { prefix })
    this.#prefixes.push(prefix)
    this.#uris.push(uri)
  }

  /** @throws MandateError `xml.undeclared-prefix` */
  uriOf(prefix: string): string {
    const prefixes = this.#prefixes
    for (let at = prefixes.length - 1; at >= 0; at--) {
      if (prefixes[at] === prefix) return this.#uris[at] as string
    }
    throw new MandateError('xml.undeclared-prefix', { prefix })
  }
}
