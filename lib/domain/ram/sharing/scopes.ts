/** What a relying service may ask for, each as the consent page says it. */
export const personScopes = {
  openid: 'That you are you: a name that only this service knows you by, and the strength of your identity',
  profile: 'Your given names and family name',
  tdif_business_authorisations: 'The businesses that you act for in this service, with your role and access',
} as const

/** Lets the service itself, without a person there, ask whether somebody may use it for a business. */
export const decisionScope = 'ram:decisions'

export type PersonScope = keyof typeof personScopes

/** The known scopes among those asked for, in the order of the table. */
export function scopesOf(asked: string): PersonScope[] {
  const words = asked.split(' ')
  return (Object.keys(personScopes) as PersonScope[]).filter((scope) => words.includes(scope))
}
