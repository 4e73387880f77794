import { defineErrors } from './define.ts'

/** Errors of identifiers that people type: ABN, ACN, software ID and the like. */
export const identifierErrors = defineErrors({
  'abn.invalid': {
    status: 400,
    title: 'This is not a valid ABN',
    happened: '"{value}" is not a valid Australian business number.',
    remedy: 'An ABN has 11 digits and a built-in check. Look for a missing or swapped digit.',
  },
  'acn.invalid': {
    status: 400,
    title: 'This is not a valid ACN',
    happened: '"{value}" is not a valid Australian company number.',
    remedy: 'An ACN has 9 digits and a built-in check. Look for a missing or swapped digit.',
  },
  'software-id.invalid': {
    status: 400,
    title: 'This is not a software ID',
    happened: '"{value}" is not a software ID.',
    remedy: 'A software ID has exactly 10 digits. Your software provider shows it in its product.',
  },
  'email.invalid': {
    status: 400,
    title: 'This is not an email address',
    happened: '"{value}" is not an email address.',
    remedy: 'Enter an address such as name@example.com.',
  },
})
