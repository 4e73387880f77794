import { describeError, isMandateError, MandateError } from '../../core/errors/index.ts'
import type { XmlDocument } from '../xml/node.ts'
import { parseXml } from '../xml/parse/parse-xml.ts'

/** Hundred credentials with long chains; a file with one has 10 KB. */
const limits = { bytes: 2 * 1024 * 1024, depth: 12, nodes: 10_000 }

/** Reads the XML of a keystore file. @throws MandateError `keystore.*` */
export function parseKeystoreXml(bytes: Uint8Array): XmlDocument {
  try {
    return parseXml(bytes, limits)
  } catch (cause) {
    if (!isMandateError(cause)) throw cause
    if (cause.code === 'xml.doctype') throw new MandateError('keystore.doctype')
    if (cause.code === 'xml.too-large' || cause.code === 'xml.too-many-nodes') {
      throw new MandateError('keystore.too-large', { limit: `${limits.bytes / 1024 / 1024} MB` })
    }
    const what = describeError(cause).happened.replace(/\.$/, '')
    throw new MandateError('keystore.not-xml', { what }, { cause })
  }
}
