/** One line of the rule, with its words for the screen. */
export type KeystorePasswordRule = { readonly id: string; readonly text: string; met(password: string): boolean }

/** What a keystore password must have. @see docs/wire-formats.md, Keystore: password policy of the library and of RAM */
export const keystorePasswordRule: readonly KeystorePasswordRule[] = [
  { id: 'length', text: '10 or more characters', met: (password) => password.length >= 10 },
  { id: 'upper', text: 'a capital letter', met: (password) => /[A-Z]/.test(password) },
  { id: 'lower', text: 'a small letter', met: (password) => /[a-z]/.test(password) },
  { id: 'digit', text: 'a number', met: (password) => /\d/.test(password) },
  { id: 'special', text: 'a special character, such as ! or #', met: (password) => /[!-/:-@[-`{-~]/.test(password) },
  { id: 'printable', text: 'no spaces, accents or other signs', met: (password) => /^[!-~]+$/.test(password) },
  { id: 'limit', text: 'at most 128 characters', met: (password) => password.length <= 128 },
]

/** Each line of the rule and whether `password` meets it; for a live display. */
export function checkKeystorePassword(password: string): { rule: KeystorePasswordRule; met: boolean }[] {
  return keystorePasswordRule.map((rule) => ({ rule, met: rule.met(password) }))
}
