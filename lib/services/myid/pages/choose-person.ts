import type { ErrorText } from '../../../core/errors/index.ts'
import type { Persona } from '../../../platform/store/generated/client.ts'
import { type IdentityStrength, isStrongEnough, strengthNames } from '../../../policy/identity/identity-strength.ts'
import { html } from '../../http/html.ts'
import { cancelForm } from './choose-provider.ts'
import type { Page } from './layout.ts'

export type ChoosePersonProps = {
  uid: string
  personas: readonly Persona[]
  needed: IdentityStrength
  error?: ErrorText
  email?: string
}

/** Step 2: who is there; an email address as in myID, or a pick from the list. */
export function choosePersonPage({ uid, personas, needed, error, email = '' }: ChoosePersonProps): Page {
  const action = `/myid/interaction/${uid}/person`
  return {
    title: 'Who are you?',
    step: { at: 2, of: 3 },
    error: error && { ...error, field: 'email' },
    body: html`${
      needed !== 'BASIC' &&
      html`<p class="info">The service needs a <strong>${strengthNames[needed]}</strong> Digital ID${needed === 'STRONG' ? '' : ' or a stronger one'}.</p>`
    }
<form method="post" action="${action}" novalidate>
<div class="field${error && ' wrong'}">
<label for="email">myID email address</label>
<span class="hint" id="email-hint">One of the addresses of the test people below, such as olivia@example.com</span>
${error && html`<span class="error" id="email-error">${error.happened}</span>`}
<input id="email" name="email" type="email" autocomplete="username" spellcheck="false" value="${email}" aria-describedby="email-hint${error && ' email-error'}"${error && html` aria-invalid="true"`}>
</div>
<button type="submit">Continue</button>
</form>
<h2 id="people">Or pick a test person</h2>
<form method="post" action="${action}" aria-labelledby="people">
<ul class="people">
${personas.map(
  (persona) => html`<li>
<h3>${nameOf(persona)} <span class="badge ${persona.strength}">${strengthNames[persona.strength]} identity</span></h3>
<p>${persona.story} ${!isStrongEnough(persona.strength, needed) && html`<strong>Too weak for what the service needs.</strong>`}<br><span class="muted">${persona.email}</span></p>
<button class="secondary" type="submit" name="persona" value="${persona.id}">Continue as ${nameOf(persona)}</button>
</li>`,
)}
</ul>
</form>
${cancelForm(uid)}`,
  }
}

function nameOf({ givenNames, familyName }: Persona): string {
  return `${givenNames} ${familyName}`
}
