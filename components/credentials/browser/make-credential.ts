/** What is being done while a credential is made, in this order. */
export type MakeCredentialStep = 'making-key' | 'proving' | 'certifying' | 'sealing'

export type MakeCredentialInput = {
  abn: string
  /** As the server tidied it: `checkCredentialName` gives it. */
  name: string
  /** Meets `keystorePasswordRule`. Never leaves the page. */
  password: string
  /** Legal name of the business, for the keystore. */
  legalName?: string
  /** A keystore file to add the credential to, opened with the same password; else a new file is made. */
  existing?: Uint8Array
  /** Sends the certificate request (base64 DER) to the server, and gives its answer. */
  submit(certificateRequest: string): Promise<{ certificates: string[] }>
  onProgress?(step: MakeCredentialStep): void
}

/** The file that the person keeps: its name, and its text to be saved as UTF-8. */
export type MadeCredential = { fileName: string; keystoreXml: string }

/**
 * Makes a machine credential in the browser: key pair, certificate request, and the encrypted keystore file round the
 * certificate that comes back. Neither the private key nor the password is given to `submit` or anything else.
 *
 * @throws MandateError `keystore.password-rule` and, before anything is sent, what is wrong with `existing`
 */
export async function makeCredential(_input: MakeCredentialInput): Promise<MadeCredential> {
  throw new Error('not built')
}
