import type { ErrorText, FieldErrors } from '../../../lib/core/errors/index.ts'
import type { PreparedCredential } from '../../../lib/domain/credentials/create/prepare-credential.ts'
import { checkKeystorePassword } from '../../../lib/formats/keystore/password-rule.ts'
import type { MakeCredentialStep } from '../browser/make-credential.ts'
import type { EnteredCredential } from './credential-form.tsx'
import type { Answer, CredentialActions, Made } from './types.ts'

/** What is being done, for the person who waits. */
export type MakingStep = 'checking' | MakeCredentialStep

type Outcome = { made: Made } | { error: ErrorText & { reference?: string } }

/** Checks what was entered, then makes the credential; the slow parts are loaded only now. */
export async function makeHere({
  prepared,
  actions,
  entered,
  onStep,
}: {
  prepared: PreparedCredential
  actions: CredentialActions
  entered: EnteredCredential
  onStep(step: MakingStep): void
}): Promise<Outcome> {
  const { describeError } = await import('../../../lib/core/errors/index.ts')
  try {
    const wrong = problemsOf(entered)
    if (Object.keys(wrong).length > 0) return { error: invalid(describeError(undefined), wrong) }
    const { abn } = prepared.business
    const { name } = take(await actions.checkName({ abn, name: entered.name }))
    const { makeCredential } = await import('../browser/make-credential.ts')
    const submissionId = crypto.randomUUID()
    let certified: { credentialId: string; validTo: string } | undefined
    const file = await makeCredential({
      abn,
      name,
      password: entered.password,
      existing: entered.existing?.bytes,
      replace: prepared.renews !== null,
      onProgress: onStep,
      submit: async (certificateRequest) => {
        const input = {
          submissionId,
          abn,
          name,
          certificateRequest,
          declaration: 'yes' as const,
          renews: prepared.renews?.id,
          revokePreviousOn: entered.revokePreviousOn,
        }
        const created = take(await twice(() => actions.certify(input)))
        certified = created
        return { certificates: created.certificates }
      },
    })
    if (certified === undefined) throw new Error('made without a certificate')
    const fileName = entered.existing?.name ?? file.fileName
    return { made: { ...file, fileName, name, credentialId: certified.credentialId, validTo: certified.validTo } }
  } catch (error) {
    return { error: error instanceof Refused ? error.text : describeError(error) }
  }
}

/** What is wrong with what was entered, before anything is sent. */
export function problemsOf(entered: EnteredCredential): FieldErrors {
  const wrong: Record<string, string> = {}
  if (entered.name.trim() === '') wrong.name = 'Enter a name for the credential.'
  Object.assign(wrong, entered.into === 'new' ? newFileProblems(entered) : existingFileProblems(entered))
  if (entered.revokePreviousOn === '') wrong.revokePreviousOn = 'Enter the first day without the old credential.'
  if (!entered.hasDeclared) wrong.declaration = 'Read the declaration and tick the box if you agree.'
  return wrong
}

function newFileProblems({ password, repeated }: EnteredCredential): FieldErrors {
  const wrong: Record<string, string> = {}
  const broken = checkKeystorePassword(password).filter(({ met }) => !met)
  if (password === '') wrong.password = 'Enter a password.'
  else if (broken.length > 0) wrong.password = `The password needs: ${broken.map(({ rule }) => rule.text).join(', ')}.`
  if (repeated !== password) wrong.repeated = 'The two passwords are not the same. Enter the second one again.'
  return wrong
}

/** Its password has been chosen long ago; whether it is right shows when the file is opened. */
function existingFileProblems({ existing, password }: EnteredCredential): FieldErrors {
  return {
    ...(existing === undefined && { existing: 'Choose your keystore file.' }),
    ...(password === '' && { password: 'Enter the password of that file.' }),
  }
}

/** A refusal of the server, carried to where it is shown. */
class Refused extends Error {
  readonly text: ErrorText & { reference?: string }
  constructor(text: ErrorText & { reference?: string }) {
    super(text.code)
    this.text = text
  }
}

function take<Value>(answer: Answer<Value>): Value {
  if ('error' in answer) throw new Refused(answer.error)
  return answer.value
}

// The same submission gives the same certificate, so an answer that was lost on the way can be asked for again.
async function twice<Value>(work: () => Promise<Value>): Promise<Value> {
  return work().catch(work)
}

function invalid(pattern: ErrorText, fields: FieldErrors): ErrorText {
  return { ...pattern, code: 'common.invalid-input', status: 400, fields }
}
