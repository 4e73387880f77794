import { defineErrors } from './define.ts'

/** Errors of SAML assertions, as a relying party sees them. */
export const samlErrors = defineErrors({
  'saml.malformed': {
    status: 400,
    title: 'The token is not built as it should be',
    happened: 'The SAML assertion is broken: {problem}.',
    remedy: 'Send the token exactly as it was issued.',
  },
  'saml.not-signed': {
    status: 403,
    title: 'The token is not signed',
    happened: 'The SAML assertion has no signature over the whole of it.',
    remedy: 'Send the token exactly as it was issued.',
  },
  'saml.unknown-issuer': {
    status: 403,
    title: 'The token was issued by somebody else',
    happened: 'The SAML assertion is not signed by a token service that is trusted here.',
    remedy: 'Ask the token service of this environment for a token.',
  },
  'saml.wrong-audience': {
    status: 403,
    title: 'The token is for another service',
    happened: 'The token is for {audience}, not for this service.',
    remedy: 'Ask for a token with the address of this service in AppliesTo.',
  },
  'saml.expired': {
    status: 403,
    title: 'The token has expired',
    happened: 'The token was valid until {until}; here it is {now}.',
    remedy: 'Ask for a new token.',
  },
  'saml.not-yet-valid': {
    status: 403,
    title: 'The token is not valid yet',
    happened: 'The token becomes valid at {from}; here it is {now}.',
    remedy: 'Wait until that moment, or ask for a token whose Lifetime begins now.',
  },
  'saml.unknown-condition': {
    status: 403,
    title: 'The token has a condition that is not understood here',
    happened: 'The token has the condition {condition}, which is not understood here.',
    remedy: 'Ask the token service for a token without it.',
  },
  'saml.confirmation': {
    status: 403,
    title: 'The token does not say how its holder proves himself',
    happened: 'The subject confirmation of the token is {method}, which is not accepted here.',
    remedy: 'Ask for a token with KeyType SymmetricKey.',
  },
})
