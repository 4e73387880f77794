import { describeError, MandateError } from '../../../core/errors/index.ts'
import type { Persona } from '../../../platform/store/generated/client.ts'
import { acrOf } from '../../../policy/identity/acr.ts'
import { isStrongEnough, strengthNames } from '../../../policy/identity/identity-strength.ts'
import { showCode, showPersons } from './show-step.ts'
import { readStep, writeStep } from './step-store.ts'
import { enterCode, namePerson, type SignInStep } from './steps.ts'
import type { Act, Visit } from './visit.ts'

/** The identity provider is chosen, or the person is somebody else after all: ask who it is. */
export const changePerson: Act = signInAct(async (visit, form) => {
  if (form.get('provider') === 'myid') await keep(visit, () => ({ step: 'person' }))
  visit.goOn(visit.here)
})

/** Takes the person who was picked or whose address was entered, and shows them a fresh code. */
export const takePerson: Act = signInAct(async (visit, form) => {
  const email = (form.get('email') ?? '').trim()
  const persona = await findPersona(visit, form.get('persona'), email)
  const error = persona === null ? new MandateError('identity.persona-unknown') : tooWeak(visit, persona)
  if (persona === null || error !== undefined) {
    return await showPersons(visit, describeError(error as MandateError), email.slice(0, 254))
  }
  const { clock, random } = visit.runtime
  await keep(visit, () => namePerson(persona.id, clock.now(), random))
  visit.goOn(visit.here)
})

/** Replaces the code; whoever was named stays. */
export const newCode: Act = signInAct(async (visit) => {
  const { clock, random } = visit.runtime
  await keep(visit, (state) => (state.step === 'code' ? namePerson(state.personaId, clock.now(), random) : state))
  visit.goOn(visit.here)
})

/** The code was typed into the simulated app: the right one proves the person. */
export const provePerson: Act = signInAct(async (visit, form) => {
  const { clock, store } = visit.runtime
  const before = await readStep(visit.runtime, visit.interaction.uid)
  if (before.state.step !== 'code') return visit.goOn(visit.here)
  const outcome = enterCode(before.state, form.get('code') ?? '', clock.now())
  if (!outcome.right) {
    const isKept = await writeStep(visit.runtime, visit.interaction.uid, before, outcome.next)
    return isKept ? await showCode(visit, outcome.next, outcome.error) : visit.goOn(visit.here)
  }
  const persona = await store.persona.findUnique({ where: { id: before.state.personaId } })
  if (persona === null) return await showPersons(visit, describeError(new MandateError('identity.persona-unknown')))
  await leaveOtherSession(visit, persona.id)
  await visit.finish({
    login: { accountId: persona.id, acr: acrOf(persona.strength), amr: ['mfa'], remember: false },
  })
})

/** These forms belong to signing in; a visit that is at the consent is only shown where it is. */
function signInAct(act: Act): Act {
  return async (visit, form) =>
    visit.interaction.prompt.name === 'login' ? await act(visit, form) : visit.goOn(visit.here)
}

/** Two forms at once: the second sees what the first has changed. */
async function keep(visit: Visit, change: (state: SignInStep) => SignInStep): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = await readStep(visit.runtime, visit.interaction.uid)
    if (await writeStep(visit.runtime, visit.interaction.uid, before, change(before.state))) return
  }
  throw new MandateError('common.unavailable')
}

async function findPersona({ runtime }: Visit, id: string | null, email: string): Promise<Persona | null> {
  const where = id !== null ? { id } : { email: email.toLowerCase() }
  return await runtime.store.persona.findUnique({ where })
}

function tooWeak({ needed = 'BASIC' }: Visit, { strength }: Persona): MandateError | undefined {
  if (isStrongEnough(strength, needed)) return undefined
  return new MandateError('identity.too-weak', { needed: strengthNames[needed], actual: strengthNames[strength] })
}

/** The browser was signed in to myID as somebody else: that ends first, or the library would ask with a page of its own. */
async function leaveOtherSession({ provider, interaction }: Visit, accountId: string): Promise<void> {
  if (interaction.session === undefined || interaction.session.accountId === accountId) return
  const session = await provider.Session.findByUid(interaction.session.uid)
  await session?.destroy()
  interaction.session = undefined
  await interaction.persist()
}
