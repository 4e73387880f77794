import type { IncomingMessage, ServerResponse } from 'node:http'
import { errors, type Provider } from 'oidc-provider'
import { fromUtf8 } from '../../../core/bytes.ts'
import { describeError, MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { isFromOurPage } from '../../../platform/session/same-origin.ts'
import { readBody } from '../../http/body.ts'
import { messagePage } from '../pages/messages.ts'
import { sendPage } from '../pages/send-page.ts'
import { answerConsent, cancel } from './answer-consent.ts'
import { showStep } from './show-step.ts'
import { changePerson, newCode, provePerson, takePerson } from './sign-in-acts.ts'
import { type Act, type Visit, visitOf } from './visit.ts'

const acts: Readonly<Record<string, Act>> = {
  provider: changePerson,
  person: takePerson,
  'new-code': newCode,
  code: provePerson,
  consent: answerConsent,
  cancel,
}

/** The pages between a sign-in request and its answer: `/myid/interaction/UID` shows the step, forms post below it. */
export async function handleInteraction(
  runtime: Runtime,
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [uid = '', actName, ...rest] = pathOf(request).split('/').slice(3)
  const visit = await findVisit(runtime, provider, request, response, uid)
  if (visit === undefined) return refuse(runtime, response, new MandateError('identity.page-over'))
  // Answered already, by a double press or Back: the same answer again.
  if (visit.interaction.result !== undefined) return visit.goOn(visit.interaction.returnTo)
  if (request.method === 'GET' && actName === undefined) return await showStep(visit)

  const act = rest.length === 0 && actName !== undefined && Object.hasOwn(acts, actName) ? acts[actName] : undefined
  if (act === undefined) return refuse(runtime, response, new MandateError('common.not-found'))
  // A form's address, asked for by Back or reload: show where the person is.
  if (request.method !== 'POST') return visit.goOn(visit.here)
  const headers = { get: (name: string) => request.headers[name] as string | undefined }
  if (!isFromOurPage(headers, runtime.settings.publicUrl)) {
    return refuse(runtime, response, new MandateError('identity.other-site'))
  }
  await act(visit, await readForm(request))
}

async function findVisit(
  runtime: Runtime,
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
  uid: string,
): Promise<Visit | undefined> {
  try {
    const interaction = await provider.interactionDetails(request, response)
    return interaction.uid === uid ? await visitOf(runtime, provider, interaction, request, response) : undefined
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined
    throw error
  }
}

function refuse({ settings }: Runtime, response: ServerResponse, error: MandateError): void {
  sendPage(response, messagePage(error, settings.publicUrl), describeError(error).status)
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] as string
}

/** Longest form that these pages send, bytes. */
const formLimit = 8 * 1024

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const bytes = await readBody(request, formLimit)
  try {
    return new URLSearchParams(fromUtf8(bytes))
  } catch {
    return new URLSearchParams()
  }
}
