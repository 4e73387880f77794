import { MandateError } from '../../../core/errors/index.ts'

/**
 * Refuses RSA moduli whose private key can be found: small factors, the pattern of ROCA (CVE-2017-15361), primes that
 * lie close together (Fermat, CVE-2022-26320).
 *
 * @throws MandateError `certificate-request.key-small-factor`, `certificate-request.key-roca`,
 *   `certificate-request.key-close-primes`
 */
export function checkKeyStrength(modulus: bigint): void {
  const factor = smallPrimes.find((prime) => modulus % BigInt(prime) === 0n)
  if (factor !== undefined) throw new MandateError('certificate-request.key-small-factor', { factor })
  if (hasRocaPattern(modulus)) throw new MandateError('certificate-request.key-roca')
  if (hasClosePrimes(modulus)) throw new MandateError('certificate-request.key-close-primes')
}

const smallPrimes = primesBelow(65_536)

function primesBelow(limit: number): number[] {
  const composite = new Uint8Array(limit)
  const primes: number[] = []
  for (let candidate = 2; candidate < limit; candidate++) {
    if (composite[candidate]) continue
    primes.push(candidate)
    for (let multiple = candidate * candidate; multiple < limit; multiple += candidate) composite[multiple] = 1
  }
  return primes
}

/** For each prime up to 167: the remainders that powers of 65537 leave, the only ones a ROCA modulus can have. */
const rocaRemainders = smallPrimes
  .filter((prime) => prime > 2 && prime <= 167)
  .map((prime) => {
    const remainders = new Set<number>()
    for (let power = 1; !remainders.has(power); power = (power * 65_537) % prime) remainders.add(power)
    return { prime: BigInt(prime), remainders }
  })

function hasRocaPattern(modulus: bigint): boolean {
  return rocaRemainders.every(({ prime, remainders }) => remainders.has(Number(modulus % prime)))
}

const fermatRounds = 100

function hasClosePrimes(modulus: bigint): boolean {
  let middle = squareRoot(modulus)
  if (middle * middle < modulus) middle++
  for (let round = 0; round < fermatRounds; round++, middle++) {
    if (isSquare(middle * middle - modulus)) return true
  }
  return false
}

function isSquare(value: bigint): boolean {
  if (!squareRemainders.has(Number(value & 0xffn))) return false
  const root = squareRoot(value)
  return root * root === value
}

const squareRemainders = new Set(Array.from({ length: 256 }, (_, root) => (root * root) & 0xff))

function squareRoot(value: bigint): bigint {
  if (value < 2n) return value
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1)
  for (;;) {
    const next = (root + value / root) >> 1n
    if (next >= root) return root
    root = next
  }
}
