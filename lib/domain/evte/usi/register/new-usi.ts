import { type Random, randomCode } from '../../../../core/random.ts'
import { parseUsi, type Usi, usiAlphabet, usiCheckCharacter } from '../../../../formats/usi/index.ts'

/** A fresh USI: nine random characters and their check character. 45 random bits; the register refuses a repetition. */
export function newUsi(random: Random): Usi {
  const first = randomCode(random, usiAlphabet, 9)
  return parseUsi(first + usiCheckCharacter(first))
}
