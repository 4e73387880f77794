import { z } from 'zod'
import { type ErrorCode, errorTable } from '../../../core/errors/index.ts'
import { abn, recordId } from '../../ram/fields.ts'

/** Services that faults can be put into, with what people call them. */
export const faultServices = {
  mas: 'Token service',
  usi: 'USI registry',
  sbr1: 'SBR1 core services',
  sbr2: 'SBR2 endpoints',
} as const
export type FaultService = keyof typeof faultServices

/** Areas of the error catalogue whose errors a service can give. */
const areasOf: Record<FaultService, readonly string[]> = {
  mas: ['mas', 'certificate', 'xmldsig', 'xml', 'common'],
  usi: ['usi', 'saml', 'xmldsig', 'xmlenc', 'xml', 'common'],
  sbr1: ['sbr', 'saml', 'xmldsig', 'xmlenc', 'xml', 'common'],
  sbr2: ['sbr', 'as4', 'certificate', 'saml', 'xmldsig', 'xmlenc', 'xml', 'common'],
}

/** The errors that a service can be made to give; without a service, those of any. */
export function faultCodes(service?: FaultService): ErrorCode[] {
  const areas = service === undefined ? Object.values(areasOf).flat() : areasOf[service]
  return (Object.keys(errorTable) as ErrorCode[]).filter((code) => areas.includes(code.split('.')[0] as string)).sort()
}

/** Longest time that an answer is held back, ms. */
export const longestDelay = 120_000

/** What happens to a call that nothing is wrong with. */
export type FaultEffect = { errorCode: ErrorCode | null; delayMs: number; drops: boolean }

const blank = z.literal('').transform(() => undefined)
const wholeNumber = (what: string, least: number, most: number) =>
  z.coerce
    .number({ error: `Enter ${what}.` })
    .int({ error: `Enter ${what} as a whole number.` })
    .min(least, { error: `Enter ${least.toLocaleString('en-AU')} or more.` })
    .max(most, { error: `Enter ${most.toLocaleString('en-AU')} at most.` })

export const addFaultInput = z
  .object({
    service: z
      .union([
        blank,
        z.enum(Object.keys(faultServices) as [FaultService, ...FaultService[]], { error: 'Choose a service.' }),
      ])
      .optional()
      .describe('Without it, the first service that is called.'),
    error: z
      .union([blank, z.string().max(100)])
      .optional()
      .describe('Code of an error, such as `mas.credential-revoked`.'),
    delayMs: z
      .union([blank, wholeNumber('how long', 1, longestDelay)])
      .optional()
      .describe('Hold the answer back, ms.'),
    drop: z
      .union([blank, z.boolean(), z.literal('yes').transform(() => true)])
      .optional()
      .describe('Work on the call, then close the connection without an answer.'),
    abn: z.union([blank, abn]).optional().describe('Only calls of this business.'),
    credentialId: z.union([blank, recordId]).optional().describe('Only calls with this machine credential.'),
    calls: z
      .union([blank, wholeNumber('how many calls', 1, 100_000)])
      .optional()
      .describe(
        'How many calls it meets; without it until it is removed, or 1 where neither business nor credential is named.',
      ),
  })
  .superRefine((fault, context) => {
    const problem = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    const { service, error, delayMs, drop } = fault
    if (error === undefined && delayMs === undefined && !drop)
      problem('error', 'Choose an error, a delay or a dropped connection.')
    if (error !== undefined && drop) problem('drop', 'Choose either an error or a dropped connection.')
    if (error !== undefined && !faultCodes(service).includes(error as ErrorCode)) {
      problem(
        'error',
        `There is no error ${error.slice(0, 60)}${service === undefined ? '' : ' of this service'}. See the list of errors.`,
      )
    }
  })
export type AddFaultInput = z.input<typeof addFaultInput>
