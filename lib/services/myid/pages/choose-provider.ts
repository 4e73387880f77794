import { html } from '../../http/html.ts'
import type { Page } from './layout.ts'

/** Step 1: which identity provider. There is one, as there is for people. */
export function chooseProviderPage({ uid, client }: { uid: string; client: string }): Page {
  return {
    title: 'Choose your identity provider',
    step: { at: 1, of: 3 },
    body: html`<p>To continue to <strong>${client}</strong>, choose who proves your identity.</p>
<form method="post" action="/myid/interaction/${uid}/provider">
<button type="submit" name="provider" value="myid">myID (simulated)</button>
</form>
${cancelForm(uid)}`,
  }
}

/** The way out, on every step. */
export function cancelForm(uid: string) {
  return html`<form method="post" action="/myid/interaction/${uid}/cancel"><button class="link" type="submit">Cancel and go back</button></form>`
}
