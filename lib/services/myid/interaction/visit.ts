import type { IncomingMessage, ServerResponse } from 'node:http'
import type { InteractionResults, Provider } from 'oidc-provider'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { neededStrength } from '../../../policy/identity/acr.ts'
import type { IdentityStrength } from '../../../policy/identity/identity-strength.ts'
import { answer } from '../../http/answer.ts'
import type { Page } from '../pages/layout.ts'
import { sendPage } from '../pages/send-page.ts'

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>

/** One request of a browser within a sign-in that is under way. */
export type Visit = {
  runtime: Runtime
  provider: Provider
  interaction: Interaction
  client: { id: string; name: string }
  /** Scopes that the service asks for. */
  scope: string
  /** Weakest identity that the service takes; `undefined` where it asks for something that does not exist. */
  needed: IdentityStrength | undefined
  /** Path of the page of this sign-in. */
  here: string
  show(page: Page, status?: number): void
  goOn(location: string): void
  /** Ends this step with an answer for the library, and sends the browser on. */
  finish(result: InteractionResults): Promise<void>
}

/** What a form of these pages does. */
export type Act = (visit: Visit, form: URLSearchParams) => Promise<void>

export async function visitOf(
  runtime: Runtime,
  provider: Provider,
  interaction: Interaction,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Visit> {
  const id = String(interaction.params.client_id)
  const goOn = (location: string) =>
    answer(response, 303, 'text/plain; charset=utf-8', '', { location, 'cache-control': 'no-store' })
  return {
    runtime,
    provider,
    interaction,
    client: { id, name: (await provider.Client.find(id))?.clientName ?? id },
    scope: String(interaction.params.scope ?? ''),
    needed: neededStrength(interaction.params.acr_values),
    here: `/myid/interaction/${interaction.uid}`,
    show: (page, status) => sendPage(response, page, status),
    goOn,
    finish: async (result) => goOn(await provider.interactionResult(request, response, result)),
  }
}
