/** The name of the journey that changes the email address of one authorisation. */
export function changeEmailJourney(id: string): string {
  return `change-email/${id}`
}
