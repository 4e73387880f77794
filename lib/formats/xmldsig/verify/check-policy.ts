import { MandateError } from '../../../core/errors/index.ts'
import { algorithms, canonicalizationAlgorithms, digestAlgorithms, signatureAlgorithms } from '../algorithms.ts'
import type { SignaturePolicy, SignatureStructure, TransformStructure } from '../types.ts'

const exclusiveOnly: readonly string[] = [algorithms.exclusive]

/**
 * Refuses what the policy does not list, before anything is computed.
 *
 * @throws MandateError `xmldsig.algorithm-not-allowed`, `xmldsig.too-many-references`, `xmldsig.repeated-reference`
 */
export function checkPolicy(signature: SignatureStructure, policy: SignaturePolicy): void {
  const { canonicalization, references } = signature
  const limit = policy.maxReferences
  if (references.length > limit) {
    throw new MandateError('xmldsig.too-many-references', { count: references.length, limit })
  }
  const canonicalizations = policy.canonicalizations ?? exclusiveOnly
  allow(canonicalization.algorithm, canonicalizations, canonicalizationAlgorithms, 'canonicalization')
  allow(signature.signatureAlgorithm, policy.signatureAlgorithms, signatureAlgorithms, 'signature algorithm')
  for (let at = 0; at < references.length; at++) {
    const { uri, digestAlgorithm, transforms } = references[at] as (typeof references)[number]
    for (let other = 0; other < at; other++) {
      if (references[other]?.uri === uri) {
        throw new MandateError('xmldsig.repeated-reference', { reference: uri.slice(0, 60) })
      }
    }
    allow(digestAlgorithm, policy.digestAlgorithms, digestAlgorithms, 'digest algorithm')
    for (const transform of transforms) allowTransform(transform, policy)
  }
}

function allowTransform({ algorithm, parameter }: TransformStructure, policy: SignaturePolicy): void {
  if (!policy.transforms.includes(algorithm)) refuse(algorithm, 'transform')
  if (parameter) allow(parameter.algorithm, policy.transforms, canonicalizationAlgorithms, 'transform')
}

function allow(algorithm: string, allowed: readonly string[], known: ReadonlyMap<string, unknown>, role: string): void {
  if (!allowed.includes(algorithm) || !known.has(algorithm)) refuse(algorithm, role)
}

function refuse(algorithm: string, role: string): never {
  throw new MandateError('xmldsig.algorithm-not-allowed', { algorithm: algorithm.slice(0, 120), role })
}
