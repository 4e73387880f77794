import type { IncomingMessage, ServerResponse } from 'node:http'
import { type RenewBySoftwareInput, renewBySoftware } from '../../domain/credentials/create/renew-by-software.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answerJson } from '../http/answer.ts'
import { readJson } from '../http/read-json.ts'

const longestRequest = 64 * 1024

/**
 * `POST /pki/renewals`: software renews the credential whose key it holds.
 *
 * @see docs/wire-formats.md, Renewal by software
 */
export async function renewals(runtime: Runtime, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // What it holds is for the use case to judge.
  const body = (await readJson(request, longestRequest)) as RenewBySoftwareInput
  const { certificates, ...credential } = await renewBySoftware(runtime, body)
  answerJson(response, 201, { certificates, credential })
}
