import { z } from 'zod'
import { hour, type Instant } from '../../../core/clock.ts'
import { usualAnswerHours } from '../../../policy/dsp/support.ts'
import type { UseCaseContext } from '../../context.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { abn, submissionId } from '../../ram/fields.ts'
import { line, message } from '../fields.ts'
import { changeRegisteredDsp } from '../scene.ts'
import { fileRequest } from '../support/file-request.ts'
import { enterEvte } from './enter-evte.ts'
import { productInput } from './product-input.ts'
import { isRegistrationMail, readRegistrationMail, registrationHeading } from './read-registration-mail.ts'

export const receiveMailInput = z.object({ submissionId, abn, subject: line('a heading', 200), text: message })
export type ReceiveMailInput = z.input<typeof receiveMailInput>

/** `productId` where the mail registered a product; else it became a question to the desk. */
export type ReceiveMailResult = { requestId: string; productId: string | null }

/**
 * Takes a mail of a DSP, as the signed-in person sends it. With the heading of a registration and the environment
 * named, it ends in the same request as the form, with the same checks; any other mail is a question to the desk.
 *
 * @throws MandateError `common.invalid-input` with what the mail leaves out, and what `registerProduct` throws
 */
export async function receiveMail(context: UseCaseContext, input: ReceiveMailInput): Promise<ReceiveMailResult> {
  const { submissionId, abn, subject, text } = parseInput(receiveMailInput, input)
  const registers = isRegistrationMail(subject)
  const facts = registers ? readFacts({ subject, text }) : undefined
  const need = registers ? 'manage' : 'support'
  const change = { abn, submissionId, act: 'receive-dsp-mail', need } as const
  return await changeRegisteredDsp(context, change, async (tools): Promise<ReceiveMailResult> => {
    if (facts !== undefined) return await enterEvte(tools, context.actor, facts, 'MAIL')
    const { id } = await fileRequest(tools, {
      kind: 'QUESTION',
      status: 'OPEN',
      topic: 'other',
      subject: subject.slice(0, 120),
      email: tools.mine.email,
      author: actorOf(context.actor),
      text,
      answerDueAt: (tools.runtime.clock.now() + usualAnswerHours * hour) as Instant,
    })
    return { requestId: id, productId: null }
  })
}

/** All that the form asks for, or one sentence with everything that the mail leaves out. */
function readFacts(mail: { subject: string; text: string }) {
  const parsed = productInput.safeParse(readRegistrationMail(mail))
  if (parsed.success) return parsed.data
  const missing = new Set(parsed.error.issues.map((issue) => lines[String(issue.path[0])] ?? issue.message))
  throw invalidInput({
    text: `A mail with the heading "${registrationHeading}" needs these lines: ${[...missing].join(', ')}.`,
  })
}

const lines: Readonly<Record<string, string>> = {
  name: '"Product: ..."',
  productVersion: '"Version: ..."',
  hosting: '"Runs as: Desktop" (or Server, or Cloud)',
  audience: '"For: Commercial" (or In-house)',
  services: '"Environment: USI" (or SBR1, or SBR2)',
}
