/**
 * The address of a service in the form in which addresses are compared: lower case, no trailing slash.
 *
 * @example
 * normaliseAddress('https://Portal.usi.gov.au/Service/v5/UsiService.svc/') // 'https://portal.usi.gov.au/service/v5/usiservice.svc'
 */
export function normaliseAddress(address: string): string {
  return address.trim().toLowerCase().replace(/\/+$/, '')
}
