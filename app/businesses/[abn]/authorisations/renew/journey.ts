/** Where the outcome of renewing many is kept until the person has read it. */
export function renewJourney(abn: string): string {
  return `renew-many/${abn}`
}
