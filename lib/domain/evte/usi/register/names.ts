/** A name in the form in which names are compared: letter case, accents' encoding and extra spaces do not matter. */
export function nameKey(name: string): string {
  return name.normalize('NFC').trim().replace(/\s+/g, ' ').replace(/[’‘`]/g, "'").toLocaleUpperCase('en-AU')
}

/** True where both are names and the same one. */
export function sameName(a: string | null | undefined, b: string | null | undefined): boolean {
  return a != null && b != null && nameKey(a) === nameKey(b)
}

/** True for a name that has a letter in it. */
export function isName(name: string): boolean {
  return /\p{L}/u.test(name)
}
