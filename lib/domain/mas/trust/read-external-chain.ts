import { type Abn, isAbn } from '../../../core/abn.ts'
import type { Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { Certificate } from '../../../formats/pki/certificate/certificate.ts'
import { onlyAttribute, sameName } from '../../../formats/pki/certificate/name.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { verifyChain } from '../../../formats/pki/chain/verify.ts'

/** A machine credential of another authority, with the way up to that authority. */
export type ExternalChain = {
  abn: Abn
  name: string
  leaf: Certificate
  /** Leaf first, the authority that is to be trusted last. */
  chain: readonly Certificate[]
  anchor: Certificate
}

/**
 * Reads the certificates of a credential as a keystore file has them, and finds the authority at the top of them.
 * Every signature and date is checked, so that nothing is trusted that could not be used.
 *
 * @param ders leaf first, the others in any order
 * @param at the moment at which it has to be valid
 * @throws MandateError `trust.*`, `certificate.*`
 */
export function readExternalChain(ders: readonly Uint8Array[], at: Instant): ExternalChain {
  const [leaf, ...others] = ders.map(readCertificate) as [Certificate, ...Certificate[]]
  const name = onlyAttribute(leaf.subject, 'CN') ?? leaf.subject.text
  const organisation = onlyAttribute(leaf.subject, 'O') ?? ''
  if (!isAbn(organisation)) {
    throw new MandateError('trust.no-business', { name: name.slice(0, 60), organisation: organisation.slice(0, 60) })
  }
  const top = topOf(leaf, others)
  if (top === leaf) throw new MandateError('trust.no-authority', { name: name.slice(0, 60) })
  const intermediates = others.filter((certificate) => certificate !== top)
  const { chain, anchor } = verifyChain(leaf.der, { anchors: [top], intermediates, at, keyUsage: 'digitalSignature' })
  return { abn: organisation, name: name.slice(0, 120), leaf, chain, anchor }
}

/** Follows the names of the issuers as far as the certificates go. */
function topOf(leaf: Certificate, others: readonly Certificate[]): Certificate {
  let top = leaf
  for (let step = 0; step < others.length; step++) {
    const { issuer } = top
    const above = others.find((candidate) => candidate !== top && sameName(candidate.subject, issuer))
    if (above === undefined || sameName(top.subject, top.issuer)) break
    top = above
  }
  return top
}
