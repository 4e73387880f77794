/** A person's name in two parts. */
export type PersonName = { givenNames: string; familyName: string }

/**
 * True when two names are the same person's as far as writing goes: letter case, accents, hyphens, apostrophes and
 * spaces do not matter, and middle names may be left out on either side. Initials do not stand for names.
 */
export function sameName(a: PersonName, b: PersonName): boolean {
  return plain(a.familyName) === plain(b.familyName) && sameGivenNames(a.givenNames, b.givenNames)
}

function sameGivenNames(a: string, b: string): boolean {
  if (plain(a) === '' || plain(b) === '') return plain(a) === plain(b)
  if (plain(a) === plain(b)) return true
  return beginsWith(a, plain(b)) || beginsWith(b, plain(a))
}

/** True when `whole` starts with the words that make up `start`. */
function beginsWith(whole: string, start: string): boolean {
  let soFar = ''
  for (const word of whole.split(/\s+/)) {
    soFar += plain(word)
    if (soFar === start) return true
  }
  return false
}

/** Letters and digits only, without accents, in lower case. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/[æÆ]/g, 'ae')
    .replace(/[œŒ]/g, 'oe')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
