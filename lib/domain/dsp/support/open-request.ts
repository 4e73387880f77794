import { z } from 'zod'
import { hour, type Instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { Prisma } from '../../../platform/store/generated/client.ts'
import {
  requestKindNames,
  severities,
  severityRules,
  supportKinds,
  supportTopics,
  usualAnswerHours,
} from '../../../policy/dsp/support.ts'
import type { UseCaseContext } from '../../context.ts'
import { isTraceId } from '../../mas/trace/trace-id.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import type { ChangeTools } from '../../ram/acting/change-tools.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, recordId, submissionId, yesNo } from '../../ram/fields.ts'
import { line, message } from '../fields.ts'
import { deskMail, requestOpenedMail } from '../mails/support-mails.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { deskAddresses } from './desk-addresses.ts'
import { fileRequest, requestReference } from './file-request.ts'

const optionalId = z.union([z.literal('').transform(() => undefined), recordId]).optional()

export const openRequestInput = z.object({
  submissionId,
  abn,
  kind: z.enum(supportKinds, { error: 'Choose what it is.' }),
  topic: z.enum(supportTopics, { error: 'Choose what it is about.' }),
  subject: line('a subject', 120),
  text: message,
  isPrivate: yesNo('Choose who of your organisation may see it.'),
  /** For an incident only. */
  severity: z.union([z.literal('').transform(() => undefined), z.enum(severities)]).optional(),
  /** For an incident: the machine credential that it is about. */
  credentialId: optionalId,
  productId: optionalId,
  /** Traces of calls, separated by spaces, commas or line ends. */
  traces: z
    .string()
    .max(2000)
    .default('')
    .transform((text) => [...new Set(text.toLowerCase().split(/[\s,;]+/))].filter((part) => part !== ''))
    .pipe(z.array(z.string()).max(20, { error: 'Name 20 traces at most.' })),
})
export type OpenRequestInput = z.input<typeof openRequestInput>

export type OpenRequestResult = { id: string; reference: string }

/**
 * Asks the desk: a question, an incident with a credential, or feedback. Public within the organisation, or private.
 *
 * @throws MandateError `dsp.not-registered`, `dsp.credential-not-yours`, `dsp.trace-not-yours`, `common.not-found` for a
 *   product of others
 */
export async function openRequest(context: UseCaseContext, input: OpenRequestInput): Promise<OpenRequestResult> {
  const { submissionId, ...asked } = parseInput(openRequestInput, input)
  const { abn, kind, topic, subject, text, isPrivate, severity, traces, credentialId, productId } = asked
  if (kind === 'INCIDENT' && severity === undefined) throw invalidInput({ severity: 'Choose how bad it is.' })
  const author = actorOf(context.actor)
  const change = { abn, submissionId, act: 'open-dsp-request', need: 'support' } as const
  return await changeRegisteredDsp(context, change, async (tools) => {
    const { tx, runtime, mine, business } = tools
    const isIncident = kind === 'INCIDENT'
    if (productId !== undefined && (await tx.dspProduct.findFirst({ where: { id: productId, abn } })) === null) {
      throw new MandateError('common.not-found')
    }
    const credential = isIncident ? await ownCredential(tools, credentialId) : undefined
    await requireOwnTraces(tools, traces)
    const hours = severity === undefined ? usualAnswerHours : severityRules[severity].answerHours
    const filed = await fileRequest(tools, {
      kind,
      status: 'OPEN',
      topic,
      subject,
      isPrivate,
      email: mine.email,
      productId: productId ?? null,
      credentialId: credential ?? null,
      traceIds: traces,
      severity: isIncident ? (severity ?? null) : null,
      author,
      text,
      answerDueAt: (runtime.clock.now() + hours * hour) as Instant,
    })
    const reference = requestReference(filed.number)
    await tools.mail(
      requestOpenedMail(runtime.settings, business, {
        id: filed.id,
        reference,
        kind: requestKindNames[kind],
        subject,
        hours,
        to: mine.email,
      }),
    )
    for (const to of await deskAddresses(tx)) {
      const row = await tx.dspRequest.findUniqueOrThrow({ where: { id: filed.id } })
      await tools.mail(deskMail(runtime.settings, business, row, { event: 'open', text, authorName: author.name, to }))
    }
    return { id: filed.id, reference }
  })
}

/** A credential of the organisation, or a test credential of one of its products. */
async function ownCredential({ tx, abn }: ChangeTools, id: string | undefined): Promise<string | undefined> {
  if (id === undefined) return undefined
  const [row, products] = await Promise.all([
    tx.credential.findUnique({ where: { id }, select: { id: true, abn: true, name: true, isTest: true } }),
    tx.dspProduct.findMany({ where: { abn }, select: { code: true } }),
  ])
  const isOwn = row?.abn === abn || (row?.isTest === true && products.some(({ code }) => row.name.startsWith(code)))
  if (row === null || !isOwn) {
    throw new MandateError('dsp.credential-not-yours', {}, { fields: { credentialId: 'Choose one of the list.' } })
  }
  return row.id
}

/** Traces of calls in the name of the organisation, or with test credentials of its products. */
async function requireOwnTraces({ tx, abn }: ChangeTools, traces: readonly string[]): Promise<void> {
  const refuse = (trace: string) =>
    new MandateError('dsp.trace-not-yours', { trace }, { fields: { traces: `We know no trace ${trace} of yours.` } })
  const wrong = traces.find((trace) => !isTraceId(trace))
  if (wrong !== undefined) throw refuse(wrong.slice(0, 40))
  if (traces.length === 0) return
  const known = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT t."id" FROM "Trace" t
    LEFT JOIN "Trace" token ON token."id" = t."tokenTraceId"
    LEFT JOIN "Credential" c ON c."id" = coalesce(t."credentialId", token."credentialId")
    WHERE t."id" = ANY(${[...traces]}::text[]) AND (t."abn" = ${abn} OR c."abn" = ${abn} OR (c."isTest" AND EXISTS (
      SELECT 1 FROM "DspProduct" p WHERE p."abn" = ${abn} AND starts_with(c."name", p."code"))))`)
  const foreign = traces.find((trace) => !known.some(({ id }) => id === trace))
  if (foreign !== undefined) throw refuse(foreign)
}
