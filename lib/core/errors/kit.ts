import { defineErrors } from './define.ts'

/** Errors of the developer kit, on the machine of the person who runs it. */
export const kitErrors = defineErrors({
  'kit.usage': {
    status: 400,
    title: 'The command is not complete',
    happened: '{what}',
    remedy: 'Run "{help}" to see how it is used.',
  },
  'kit.password-argument': {
    status: 400,
    title: 'Passwords are not taken as arguments',
    happened:
      'A password on the command line can be read by every other program and stays in the history of the shell.',
    remedy:
      'Leave it out and type it when asked, or send it with --password-stdin, or set MANDATE_KEYSTORE_PASSWORD. Change the password if the machine is shared.',
  },
  'kit.password-missing': {
    status: 400,
    title: 'The keystore password is missing',
    happened: 'There is no terminal to ask for the keystore password.',
    remedy: 'Send it with --password-stdin, or set MANDATE_KEYSTORE_PASSWORD.',
  },
  'kit.passwords-differ': {
    status: 400,
    title: 'The two passwords differ',
    happened: 'What was typed the second time is not what was typed the first time.',
    remedy: 'Run the command again and type the same password twice.',
  },
  'kit.file-unreadable': {
    status: 400,
    title: 'The file cannot be read',
    happened: 'The file {file} cannot be read: {reason}.',
    remedy: 'Check the name of the file and that you may read it.',
  },
  'kit.file-exists': {
    status: 409,
    title: 'The file is already there',
    happened: 'The file {file} already exists. A keystore is never overwritten.',
    remedy: 'Choose another name, or move the old file away.',
  },
  'kit.file-unwritable': {
    status: 400,
    title: 'The file cannot be written',
    happened: 'The file {file} cannot be written: {reason}.',
    remedy: 'Choose a folder that exists and that you may write to.',
  },
  'kit.several-credentials': {
    status: 400,
    title: 'Which credential?',
    happened: 'The keystore has {count} credentials: {ids}.',
    remedy: 'Name one of them with --credential.',
  },
  'kit.credential-expired': {
    status: 409,
    title: 'The credential has expired',
    happened: 'The credential "{id}" expired on {date}, so it cannot ask for its own renewal.',
    remedy: 'Create a new credential with the same name in the portal.',
  },
  'kit.address-invalid': {
    status: 400,
    title: 'This is not an address that can be used',
    happened: '"{address}" cannot be used: {what}.',
    remedy: 'Use an address such as https://localhost:3443. Plain http is for this machine only.',
  },
  'kit.unreachable': {
    status: 503,
    title: 'The service cannot be reached',
    happened: 'No answer from {host}: {reason}.',
    remedy: 'Check that the service runs (for the sandbox: npm start) and that nothing on the way blocks it.',
  },
  'kit.timeout': {
    status: 504,
    title: 'The service did not answer in time',
    happened: 'No answer from {host} within {seconds} seconds.',
    remedy: 'Try again. If it stays so, check the network and the service.',
  },
  'kit.not-trusted': {
    status: 502,
    title: 'The server is not trusted',
    happened: 'The certificate of {host} was not accepted: {reason}.',
    remedy: '{advice}',
  },
  'kit.answer-unreadable': {
    status: 502,
    title: 'The answer cannot be understood',
    happened: 'The service at {host} answered with HTTP {status}, and not as expected: {what}.',
    remedy: 'Check that the address is that of the right service.',
  },
  'kit.receipt-mismatch': {
    status: 502,
    title: 'The receipt is for something else',
    happened: 'The receipt of {host} does not repeat the digests of what was signed: {parts}.',
    remedy:
      'Keep message and receipt, and send the message again. If it happens again, tell the operator the trace id.',
  },
  'kit.refused': {
    status: 403,
    title: 'The service refused the request',
    happened: '{reason}',
    remedy: '{advice}',
  },
})
