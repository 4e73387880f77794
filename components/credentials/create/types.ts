import type { ErrorText } from '../../../lib/core/errors/index.ts'
import type { CheckedCredentialName } from '../../../lib/domain/credentials/create/check-credential-name.ts'
import type {
  CreateCredentialInput,
  CreatedCredential,
} from '../../../lib/domain/credentials/create/create-credential.ts'

/** The answer of a server action that a script calls: what was asked for, or why not. */
export type Answer<Value> = { value: Value } | { error: ErrorText & { reference?: string } }

/** What the page that makes a credential asks of the server. */
export type CredentialActions = {
  checkName(input: { abn: string; name: string }): Promise<Answer<CheckedCredentialName>>
  certify(input: CreateCredentialInput): Promise<Answer<CreatedCredential>>
}

/** The credential is made: the file for the person, and what the server knows of it. */
export type Made = { fileName: string; keystoreXml: string; credentialId: string; name: string; validTo: string }
