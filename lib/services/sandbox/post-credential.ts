import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  type CreateTestCredentialInput,
  createTestCredential,
} from '../../domain/credentials/create/create-test-credential.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answerJson } from '../http/answer.ts'
import { readJson } from '../http/read-json.ts'

const longestRequest = 64 * 1024

/**
 * `POST /sandbox/api/credentials` with `{ abn, name, certificateRequest }`: a machine credential for a test. The
 * request is PKCS#10, base64 of DER or PEM; the private key stays with who made it.
 */
export async function postCredential(
  runtime: Runtime,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // What it holds is for the use case to judge.
  const body = (await readJson(request, longestRequest)) as CreateTestCredentialInput
  const { certificates, ...credential } = await createTestCredential(runtime, body)
  answerJson(response, 201, { certificates, credential })
}
