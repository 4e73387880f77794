import { describeError, type MandateError } from '../../../core/errors/index.ts'
import { html } from '../../http/html.ts'
import type { Page } from './layout.ts'

/** A page that says what went wrong, with a way on. */
export function messagePage(error: MandateError, publicUrl: string): Page {
  const { title, happened, remedy, code } = describeError(error)
  return {
    title,
    body: html`<p>${happened}</p>
<p>${remedy}</p>
<p><a href="${publicUrl}/home">Go to Mandate</a></p>
<p class="muted">Message code ${code}</p>`,
  }
}

export type SignOutProps = {
  /** Where the form goes, and its proof that it is ours. */
  action: string
  xsrf: string
  /** True where it is certain that the person asked for this: then no further press is needed. */
  isCertain: boolean
  publicUrl: string
}

/** Ends the myID session: by itself where a script may run, else with one button. */
export function signOutPage({ action, xsrf, isCertain, publicUrl }: SignOutProps): Page {
  return {
    title: isCertain ? 'Signing you out of myID' : 'Sign out of myID?',
    body: html`<p>Your session with the simulated myID ends as well.</p>
<form id="sign-out" method="post" action="${action}">
<input type="hidden" name="xsrf" value="${xsrf}">
<div class="row">
<button type="submit" name="logout" value="yes">Sign out of myID</button>
${!isCertain && html`<a href="${publicUrl}/">Stay signed in</a>`}
</div>
</form>`,
    script: isCertain ? submitAtOnce : undefined,
  }
}

const submitAtOnce = "document.getElementById('sign-out').requestSubmit(document.querySelector('button'))"

/** Said where nobody waits for the person to come back. */
export function signedOutPage(publicUrl: string): Page {
  return {
    title: 'You are signed out of myID',
    body: html`<p>You can close this page.</p><p><a href="${publicUrl}/">Go to Mandate</a></p>`,
  }
}
