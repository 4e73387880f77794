import { describeError, type ErrorText, MandateError } from '../../../core/errors/index.ts'
import { choosePersonPage } from '../pages/choose-person.ts'
import { chooseProviderPage } from '../pages/choose-provider.ts'
import { consentPage } from '../pages/consent.ts'
import { enterCodePage } from '../pages/enter-code.ts'
import { readStep } from './step-store.ts'
import { isCodeUsable, type SignInStep } from './steps.ts'
import type { Visit } from './visit.ts'

/** Shows the page of the step where the person is. */
export async function showStep(visit: Visit): Promise<void> {
  const { interaction, needed } = visit
  if (needed === undefined) {
    return await visit.finish({
      error: 'unmet_authentication_requirements',
      error_description: 'none of the acr_values is known here',
    })
  }
  if (interaction.prompt.name === 'consent') return await showConsent(visit)
  const { state } = await readStep(visit.runtime, interaction.uid)
  if (state.step === 'code') return await showCode(visit, state)
  if (state.step === 'person') return await showPersons(visit)
  visit.show(chooseProviderPage({ uid: interaction.uid, client: visit.client.name }))
}

/** The step *Who are you?*, with what was wrong in the last answer. */
export async function showPersons(visit: Visit, error?: ErrorText, email?: string): Promise<void> {
  const personas = await visit.runtime.store.persona.findMany({ orderBy: { position: 'asc' } })
  const { uid } = visit.interaction
  visit.show(
    choosePersonPage({ uid, personas, needed: visit.needed ?? 'BASIC', error, email }),
    error === undefined ? 200 : 422,
  )
}

/** The step of the code, with what was wrong in the last answer. */
export async function showCode(
  visit: Visit,
  state: SignInStep & { step: 'code' },
  wrong?: MandateError,
): Promise<void> {
  const { store, clock } = visit.runtime
  const persona = await store.persona.findUnique({ where: { id: state.personaId } })
  if (persona === null) return await showPersons(visit)
  const isUsable = isCodeUsable(state, clock.now())
  const error =
    wrong ??
    (isUsable ? undefined : new MandateError(state.triesLeft > 0 ? 'identity.code-lapsed' : 'identity.code-used-up'))
  visit.show(
    enterCodePage({
      uid: visit.interaction.uid,
      persona,
      code: isUsable ? state.code : undefined,
      error: error && describeError(error),
    }),
    wrong === undefined ? 200 : 422,
  )
}

async function showConsent(visit: Visit): Promise<void> {
  const { interaction, client, scope, runtime } = visit
  const persona = await runtime.store.persona.findUnique({ where: { id: interaction.session?.accountId ?? '' } })
  if (persona === null) {
    return await visit.finish({ error: 'access_denied', error_description: 'the person is not known here any more' })
  }
  visit.show(consentPage({ uid: interaction.uid, client: client.name, persona, scopes: scope.split(' ') }))
}
