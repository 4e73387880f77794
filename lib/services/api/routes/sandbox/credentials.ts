import { z } from 'zod'
import {
  createTestCredential,
  createTestCredentialInput,
} from '../../../../domain/credentials/create/create-test-credential.ts'
import {
  revokeTestCredential,
  revokeTestCredentialInput,
} from '../../../../domain/credentials/revocation/revoke-test-credential.ts'
import { externalRevocationPolicy } from '../../../../domain/mas/trust/external-credential.ts'
import { listTrusted } from '../../../../domain/mas/trust/list-external-credentials.ts'
import { stopTrusting, stopTrustingInput } from '../../../../domain/mas/trust/stop-trusting.ts'
import { trustKeystore, trustKeystoreInput } from '../../../../domain/mas/trust/trust-keystore.ts'
import { abnText, idText, momentText } from '../../answers/common.ts'
import { credentialCreated } from '../../answers/credential.ts'
import { openRoute, type Route } from '../../route.ts'

const trusted = z
  .object({
    credentials: z.array(
      z.object({
        id: idText,
        abn: abnText,
        businessName: z.string(),
        name: z.string(),
        authority: z.string(),
        authorityFingerprint: z.string(),
        validTo: momentText,
        addedAt: momentText,
      }),
    ),
    revocation: z.string().describe('What the sandbox says about revocation of these.'),
  })
  .meta({ id: 'SandboxTrust' })

/** Machine credentials without a person, and those of other authorities. */
export const credentialRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/credentials',
    id: 'createSandboxCredential',
    summary: 'Make a machine credential for a test',
    description:
      'Without a person, for any business of the register. certificateRequest is PKCS#10, base64 of DER or PEM; the private key stays with who made it.',
    status: 201,
    bodyLimit: 64 * 1024,
    input: createTestCredentialInput,
    answer: credentialCreated,
    call: ({ runtime }, input) => createTestCredential(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/credentials/revocation',
    id: 'revokeSandboxCredential',
    summary: 'Revoke a test credential',
    description: 'At once and for good. Only credentials that were made for a test, without a person.',
    input: revokeTestCredentialInput,
    answer: z.object({ id: idText, name: z.string(), revokedAt: momentText }).meta({ id: 'RevokedTestCredential' }),
    call: ({ runtime }, input) => revokeTestCredential(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/trust',
    id: 'listSandboxTrust',
    summary: 'List the external credentials that are trusted',
    input: z.object({}),
    answer: trusted,
    call: async ({ runtime }) => ({ credentials: await listTrusted(runtime), revocation: externalRevocationPolicy }),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/trust',
    id: 'trustSandboxKeystore',
    summary: 'Trust the credentials of a test keystore that was made elsewhere',
    description: 'Each credential is its certificates, base64 of DER, leaf first. Keys stay with who has them.',
    status: 201,
    bodyLimit: 1024 * 1024,
    input: trustKeystoreInput,
    answer: trusted,
    call: async ({ runtime }, input) => ({
      credentials: await trustKeystore(runtime, input),
      revocation: externalRevocationPolicy,
    }),
  }),
  openRoute({
    access: 'sandbox',
    method: 'DELETE',
    path: '/sandbox/trust/{id}',
    id: 'stopSandboxTrust',
    summary: 'Stop trusting an external credential',
    input: stopTrustingInput,
    answer: z.object({ id: idText }).meta({ id: 'SandboxTrustEnded' }),
    call: async ({ runtime }, { id }) => {
      await stopTrusting(runtime, { id })
      return { id }
    },
  }),
]
