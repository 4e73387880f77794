import { defineErrors } from './define.ts'

/** Errors of machine credentials: making, renewing, claiming and revoking them. */
export const credentialErrors = defineErrors({
  'credential.business-cancelled': {
    status: 409,
    title: 'The ABN is cancelled',
    happened: 'The ABN {abn} is cancelled in the Australian Business Register, so it cannot get a machine credential.',
    remedy: 'If that is wrong, correct the registration of the business first, then try again.',
    modelled: 'REB.BR.0003',
  },
  'credential.business-unknown': {
    status: 404,
    title: 'The ABN is not in the register',
    happened: 'The business register has no entry for the ABN {abn}.',
    remedy: 'Check the ABN. In the sandbox, use one of the businesses that it knows.',
    modelled: 'REB.BR.0301',
  },
  'credential.name': {
    status: 400,
    title: 'Choose another credential name',
    happened: 'This name cannot be used for a machine credential: {what}.',
    remedy: 'Use 1 to 60 letters, digits, spaces and the signs . _ - ( ), and begin with a letter or digit.',
  },
  'credential.too-many': {
    status: 429,
    title: 'Too many machine credentials in a short time',
    happened: '{who} made {count} machine credentials within {span}. That looks like a program that runs in a loop.',
    remedy: 'Stop the program, then try again after {until}.',
  },
  'credential.being-issued': {
    status: 409,
    title: 'The credential is being issued',
    happened: 'The same request is being worked on at this moment.',
    remedy: 'Wait a few seconds, then look at the list of machine credentials.',
  },
  'credential.form-used': {
    status: 409,
    title: 'This form has made its credential already',
    happened: 'The form that you sent already made the machine credential "{name}", for another key.',
    remedy: 'Look at the list. If you did not get its keystore file, revoke it and create a new credential.',
  },
  'credential.issuing-interrupted': {
    status: 409,
    title: 'The credential was not issued',
    happened: 'Issuing took too long and was cut off. The certificate, if it was made, is revoked.',
    remedy: 'Create the credential again. Your software makes a new key for it.',
  },
  'credential.revoked': {
    status: 409,
    title: 'The credential is revoked',
    happened: 'The machine credential "{name}" was revoked on {date}. That cannot be undone.',
    remedy: 'Create a new machine credential if one is needed.',
  },
  'credential.expired': {
    status: 409,
    title: 'The credential has expired',
    happened: 'The machine credential "{name}" expired on {date}.',
    remedy: 'Create a new machine credential if one is needed.',
  },
  'credential.not-unassigned': {
    status: 409,
    title: 'Somebody looks after this credential',
    happened: 'The machine credential "{name}" is not waiting for anybody to claim it.',
    remedy: 'Reload the list. Only a suspended credential can be claimed.',
  },
  'credential.renewal-too-early': {
    status: 409,
    title: 'It is too early to renew',
    happened: 'The machine credential "{name}" can be renewed from {from}.',
    remedy: 'Renew it then. If you need another credential now, create a new one.',
  },
  'credential.renewal-name': {
    status: 400,
    title: 'The name must stay the same',
    happened: 'A renewal keeps the name "{name}", so that the permissions that go with it stay.',
    remedy: 'Renew under the same name, or create a new credential with another name.',
  },
  'credential.renewal-date': {
    status: 400,
    title: 'The date cannot be used',
    happened: 'The old credential cannot be revoked on {date}: it is in the past, or after the old one has expired.',
    remedy: 'Choose a day from today to the day on which the old credential expires.',
  },
  'credential.renewal-not-proved': {
    status: 403,
    title: 'The renewal is not signed by the current credential',
    happened: 'The signature of the renewal request was not made with the key of the credential that is to be renewed.',
    remedy: 'Sign the renewal request with the private key of the current credential, and send it unchanged.',
  },
  'credential.renewal-stale': {
    status: 403,
    title: 'The renewal request is too old or too new',
    happened: 'The renewal request was made at {made}; it is {now} now.',
    remedy: 'Check the clock of your machine, make the request again, and send it at once.',
  },
  'credential.renewed-often': {
    status: 409,
    title: 'The credential was renewed already',
    happened:
      'The machine credential "{name}" was already renewed {count} times. That looks like a program that loops.',
    remedy: 'Use one of the newer credentials, or renew it in the portal.',
  },
  'credential.unassigned': {
    status: 409,
    title: 'Nobody looks after this credential',
    happened: 'Nobody looks after the machine credential "{name}", so software cannot renew it.',
    remedy: 'Have a machine credential administrator of the business claim it in the portal, then renew again.',
  },
  'credential.wrong-answer': {
    status: 500,
    side: 'receiver',
    title: 'The answer does not fit',
    happened: 'The certificate that came back is not for the key or the names that were asked for. It was not used.',
    remedy: 'Look at the list of machine credentials, revoke the new one if it is there, and try again.',
  },
  'credential.not-ours': {
    status: 403,
    event: 'E2169',
    title: 'The credential is not known here',
    happened: 'The certificate in the renewal request was not issued here.',
    remedy: 'Renew a credential at the place that issued it.',
  },
})
