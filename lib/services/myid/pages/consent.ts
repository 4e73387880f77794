import type { Persona } from '../../../platform/store/generated/client.ts'
import { strengthNames } from '../../../policy/identity/identity-strength.ts'
import { html } from '../../http/html.ts'
import type { Page } from './layout.ts'

export type ConsentProps = { uid: string; client: string; persona: Persona; scopes: readonly string[] }

/** What would be shared with the service, and whether to ask again. */
export function consentPage({ uid, client, persona, scopes }: ConsentProps): Page {
  return {
    title: 'Your consent',
    body: html`<p><strong>${client}</strong> asks for these details of yours. Without them you cannot sign in there.</p>
<dl class="facts">
${factsOf(persona, scopes).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
</dl>
<form method="post" action="/myid/interaction/${uid}/consent">
<label class="check"><input type="checkbox" name="remember" value="yes" checked> <span>Yes, remember my consent</span></label>
<div class="row">
<button type="submit" name="answer" value="yes">Continue</button>
<button class="secondary" type="submit" name="answer" value="no">Decline</button>
</div>
</form>`,
  }
}

function factsOf(persona: Persona, scopes: readonly string[]): [string, string][] {
  return [
    ...(scopes.includes('profile')
      ? ([
          ['Given names', persona.givenNames],
          ['Family name', persona.familyName],
          ['Date of birth', dayInWords(persona.birthDate)],
        ] as [string, string][])
      : []),
    ...(scopes.includes('email') ? ([['Email address', persona.email]] as [string, string][]) : []),
    ['Identity strength', strengthNames[persona.strength]],
  ]
}

function dayInWords(isoDay: string): string {
  const format = new Intl.DateTimeFormat('en-AU', { dateStyle: 'long', timeZone: 'UTC' })
  return format.format(Date.parse(`${isoDay}T00:00:00Z`))
}
