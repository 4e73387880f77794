import { defineErrors } from './define.ts'

/** Errors of keystore files (`keystore.xml`). */
export const keystoreErrors = defineErrors({
  'keystore.not-xml': {
    status: 400,
    title: 'This file is not XML',
    happened: 'The file is not well-formed XML: {what}.',
    remedy: 'Choose the keystore file as it was downloaded. Its name usually ends in .xml.',
  },
  'keystore.not-a-keystore': {
    status: 400,
    title: 'This is not a keystore file',
    happened: 'The file is XML, but not a keystore: {what}.',
    remedy: 'Choose the keystore file as it was downloaded.',
  },
  'keystore.doctype': {
    status: 400,
    title: 'The file has a document type',
    happened: 'The file has a DOCTYPE, which keystore files never have and which can be used for attacks.',
    remedy: 'Choose the keystore file as it was downloaded.',
  },
  'keystore.too-large': {
    status: 413,
    title: 'The file is too large',
    happened: 'The file is larger than a keystore can be ({limit}).',
    remedy: 'Choose the keystore file as it was downloaded.',
  },
  'keystore.too-many-credentials': {
    status: 400,
    title: 'The file has too many credentials',
    happened: 'The keystore has more than {limit} credentials.',
    remedy: 'Split the credentials over several keystore files.',
  },
  'keystore.missing': {
    status: 400,
    title: 'Something is missing in the keystore',
    happened: 'The keystore has no {what} where there should be one.',
    remedy: 'The file is damaged. Use a copy of the downloaded file, or create a new credential.',
  },
  'keystore.repeated': {
    status: 400,
    title: 'Something is in the keystore twice',
    happened: 'The keystore has {what} more than once.',
    remedy: 'The file is damaged. Use a copy of the downloaded file, or create a new credential.',
  },
  'keystore.bad-value': {
    status: 400,
    title: 'The keystore has a value that cannot be read',
    happened: 'The {what} of the credential "{id}" is not in the right form.',
    remedy: 'The file is damaged. Use a copy of the downloaded file, or create a new credential.',
  },
  'keystore.bad-store-salt': {
    status: 400,
    title: 'The keystore has a value that cannot be read',
    happened: 'The salt of the keystore is not in the right form.',
    remedy: 'The file is damaged. Use a copy of the downloaded file, or create a new credential.',
  },
  'keystore.bad-certificates': {
    status: 400,
    title: 'The certificates in the keystore cannot be read',
    happened: 'The certificates of the credential "{id}" are damaged: {what}.',
    remedy: 'The file is damaged. Use a copy of the downloaded file, or create a new credential.',
  },
  'keystore.integrity-mismatch': {
    status: 400,
    title: 'The keystore was changed',
    happened: 'The check value of the credential "{id}" does not match its content. The file was changed or damaged.',
    remedy: 'Use an unchanged copy of the downloaded file, or create a new credential.',
  },
  'keystore.fingerprint-mismatch': {
    status: 400,
    title: 'The fingerprint does not match',
    happened: 'The fingerprint of the credential "{id}" is not that of its certificate.',
    remedy: 'Use an unchanged copy of the downloaded file, or create a new credential.',
  },
  'keystore.serial-mismatch': {
    status: 400,
    title: 'The serial number does not match',
    happened: 'The serial number of the credential "{id}" is not that of its certificate.',
    remedy: 'Use an unchanged copy of the downloaded file, or create a new credential.',
  },
  'keystore.name-mismatch': {
    status: 400,
    title: 'The name does not match',
    happened: 'The name of the credential "{id}" is not the name in its certificate.',
    remedy: 'Use an unchanged copy of the downloaded file, or create a new credential.',
  },
  'keystore.abn-mismatch': {
    status: 400,
    title: 'The ABN does not match',
    happened: 'The ABN of the credential "{id}" is not the ABN in its certificate.',
    remedy: 'Use an unchanged copy of the downloaded file, or create a new credential.',
  },
  'keystore.bad-private-key': {
    status: 400,
    title: 'The private key in the keystore cannot be read',
    happened: 'The protected private key of the credential "{id}" is damaged: {what}.',
    remedy: 'Use an unchanged copy of the downloaded file, or create a new credential.',
  },
  'keystore.encryption-not-supported': {
    status: 400,
    title: 'The encryption is not supported',
    happened: 'The private key of the credential "{id}" is encrypted in a way that is not supported: {what}.',
    remedy: 'Use the keystore file as it was downloaded.',
  },
  'keystore.wrong-password': {
    status: 400,
    title: 'Wrong password',
    happened: 'The password does not open the credential "{id}".',
    remedy:
      'Check the password, with capital and small letters, and try again. A lost password cannot be recovered: create a new credential.',
  },
  'keystore.key-mismatch': {
    status: 400,
    title: 'The private key does not match',
    happened: 'The private key of the credential "{id}" does not belong to its certificate.',
    remedy: 'Use an unchanged copy of the downloaded file, or create a new credential.',
  },
  'keystore.password-rule': {
    status: 400,
    title: 'Choose a stronger password',
    happened: 'The password does not meet the rule for keystores: {rules}.',
    remedy:
      'Use 10 or more characters with capital and small letters, a number and a special character, without spaces.',
  },
  'keystore.no-such-credential': {
    status: 404,
    title: 'The credential is not in this file',
    happened: 'The keystore has no credential with the id "{id}".',
    remedy: 'List the credentials in the file and use one of their ids.',
  },
  'keystore.no-credentials': {
    status: 400,
    title: 'The keystore is empty',
    happened: 'The keystore has no credentials in it.',
    remedy: 'Choose a keystore file that has at least one credential.',
  },
  'keystore.already-there': {
    status: 409,
    title: 'The credential is already in this file',
    happened: 'The keystore already has a credential with the id "{id}".',
    remedy: 'Replace the credential that is there, or choose another file.',
  },
  'keystore.no-key': {
    status: 400,
    title: 'The file has no private key',
    happened: 'The {format} file has no private key in it, so no software can use it as a credential.',
    remedy: 'Choose the file that holds the private key together with its certificate.',
  },
  'keystore.key-without-certificate': {
    status: 400,
    title: 'The certificate is missing',
    happened: 'The {format} file has a private key whose certificate is not in the file.',
    remedy: 'Choose a file that holds the private key together with its certificate.',
  },
})
