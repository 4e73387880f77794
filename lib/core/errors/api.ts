import { defineErrors } from './define.ts'

/** Errors of the JSON API and its tokens. */
export const apiErrors = defineErrors({
  'api.no-token': {
    status: 401,
    title: 'A token is needed',
    happened: 'The request has no API token.',
    remedy: 'Create a token for the business in the portal and send it in the header "authorization: Bearer TOKEN".',
  },
  'api.token-unknown': {
    status: 401,
    title: 'This token is not known',
    happened: 'The API token is not one of ours, or it is not complete.',
    remedy: 'Check that the whole token was copied. If it is lost, create a new one in the portal.',
  },
  'api.token-revoked': {
    status: 401,
    title: 'This token was revoked',
    happened: 'The API token was revoked on {date}.',
    remedy: 'Create a new token in the portal if the program is still needed.',
  },
  'api.token-expired': {
    status: 401,
    title: 'This token has expired',
    happened: 'The API token expired on {date}.',
    remedy: 'Create a new token in the portal and give it to the program.',
  },
  'api.token-without-maker': {
    status: 401,
    title: 'Whoever made this token has left',
    happened: 'The person who made this API token does not act for the business any more, so the token is dead.',
    remedy: 'Ask an authorisation administrator of the business to create a new token.',
  },
  'api.right-missing': {
    status: 403,
    title: 'The token lacks a right',
    happened: 'The API token does not have the right "{right}".',
    remedy: 'Create a token that has this right. The rights of a token cannot be changed.',
  },
  'api.other-business': {
    status: 403,
    title: 'The token is for another business',
    happened: 'The API token may not be used for the business in the address.',
    remedy: 'Use the ABN that the token was made for, or a token of the other business.',
  },
  'api.right-not-yours': {
    status: 403,
    title: 'You cannot give this right',
    happened: 'Your role for this business does not include the right "{right}".',
    remedy: 'Leave the right out, or ask somebody whose role includes it to create the token.',
  },
  'api.too-many-tokens': {
    status: 409,
    title: 'Too many tokens',
    happened: 'The business has {limit} API tokens that work, which is the most it can have.',
    remedy: 'Revoke tokens that are not needed, then create the new one.',
  },
  'api.token-over': {
    status: 409,
    title: 'This token does not work any more',
    happened: 'The API token was revoked before, or it has expired.',
    remedy: 'There is nothing to do: programs that use it are refused already.',
  },
  'api.method-not-allowed': {
    status: 405,
    title: 'Another method is needed',
    happened: 'This address does not take {method}.',
    remedy: 'Use {allow}.',
  },
  'api.idempotency-key-malformed': {
    status: 400,
    title: 'The idempotency key cannot be used',
    happened: 'The header "idempotency-key" is not 1 to 200 visible ASCII characters.',
    remedy: 'Send a random key, such as a UUID, and the same one when the same request is sent again.',
  },
  'api.idempotency-key-not-taken': {
    status: 400,
    title: 'No idempotency key is taken here',
    happened: 'This request is not made once-only by the header "idempotency-key".',
    remedy: 'Leave the header out.',
  },
  'api.idempotency-conflict': {
    status: 422,
    title: 'The idempotency key belongs to another request',
    happened: 'The same idempotency key came before with another address or body.',
    remedy: 'Use a new key for each new request, also for one that was corrected.',
  },
  'api.version-needed': {
    status: 428,
    title: 'Say which version you change',
    happened: 'The header "if-match" is missing, so a change of somebody else could be overwritten.',
    remedy: 'Read the record, then send its "etag" as "if-match".',
  },
  'api.version-malformed': {
    status: 400,
    title: 'The version cannot be read',
    happened: 'The header "if-match" does not hold one version as the header "etag" gave it.',
    remedy: 'Send the "etag" of the record unchanged, with its quotation marks.',
  },
  'api.version-changed': {
    status: 412,
    title: 'Somebody else changed this',
    happened: 'The record has been changed since the version that the header "if-match" names.',
    remedy: 'Read the record again, look at what changed, then decide again. Nothing was saved.',
  },
  'api.cursor-unknown': {
    status: 400,
    title: 'The list cannot go on from there',
    happened: 'The cursor in "after" or "before" was not given out by this list.',
    remedy: 'Send a cursor of this list unchanged, or leave it out to start at the top.',
  },
  'api.too-fast': {
    status: 429,
    title: 'Too many requests',
    happened: 'This API token has made {limit} requests within a minute, which is the most it may.',
    remedy: 'Wait {seconds} seconds, as the header "retry-after" says. The header "ratelimit" tells what is left.',
  },
})
