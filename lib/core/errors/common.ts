import { defineErrors } from './define.ts'

/** Errors that any room of the house can have. */
export const commonErrors = defineErrors({
  'common.internal': {
    status: 500,
    side: 'receiver',
    event: 'E1001',
    title: 'Something went wrong on our side',
    happened: 'Mandate could not finish this because of a fault of its own.',
    remedy: 'Try again in a minute. If it happens again, tell the operator the reference shown with this message.',
  },
  'common.not-found': {
    status: 404,
    title: 'Not found',
    happened: 'There is nothing at this address, or you are not allowed to see it.',
    remedy: 'Check the address, or go back to the start page.',
  },
  'common.invalid-input': {
    status: 400,
    title: 'Check what you entered',
    happened: 'Some of what you entered is missing or not in the right form: {what}.',
    remedy: 'Correct the marked answers and send them again.',
  },
  'common.not-signed-in': {
    status: 401,
    title: 'Sign in first',
    happened: 'You are not signed in, or your session has ended.',
    remedy: 'Sign in with your Digital ID and try again.',
  },
  'common.not-allowed': {
    status: 403,
    title: 'You are not allowed to do this',
    happened: 'Your role for this business does not include this.',
    remedy: 'Ask a principal authority or an authorisation administrator of the business.',
  },
  'common.changed-meanwhile': {
    status: 409,
    title: 'Somebody else changed this',
    happened: 'While you were working, somebody else changed the same record.',
    remedy:
      'Nothing of yours was saved. Look at what changed, then decide: if you send yours again, it takes the place of theirs.',
  },
  'common.not-json': {
    status: 415,
    title: 'JSON is expected here',
    happened: 'What was sent is not JSON in UTF-8, or its content type is not application/json.',
    remedy: 'Send JSON with the header "content-type: application/json".',
  },
  'common.foreign-origin': {
    status: 403,
    title: 'Another website may not do this',
    happened: 'The request was started by a page of another website.',
    remedy: 'Use the portal itself, or a program that is not a web page.',
  },
  'common.too-large': {
    status: 413,
    title: 'Too large',
    happened: 'What was sent is larger than the limit of {limit}.',
    remedy: 'Send less in one request.',
  },
  'common.too-many': {
    status: 429,
    title: 'Too many tries',
    happened: 'This was tried too often in a short time.',
    remedy: 'Wait until {until}, then try again.',
  },
  'common.unavailable': {
    status: 503,
    side: 'receiver',
    event: 'E1003',
    title: 'Not available now',
    happened: 'This part of Mandate is stopping or not ready.',
    remedy: 'Try again in a few seconds.',
  },
})
