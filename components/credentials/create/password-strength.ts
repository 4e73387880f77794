/** How hard a password is to guess: 0 (at once) to 4 (very hard), with a word for people. */
export type PasswordStrength = { score: 0 | 1 | 2 | 3 | 4; label: string }

/**
 * A rough estimate for the meter beside the field; the rule that counts is `keystorePasswordRule`. What is easy to guess
 * counts little: repeated signs, rows of the keyboard or the alphabet, and words that an attacker knows already.
 *
 * @param known words that have to do with the business, such as its name and ABN
 */
export function passwordStrength(password: string, known: readonly string[] = []): PasswordStrength {
  const bits = effectiveLength(password.toLowerCase(), known) * Math.log2(Math.max(2, alphabetOf(password)))
  const score = bits < 28 ? 0 : bits < 45 ? 1 : bits < 60 ? 2 : bits < 80 ? 3 : 4
  return { score, label: labels[score] }
}

const labels = ['Very weak', 'Weak', 'Fair', 'Good', 'Strong'] as const

const common = [
  'password',
  'passwort',
  'welcome',
  'letmein',
  'qwerty',
  'admin',
  'secret',
  'machine',
  'keystore',
  'summer',
  'winter',
]
const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

/** The length, with each easy piece counted as one sign. */
function effectiveLength(password: string, known: readonly string[]): number {
  let rest = password
  for (const word of [...common, ...known.flatMap((text) => text.toLowerCase().split(/\s+/))]) {
    if (word.length >= 3) rest = rest.replaceAll(word, '\u0001')
  }
  let length = 0
  for (let at = 0; at < rest.length; at++) {
    const isEasy = at > 0 && (rest[at] === rest[at - 1] || follows(rest[at - 1] as string, rest[at] as string))
    length += isEasy ? 0.2 : 1
  }
  return length
}

function follows(before: string, after: string): boolean {
  return rows.some((row) => row.includes(before + after) || row.includes(after + before))
}

function alphabetOf(password: string): number {
  const kinds: [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^A-Za-z0-9]/, 32],
  ]
  return kinds.reduce((size, [kind, signs]) => size + (kind.test(password) ? signs : 0), 0)
}
