import { limits } from '../../../policy/limits.ts'
import { permissionMatrix } from '../../../policy/permissions/acts.ts'
import { roleLabels, roles } from '../../../policy/permissions/roles.ts'
import { addressDays } from '../record/last-uses.ts'
import { credentialStatusLabels, revocationChoices } from '../show/views.ts'
import { useKeeping } from '../use/use.ts'
import { credentialNameRule } from './credential-name.ts'
import { type CredentialStatusName, credentialTransitions } from './lifecycle.ts'

const meanings: Record<CredentialStatusName, string> = {
  issuing:
    'Its serial number is recorded, its certificate is being signed. Never shown; takes some hundredths of a second.',
  active: 'The token service accepts it, and somebody looks after it.',
  suspended: `Nobody looks after it. It works for ${limits.unassignedCredentialDays} more days, to the end of the day shown.`,
  revoked:
    'It does not work, and never will again. It is on the revocation list until its certificate would have expired.',
  expired: 'Its two years are over.',
}

const acts = ['list-credentials', 'create-credential', 'revoke-credential', 'claim-credential'] as const
const marks: Record<string, string> = { yes: 'yes', no: '' }

/** The rules of machine credentials as a page, from the data that the code runs on. */
export function documentCredentials(): string {
  return `${[
    '# Machine credentials',
    [
      'What the code runs on, printed by `vitest run lib/domain/credentials/rules -u`. All days are those of the business,',
      'Australian eastern time; in the sandbox its clock can be moved.',
    ].join('\n'),
    '## Statuses',
    table(
      ['status', 'shown as', 'meaning'],
      (Object.keys(meanings) as CredentialStatusName[]).map((status) => [
        status,
        status === 'issuing' ? '' : credentialStatusLabels[status],
        meanings[status],
      ]),
    ),
    '## What can happen',
    'Nothing else can: what is not in this table is refused.',
    table(
      ['what', 'from', 'to', 'by'],
      Object.values(credentialTransitions).map(({ label, from, to, by }) => [label, from.join(', '), to, by]),
    ),
    '## Who may',
    table(
      ['', ...roles.map((role) => roleLabels[role])],
      acts.map((act) => [
        `${permissionMatrix[act].label}${permissionMatrix[act].ourChoice ? ' (*)' : ''}`,
        ...roles.map((role) => marks[permissionMatrix[act].cells[role]] ?? permissionMatrix[act].cells[role]),
      ]),
    ),
    '(*) Public pages do not say whether an authorisation administrator without the role may; we say no.',
    '## Numbers',
    table(
      ['what', 'how much'],
      [
        ['Validity', 'two years less a second'],
        ['Works on after it became unassigned', `${limits.unassignedCredentialDays} days`],
        ['Mails that ask for a claim', `days ${limits.unassignedReminderDays.join(', ')}`],
        ['Renewal, in the portal and by software', `from ${limits.credentialRenewalDays} days before the end`],
        ['Mails that warn of the end', `${limits.credentialExpiryReminderDays.join(', ')} days before it`],
        ['Made by one person for one business within an hour', `at most ${limits.credentialsAnHour}`],
        ['Made for one business within a day', `at most ${limits.credentialsADay}`],
        ['Test credentials of one business within an hour', `at most ${limits.testCredentialsAnHour}`],
      ],
    ),
    '## Names',
    [
      ...credentialNameRule.map(({ text }) => `- ${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
      '',
      'Capital and small letters count. Two credentials of one business with the same name share their permissions, which is',
      'said before the second one is made.',
    ].join('\n'),
    '## Reasons for revoking',
    table(
      ['reason', 'shown as'],
      revocationChoices.map(({ reason, label }) => [`\`${reason}\``, label]),
    ),
    '## Successors',
    [
      'A renewal makes a second credential with the same name. The old one works until its own end, or is revoked at once or on',
      'a day, as the person who renews it chooses; its revocation does not touch the new one, with one exception: where a',
      'credential is revoked because its key may be in wrong hands, those that **software** made from it are revoked with it, and',
      'those that came of them, because whoever had the key may have made them. What people made in the portal stays.',
    ].join('\n'),
    '## Use',
    [
      'List, page and export say when a credential last got a token and for which service, and from how many addresses in the',
      `last ${addressDays} days: more than there are servers can mean that copies of the file are about. The addresses themselves are not`,
      `kept, only a keyed hash that differs for each credential, for ${useKeeping.days} days; at most ${useKeeping.addressesADay} are told apart on one day. Behind a reverse`,
      'proxy, name it in `MANDATE_PROXY_ADDRESSES`. A killed process loses at most the last second of this.',
    ].join('\n'),
    '## Keystore files',
    [
      'The page *Keystore tools* (`/keystore-tools`) looks into a file, checks it, changes its password, converts it from and to',
      'PKCS#12 and PEM, and adds a credential from another file. It needs no sign-in and works wholly in the browser; a browser',
      'test proves that no request carries file, password or key. The same is there as commands: [kit](kit.md). When a credential',
      'is made or renewed, it can go into a keystore that is there, beside the others or in place of the old one.',
    ].join('\n'),
    '## What is published, and what is our choice',
    [
      '- Published: who may create; two years; unassigned credentials work for 60 days, with mails at once and on days 30 and 53; to',
      '  renew is to create under the same name; a revoked credential cannot come back.',
      '- Our choice: an unclaimed credential is revoked after its last day. The renewal window and the ladder of mails. Renewal by',
      '  software. Claiming and revoking need the role that creating needs. The limits against loops. The rule for names.',
    ].join('\n'),
  ].join('\n\n')}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
