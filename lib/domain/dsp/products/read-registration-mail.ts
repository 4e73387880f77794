import {
  audienceNames,
  type DspAudience,
  type DspHosting,
  type DspService,
  dspAudiences,
  dspHostings,
  dspServices,
  hostingNames,
} from '../../../policy/dsp/products.ts'

/** The heading that the public description of the process asks for. */
export const registrationHeading = 'Register for M2M testing in EVTE'

/** What a mail says about the product; what it does not say is left out. */
export type RegistrationMail = {
  name?: string
  productVersion?: string
  hosting?: DspHosting
  audience?: DspAudience
  services: DspService[]
}

/** True for a mail with the heading of a registration, however it is written. */
export function isRegistrationMail(subject: string): boolean {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim()
  return plain(subject).includes(plain(registrationHeading))
}

/**
 * Reads a mail that registers a product: lines such as `Product: Enrol`, and the environments by their names in the
 * line `Environment`, or anywhere in heading or text.
 */
export function readRegistrationMail({ subject, text }: { subject: string; text: string }): RegistrationMail {
  const environments = lineOf(text, 'environments?') ?? `${subject}\n${text}`
  const hosting = lineOf(text, 'runs as|kind|hosting')
  const audience = lineOf(text, 'for|audience')
  return {
    name: lineOf(text, 'product(?: name)?'),
    productVersion: lineOf(text, '(?:product )?version'),
    hosting: dspHostings.find((one) => says(hosting, hostingNames[one].name)),
    audience: dspAudiences.find((one) => says(audience, audienceNames[one].name)),
    services: dspServices.filter((service) => new RegExp(`\\b${service}\\b`, 'i').test(environments)),
  }
}

/** The mail as it should be, to be filled in. */
export const registrationTemplate = `Environment: USI
Product:
Version:
Runs as: Desktop, Server or Cloud
For: Commercial or In-house`

function lineOf(text: string, name: string): string | undefined {
  const line = new RegExp(`^[>\\s]*(?:${name})\\s*:[ \\t]*(.+)$`, 'im').exec(text)
  return line?.[1]?.trim() || undefined
}

/** The line names this one and no other choice: a template that nobody filled in names all. */
function says(value: string | undefined, name: string): boolean {
  if (value === undefined || /\bor\b/i.test(value)) return false
  const plain = (words: string) => words.toLowerCase().replace(/[^a-z]/g, '')
  return plain(value).includes(plain(name))
}
