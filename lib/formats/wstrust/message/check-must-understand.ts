import { MandateError } from '../../../core/errors/index.ts'
import { attributeOf, childrenOf, namespaces, type XmlElement } from '../../xml/index.ts'

/**
 * Refuses a header block for us that must be understood and is not in one of the namespaces that the service knows.
 *
 * @throws MandateError `mas.must-understand`
 * @see SOAP 1.2 part 1, section 5.2.3: `1` and `true` mean the same
 */
export function checkMustUnderstand(header: XmlElement, understood: readonly string[]): void {
  for (const block of childrenOf(header)) {
    if (understood.includes(block.ns)) continue
    const must = attributeOf(block, namespaces.soap12, 'mustUnderstand')?.trim()
    if ((must === '1' || must === 'true') && isForReceiver(block)) {
      throw new MandateError('mas.must-understand', { header: block.local.slice(0, 60) })
    }
  }
}

/** True for a header block that is meant for the last receiver of the message, SOAP 1.2 part 1, section 2.2. */
export function isForReceiver(block: XmlElement): boolean {
  const role = attributeOf(block, namespaces.soap12, 'role')?.trim()
  return !role || role === `${namespaces.soap12}/role/ultimateReceiver` || role === `${namespaces.soap12}/role/next`
}
