import type { IncomingMessage, ServerResponse } from 'node:http'
import { externalRevocationPolicy } from '../../domain/mas/trust/external-credential.ts'
import { listTrusted } from '../../domain/mas/trust/list-external-credentials.ts'
import { stopTrusting } from '../../domain/mas/trust/stop-trusting.ts'
import { type TrustKeystoreInput, trustKeystore } from '../../domain/mas/trust/trust-keystore.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answerJson } from '../http/answer.ts'
import { readJson } from '../http/read-json.ts'

const longestRequest = 1024 * 1024

/** `GET /sandbox/api/trust`: the external credentials that the sandbox trusts, and what that means. */
export async function getTrust(runtime: Runtime, _request: IncomingMessage, response: ServerResponse): Promise<void> {
  answerJson(response, 200, { credentials: await listTrusted(runtime), revocation: externalRevocationPolicy })
}

/**
 * `POST /sandbox/api/trust` with `{ credentials: [[certificate, ...], ...] }`, each certificate base64 of DER, leaf
 * first: trusts the credentials of a vendor's own test keystore. Keys stay with who has them.
 */
export async function postTrust(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // What it holds is for the use case to judge.
  const credentials = await trustKeystore(runtime, (await readJson(request, longestRequest)) as TrustKeystoreInput)
  answerJson(response, 201, { credentials, revocation: externalRevocationPolicy })
}

/** `DELETE /sandbox/api/trust?id=ID`: stops trusting one of them. */
export async function deleteTrust(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const id = new URL(request.url ?? '', 'http://localhost').searchParams.get('id') ?? ''
  await stopTrusting(runtime, { id })
  answerJson(response, 200, { id })
}
