'use client'

import { useRef, useState } from 'react'
import type { PreparedCredential } from '../../../lib/domain/credentials/create/prepare-credential.ts'
import { type FormState, untouched } from '../../ui/form/form-state.ts'
import { CredentialForm, type EnteredCredential } from './credential-form.tsx'
import { MadeCredential } from './made-credential.tsx'
import { type MakingStep, makeHere } from './make-here.ts'
import type { CredentialActions, Made } from './types.ts'

/**
 * Makes a machine credential in the page: asks, makes the key, has it certified, and hands over the file. The private
 * key and the password stay in this page; `actions` never get them.
 */
export function CreateCredential({
  prepared,
  actions,
  tokenService,
}: {
  prepared: PreparedCredential
  actions: CredentialActions
  tokenService: string
}) {
  const [state, setState] = useState<FormState>(untouched)
  const [step, setStep] = useState<MakingStep | undefined>()
  const [made, setMade] = useState<Made | undefined>()
  const working = useRef(false)

  async function make(entered: EnteredCredential) {
    if (working.current) return
    working.current = true
    setStep('checking')
    const outcome = await makeHere({ prepared, actions, entered, onStep: setStep })
    working.current = false
    setStep(undefined)
    if ('made' in outcome) setMade(outcome.made)
    else setState(({ attempt }) => ({ attempt: attempt + 1, error: outcome.error, values: entered.values }))
  }

  if (made !== undefined) return <MadeCredential made={made} abn={prepared.business.abn} tokenService={tokenService} />
  return <CredentialForm prepared={prepared} actions={actions} state={state} step={step} onSubmit={make} />
}
