import type { ErrorText } from '../../../core/errors/index.ts'
import type { Persona } from '../../../platform/store/generated/client.ts'
import { html } from '../../http/html.ts'
import { cancelForm } from './choose-provider.ts'
import type { Page } from './layout.ts'

export type EnterCodeProps = {
  uid: string
  persona: Persona
  /** The code to show; nothing once it no longer counts. */
  code: string | undefined
  error?: ErrorText
}

/** Step 3: the code that the site shows and the person types into the app; both are on this page. */
export function enterCodePage({ uid, persona, code, error }: EnterCodeProps): Page {
  return {
    title: 'Enter the code in your myID app',
    step: { at: 3, of: 3 },
    error: error && { ...error, field: code === undefined ? 'new-code' : 'code' },
    body: html`<p>Signing in as <strong>${persona.givenNames} ${persona.familyName}</strong> (${persona.email}).</p>
${code === undefined ? newCode(uid) : codeAndApp(uid, code, error)}
<div class="row">
${code !== undefined && html`<form method="post" action="/myid/interaction/${uid}/new-code"><button class="link" type="submit">Get a new code</button></form>`}
<form method="post" action="/myid/interaction/${uid}/provider"><button class="link" type="submit" name="provider" value="myid">I am somebody else</button></form>
${cancelForm(uid)}
</div>`,
  }
}

function codeAndApp(uid: string, code: string, error: ErrorText | undefined) {
  return html`<div>
<p>Your code. It counts for 5 minutes.</p>
<p class="shown-code"><span id="shown-code" aria-hidden="true">${code}</span><span class="visually-hidden">${[...code].join(' ')}</span></p>
</div>
<section class="panel" aria-labelledby="app">
<h2 id="app">The myID app (simulated)</h2>
<p>In a real sign-in you would type this code in the myID app on your phone. Here, type it into this box.</p>
<form method="post" action="/myid/interaction/${uid}/code" autocomplete="off" novalidate>
<div class="field${error && ' wrong'}">
<label for="code">4-digit code</label>
${error && html`<span class="error" id="code-error">${error.happened} ${error.remedy}</span>`}
<input class="code" id="code" name="code" type="text" inputmode="numeric" maxlength="8" autocomplete="off"${error && html` aria-invalid="true" aria-describedby="code-error"`}>
</div>
<button type="submit">Accept in the app</button>
</form>
</section>`
}

function newCode(uid: string) {
  return html`<form method="post" action="/myid/interaction/${uid}/new-code"><button id="new-code" type="submit">Get a new code</button></form>`
}
