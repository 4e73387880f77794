import { claimCredential, claimCredentialInput } from '../../../domain/credentials/care/claim-credential.ts'
import { createCredential, createCredentialInput } from '../../../domain/credentials/create/create-credential.ts'
import { prepareCredential, prepareCredentialInput } from '../../../domain/credentials/create/prepare-credential.ts'
import { revokeCredential, revokeCredentialInput } from '../../../domain/credentials/revocation/revoke-credential.ts'
import { exportCredentials, exportCredentialsInput } from '../../../domain/credentials/show/export-credentials.ts'
import { listCredentials, listCredentialsInput } from '../../../domain/credentials/show/list-credentials.ts'
import { viewCredential, viewCredentialInput } from '../../../domain/credentials/show/view-credential.ts'
import {
  credential,
  credentialChoices,
  credentialClaimed,
  credentialCreated,
  credentialPage,
  credentialRevoked,
} from '../answers/credential.ts'
import { type Area, fileRoute, route } from '../route.ts'

const collection = '/businesses/{abn}/credentials'
const one = `${collection}/{id}` as const

export const credentialRoutes: Area = {
  name: 'Machine credentials',
  about:
    'What the software of the business proves itself with. The private key and the password of the keystore file are made by the program and stay with it; Mandate sees the certificate request only.',
  routes: [
    route({
      method: 'GET',
      path: collection,
      id: 'listCredentials',
      summary: 'List machine credentials',
      right: 'credentials:read',
      input: listCredentialsInput,
      answer: credentialPage,
      call: listCredentials,
    }),
    fileRoute({
      method: 'GET',
      path: `${collection}/export`,
      id: 'exportCredentials',
      summary: 'Download the machine credentials',
      description: 'With the filter of the list and without a limit.',
      right: 'credentials:read',
      input: exportCredentialsInput,
      media: { types: ['text/csv; charset=utf-8'], about: 'One line for each.' },
      call: async (context, input) => {
        const { fileName, pieces } = await exportCredentials(context, input)
        return { fileName, chunks: pieces }
      },
    }),
    route({
      method: 'GET',
      path: `${collection}/choices`,
      id: 'listCredentialChoices',
      summary: 'See what a new credential needs',
      description: 'With renews: what its renewal needs, and whether it can be renewed now.',
      right: 'credentials:write',
      input: prepareCredentialInput,
      answer: credentialChoices,
      call: prepareCredential,
    }),
    route({
      method: 'POST',
      path: collection,
      id: 'createCredential',
      summary: 'Create or renew a machine credential',
      description:
        'certificateRequest is PKCS#10, base64 of DER or PEM, for a new RSA key of 2048 bits, with CN the name and O the ABN. A key is certified once, ever.',
      status: 201,
      right: 'credentials:write',
      input: createCredentialInput,
      answer: credentialCreated,
      call: createCredential,
    }),
    route({
      method: 'GET',
      path: one,
      id: 'viewCredential',
      summary: 'See one machine credential',
      right: 'credentials:read',
      input: viewCredentialInput,
      answer: credential,
      call: viewCredential,
    }),
    route({
      method: 'POST',
      path: `${one}/revocation`,
      id: 'revokeCredential',
      summary: 'Revoke a machine credential',
      description: 'At once and for good.',
      right: 'credentials:write',
      input: revokeCredentialInput,
      answer: credentialRevoked,
      call: revokeCredential,
    }),
    route({
      method: 'POST',
      path: `${one}/claim`,
      id: 'claimCredential',
      summary: 'Take over the care for a credential that nobody looks after',
      right: 'credentials:write',
      input: claimCredentialInput,
      answer: credentialClaimed,
      call: claimCredential,
    }),
  ],
}
