import { MandateError } from '../../../core/errors/index.ts'

/** A Content-Type: the type in lower case, and its parameters by their names in lower case. */
export type ContentType = { readonly type: string; readonly parameters: ReadonlyMap<string, string> }

/**
 * Reads the value of a Content-Type header. A parameter that is there twice is refused: of two boundaries, two readers
 * may take different ones.
 *
 * @throws MandateError `as4.content-type`
 * @see RFC 2045 section 5.1
 */
export function readContentType(text: string): ContentType {
  const refuse = () => new MandateError('as4.content-type', { found: text.slice(0, 200) })
  const found = /^\s*([!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+)\s*/.exec(text)
  if (!found) throw refuse()
  const parameters = new Map<string, string>()
  let at = found[0].length
  while (at < text.length) {
    parameter.lastIndex = at
    const [whole, name, quoted, token] = parameter.exec(text) ?? []
    if (whole === undefined) throw refuse()
    at += whole.length
    if (name === undefined) continue
    const key = name.toLowerCase()
    if (parameters.has(key)) throw refuse()
    parameters.set(key, quoted === undefined ? (token ?? '') : quoted.replace(/\\(.)/g, '$1'))
  }
  return { type: (found[1] as string).toLowerCase(), parameters }
}

/** One parameter with the semicolon before it; a semicolon at the end is forgiven, as clients write it. */
const parameter = /;\s*(?:([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\\r\n]|\\[^\r\n])*)"|([!#$%&'*+.^_`|~\w-]+))\s*)?/y
