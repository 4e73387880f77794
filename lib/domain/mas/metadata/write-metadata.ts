import type { Instant } from '../../../core/clock.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { actions, writeEnvelope } from '../../../formats/wstrust/index.ts'
import { type XmlFragment, xml } from '../../../formats/xml/index.ts'
import type { ServiceVersion } from '../service-version.ts'
import { contractNamespace, writeWsdl } from './write-wsdl.ts'

/** The contract in the wrapping of WS-MetadataExchange (2004/09). */
export function metadataDocument(about: { version: ServiceVersion; endpoint: string }): XmlFragment {
  return xml`<mex:Metadata xmlns:mex="http://schemas.xmlsoap.org/ws/2004/09/mex"><mex:MetadataSection Dialect="http://schemas.xmlsoap.org/wsdl/" Identifier="${contractNamespace}">${writeWsdl(about)}</mex:MetadataSection></mex:Metadata>`
}

/** The answer to a WS-Transfer Get for the metadata. */
export function writeMetadata(
  about: { version: ServiceVersion; endpoint: string },
  { relatesTo, now, random }: { relatesTo: string | undefined; now: Instant; random: Random },
): string {
  return writeEnvelope({
    action: actions.metadataAnswer,
    ids: { message: uuid(random), timestamp: uuid(random) },
    relatesTo,
    now,
    body: metadataDocument(about),
  })
}
