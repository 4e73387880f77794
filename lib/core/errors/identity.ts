import { defineErrors } from './define.ts'

/** Errors of signing in, of the session, and of the simulated Digital ID. */
export const identityErrors = defineErrors({
  'identity.declined': {
    status: 403,
    title: 'You did not sign in',
    happened: 'The sign-in was cancelled, or you chose not to share your details.',
    remedy: 'Nothing was changed. You can start again when you are ready.',
  },
  'identity.failed': {
    status: 502,
    title: 'The sign-in did not finish',
    happened: 'Your Digital ID and Mandate could not finish the sign-in together.',
    remedy: 'Start again. If it happens again, wait a few minutes, then tell the operator of this site.',
  },
  'identity.lapsed': {
    status: 400,
    title: 'The sign-in took too long',
    happened: 'This sign-in was started too long ago, in another browser, or was already used.',
    remedy: 'Start again, and finish within 15 minutes in the same browser.',
  },
  'identity.unreachable': {
    status: 503,
    title: 'Digital ID does not answer',
    happened: 'The service that checks your Digital ID could not be reached.',
    remedy: 'Try again in a few minutes.',
  },
  'identity.other-site': {
    status: 403,
    title: 'That request came from another site',
    happened: 'For your safety, signing in and signing out only start from the pages of this site.',
    remedy: 'Use the button on this page.',
  },
  'identity.strength-unknown': {
    status: 502,
    title: 'Your identity strength is not known',
    happened: 'Your Digital ID did not say how strong it is, so Mandate cannot decide what you may do.',
    remedy: 'Start again. If it happens again, tell the operator of this site.',
  },
  'identity.name-missing': {
    status: 502,
    title: 'Your name is missing',
    happened: 'Your Digital ID did not share your name, which Mandate needs to find your businesses.',
    remedy: 'Start again and agree to share your details.',
  },
  'identity.too-weak': {
    status: 403,
    title: 'You need a stronger Digital ID for this',
    happened: 'This needs a {needed} Digital ID. You signed in with a {actual} one.',
    remedy: 'Make your Digital ID stronger in the myID app, then sign in again.',
  },
  'identity.persona-unknown': {
    status: 422,
    title: 'No test person has this address',
    happened: 'None of the made-up people of this sandbox has this email address.',
    remedy: 'Choose a person from the list, or enter one of their addresses.',
  },
  'identity.code-wrong': {
    status: 422,
    title: 'That is not the code',
    happened: 'The code you entered is not the one shown on this page.',
    remedy: 'Enter the four digits again. Tries left: {left}.',
  },
  'identity.code-used-up': {
    status: 422,
    title: 'Too many wrong codes',
    happened: 'The code was entered wrongly too often and no longer counts.',
    remedy: 'Get a new code and enter that one.',
  },
  'identity.code-lapsed': {
    status: 422,
    title: 'The code has lapsed',
    happened: 'A code counts for five minutes, and those have passed.',
    remedy: 'Get a new code and enter that one.',
  },
  'identity.page-over': {
    status: 410,
    title: 'This page is no longer in use',
    happened: 'You have already finished this step, or it was open for too long.',
    remedy: 'Go back to Mandate. If you are not signed in, start again from there.',
  },
  'identity.request-refused': {
    status: 400,
    title: 'This sign-in request cannot be used',
    happened: 'The site that sent you here asked for something that myID does not allow: {reason}.',
    remedy: 'Go back to Mandate and start again from there.',
  },
  'identity.client-key-unusable': {
    status: 503,
    title: 'The sign-in key cannot be used',
    happened: 'The file named by MANDATE_OIDC_CLIENT_KEY could not be used ({reason}).',
    remedy: 'Name a file that holds one private key as a JWK with its "kid", readable by this program.',
  },
})
