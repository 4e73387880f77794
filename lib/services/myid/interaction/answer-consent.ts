import { forgetConsent, rememberConsent } from '../../../platform/oidc/remembered-consent.ts'
import { grantConsent } from '../../oidc/consent.ts'
import type { Act } from './visit.ts'

/** The person agrees to share their details, once or from now on, or declines. */
export const answerConsent: Act = async (visit, form) => {
  const { runtime, provider, interaction, client, scope } = visit
  const accountId = interaction.session?.accountId
  const answer = form.get('answer')
  if (interaction.prompt.name !== 'consent' || accountId === undefined) return visit.goOn(visit.here)
  if (answer === 'no') return await cancel(visit, form)
  if (answer !== 'yes') return visit.goOn(visit.here)

  const party = { accountId, clientId: client.id }
  if (form.get('remember') === 'yes') await rememberConsent(runtime, party, scope)
  else await forgetConsent(runtime, party)
  await visit.finish({ consent: { grantId: await grantConsent(provider, party, scope) } })
}

/** The way out: the service is told that the person did not want to. */
export const cancel: Act = async (visit) => {
  await visit.finish({ error: 'access_denied', error_description: 'the person did not go on' })
}
