import { defineErrors } from './define.ts'

/** Errors of trusting a vendor's own test credentials in a sandbox. */
export const trustErrors = defineErrors({
  'trust.no-authority': {
    status: 400,
    title: 'The authority is not in the file',
    happened: 'The file has the certificate of "{name}", but not that of the authority that issued it.',
    remedy: 'Choose the keystore file as you got it, with its whole chain of certificates.',
  },
  'trust.issued-here': {
    status: 409,
    title: 'This credential was issued here',
    happened: 'The credential "{name}" comes from the authority of this sandbox, which is trusted already.',
    remedy: 'Use the keystore file as it is.',
  },
  'trust.no-business': {
    status: 400,
    title: 'The certificate names no business',
    happened: 'The organisation in the certificate of "{name}" is "{organisation}", not an ABN.',
    remedy: 'Choose the keystore file of a machine credential.',
  },
  'trust.too-many': {
    status: 429,
    title: 'Too many external credentials',
    happened: 'This sandbox trusts {count} external credentials already, which is as many as it can.',
    remedy: 'Stop trusting those that nobody uses, then try again.',
  },
})
