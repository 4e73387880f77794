import { defineErrors } from './define.ts'

/** Errors of Online services for DSPs. */
export const dspErrors = defineErrors({
  'dsp.no-access': {
    status: 403,
    title: 'You cannot use Online services for DSPs for this business',
    happened: '{why}',
    remedy:
      'Ask a principal authority or an authorisation administrator of the business to give you access to "Online services for DSPs" of the tax office.',
  },
  'dsp.identity-too-weak': {
    status: 403,
    title: 'Your Digital ID is not strong enough for this',
    happened: 'With a Basic identity you can read and ask for support. Registering and testing need Standard.',
    remedy: 'Raise the strength of your Digital ID in its app, then sign in again.',
  },
  'dsp.not-registered': {
    status: 409,
    title: 'Register as a developer first',
    happened: 'The business has not sent its SBR developer registration.',
    remedy: 'Send the SBR developer registration with a main contact. It takes effect at once.',
  },
  'dsp.already-registered': {
    status: 409,
    title: 'The business is registered already',
    happened: 'The business is registered as a developer since {since}.',
    remedy: 'Go to its page to see or change the details.',
  },
  'dsp.main-contact-missing': {
    status: 409,
    title: 'Name a main contact with a phone number first',
    happened: 'The organisation has no main contact with a phone number.',
    remedy: 'Open its contacts, and make one of them the main contact.',
  },
  'dsp.main-contact-stays': {
    status: 409,
    title: 'This is the main contact',
    happened: 'An organisation always has a main contact, so this one cannot be removed.',
    remedy: 'Make somebody else the main contact first.',
  },
  'dsp.contact-exists': {
    status: 409,
    title: 'There is such a contact already',
    happened: 'A contact with the address {email} is registered for this organisation.',
    remedy: 'Change that contact, or enter another email address.',
  },
  'dsp.product-exists': {
    status: 409,
    title: 'This product is registered already',
    happened: '{name} {version} is registered for this organisation.',
    remedy: 'Open it in the list of products, or register another version.',
  },
  'dsp.status-forbids': {
    status: 409,
    title: 'Not possible in this status',
    happened: 'In {service} the product is "{status}", so this cannot be done.',
    remedy: 'Reload the page to see what is possible now.',
  },
  'dsp.not-ready': {
    status: 409,
    title: 'Something is still missing',
    happened: 'The tests cannot be finished yet. Missing: {missing}.',
    remedy: 'Do what the list on the page of the product says, then finish the tests.',
  },
  'dsp.not-for-attestation': {
    status: 409,
    title: 'The system ticks this case itself',
    happened: 'This case is ticked when the service sees your software do it; nobody can tick it by hand.',
    remedy: 'Follow the steps of the case with your software.',
  },
  'dsp.kit-not-needed': {
    status: 409,
    title: 'This product does not use USI',
    happened: 'The USI developer kit is for products that are registered for the USI service.',
    remedy: 'Register the product for USI first.',
  },
  'dsp.kit-granted': {
    status: 409,
    title: 'You have the USI developer kit already',
    happened: 'The application for this product was granted.',
    remedy: 'Open the product to download the kit.',
  },
  'dsp.report-not-there': {
    status: 409,
    title: 'There is no report yet',
    happened: 'The report is written when the tests are finished.',
    remedy: 'Pass every case of the environment, then finish the tests.',
  },
  'dsp.credential-not-yours': {
    status: 404,
    title: 'We found no such credential',
    happened: 'Your organisation has no machine credential like this.',
    remedy: 'Choose one of the list, or leave it out.',
  },
  'dsp.trace-not-yours': {
    status: 404,
    title: 'We found no such trace',
    happened: 'No call of your organisation has the trace {trace}.',
    remedy: 'Copy the trace from the answer of the service, or leave it out.',
  },
  'dsp.request-over': {
    status: 409,
    title: 'Not possible in this status',
    happened: 'The request is "{status}", so this cannot be done.',
    remedy: 'Reload the page to see what is possible now, or send a new request.',
  },
})
