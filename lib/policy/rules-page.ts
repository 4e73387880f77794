import { editableIn } from './authorisations/editing.ts'
import { levels } from './authorisations/level.ts'
import { transitions } from './authorisations/lifecycle.ts'
import { authorisationStatuses, reasonLabels, statusLabels } from './authorisations/statuses.ts'
import { cloudSentences } from './cloud-notification.ts'
import { limits } from './limits.ts'
import { capacities, evidenceKinds, routeTexts } from './linking.ts'
import { type ActRow, acts, permissionMatrix, roleStrength } from './permissions/acts.ts'
import { apiRightNames, apiRights } from './permissions/api-rights.ts'
import { strengthName } from './permissions/decide.ts'
import { authorisationTypes, type Role, roles, typeLabel } from './permissions/roles.ts'

/** The page of RAM's rules, printed from the data that the code runs on: `docs/rules.md`. */
export function rulesPage(): string {
  return `# Rules

This page is printed from the data in \`lib/policy/\`, which the code runs on; a test compares the two. To change a rule,
change the data, then run \`npx vitest run lib/policy -u\`. Where Mandate had to choose because nothing is published, the
row has a mark (*) and [divergences](divergences.md) says why.

## Identifiers

- **ABN**: 11 digits. Take 1 from the first digit, multiply by 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19; the sum is
  divisible by 89.
- **ACN**: 9 digits. Multiply the first 8 by 8 to 1; ten less the sum modulo ten, modulo ten, is the ninth.
- **Software ID**: 10 digits.
- **Authorisation code**: 6 letters and digits that nobody takes for one another, capital and small ones different.
- **Code for an email address**: 6 digits.

## Who may do what

A person without an authorisation in force may do nothing for a business, and is not told whether it is known here.
Columns: ${roles.map((role) => `**${columnNames[role]}** ${columnMeanings[role]}`).join('; ')}.
On one authorisation, *own* means the person's own, *others* other people's, *all* both. Nobody but its holder reaches the
authorisation of a principal authority, except to see it.

${table(
  ['Act', ...roles.map((role) => columnNames[role])],
  acts.map((act) => {
    const row: ActRow = permissionMatrix[act]
    return [`${row.label}${row.ourChoice ? ' (*)' : ''}`, ...roles.map((role) => row.cells[role])]
  }),
)}

Weakest identity that a role can be used with:

${table(
  ['Role', 'Identity'],
  roles.map((role) => [columnMeanings[role], strengthName(roleStrength[role])]),
)}

## API tokens

A token has rights of this table and at most the authority of who made it, at each call (*). Only a person whose role
includes every act of a right can give it.

${table(
  ['Right', 'What it is for', 'Acts behind it'],
  apiRightNames.map((name) => {
    const { label, acts: behind } = apiRights[name]
    return [`\`${name}\``, label, behind.map((act) => permissionMatrix[act].label).join('; ')]
  }),
)}

## Levels

A person holds one authorisation for a business. A higher level replaces a lower one when it is accepted or linked; an
equal or lower one is refused.

${table(
  ['Type', 'Level'],
  authorisationTypes
    .toSorted((a, b) => levels[b] - levels[a])
    .map((type) => [typeLabel({ type, isAdministrator: false }), String(levels[type])]),
)}

## Statuses

Time works by the business's own clock; days are those of Australian eastern time. The end date is the last day in force.

${table(
  ['What happens', 'From', 'To'],
  Object.entries(transitions).map(([event, { from, to, reason }]) => [
    event.replaceAll('-', ' '),
    from.map((status) => statusLabels[status]).join(', '),
    reason === null ? statusLabels[to] : `${statusLabels[to]} - ${reasonLabels[reason]}`,
  ]),
)}

*Accepted* leads to Active at once when the start date has come. Nothing comes back from Inactive, except that a lapsed
code can be re-issued (*).

What can be edited:

${table(
  ['Status', 'Fields'],
  authorisationStatuses.map((status) => [statusLabels[status], editableIn[status].map(spaced).join(', ') || 'nothing']),
)}

## Numbers

${table(
  ['Limit', 'Value'],
  Object.entries(limits).map(([name, value]) => [limitNames[name as keyof typeof limits], [value].flat().join(', ')]),
)}

## Linking a business

${table(
  ['Way', 'When it is told', 'What is needed'],
  Object.values(routeTexts).map(({ title, text, needs }) => [title, text, needs.join('; ') || '-']),
)}

Assisted linking is for:

${table(
  ['Who', 'Becomes', 'Evidence, one of'],
  capacities.map(({ label, type, evidence }) => [
    label,
    typeLabel({ type, isAdministrator: false }),
    [...evidence.map((kind) => evidenceKinds[kind]), evidenceKinds.other].join('; '),
  ]),
)}

## Names and addresses

A name is taken for the same as another when they agree apart from letter case, accents, hyphens, apostrophes and spaces.
Middle names may be left out on either side (*). Initials do not stand for names. Names that people enter use
\`A-Z a-z 0-9 ' , -\` and space. An address agrees whatever the letter case, punctuation and usual abbreviations.

## Cloud software

A provider's software may act for a client when the client has an accepted notification, in force today by the client's
clock, that names the provider, the software ID and the service. Otherwise the token service answers:

${table(['Reason', 'Sentence'], Object.entries(cloudSentences))}
`
}

const columnNames: Record<Role, string> = {
  PRINCIPAL_AUTHORITY: 'PA',
  PRIMARY_PERSON: 'PP',
  ADMINISTRATOR: 'AA',
  ADMINISTRATOR_MCA: 'AA+MCA',
  AUTHORISED_USER: 'AU',
  AUTHORISED_USER_MCA: 'AU+MCA',
  BASIC_USER: 'Basic',
}
const columnMeanings: Record<Role, string> = {
  PRINCIPAL_AUTHORITY: 'principal authority who linked online',
  PRIMARY_PERSON: 'principal authority linked with assistance',
  ADMINISTRATOR: 'authorisation administrator',
  ADMINISTRATOR_MCA: 'authorisation administrator who is a machine credential administrator',
  AUTHORISED_USER: 'authorised user',
  AUTHORISED_USER_MCA: 'authorised user who is a machine credential administrator',
  BASIC_USER: 'Basic user',
}
const limitNames: Record<keyof typeof limits, string> = {
  startDaysAhead: 'Days that a start date may be ahead',
  basicMonths: "Months that a Basic user's authorisation may last",
  primaryPersonMonths: "Months that a primary person's authorisation lasts",
  codeDays: 'Days in which a request must be answered',
  codeTries: 'Wrong authorisation codes of one person before waiting (*)',
  codeTryMinutes: 'Minutes in which these are counted (*)',
  renewalDays: 'Days before the end in which renewal is open',
  renewalReminderDays: 'Days before the end on which mails remind (the first is published, the rest *)',
  emailCodeMinutes: 'Minutes that a code for an email address is good for (*)',
  emailCodeTries: 'Tries that it allows (*)',
  emailCodesAnHour: 'Codes for email addresses that one person may have sent within an hour (*)',
  emailVerifiedMinutes: 'Minutes for which a verified address can be used (*)',
  addressTries: 'Address searches without a match before waiting (*)',
  addressTryMinutes: 'Minutes in which these are counted (*)',
  unassignedCredentialDays: 'Days for which an unassigned machine credential still works',
  unassignedReminderDays: 'Days after it became unassigned on which mails ask for it to be claimed',
  credentialRenewalDays: 'Days before its end in which a machine credential can be renewed (*)',
  credentialExpiryReminderDays: "Days before a machine credential's end on which mails warn (*)",
  credentialsAnHour: 'Machine credentials that one person may make for one business within an hour (*)',
  credentialsADay: 'Machine credentials that one business may get within a day (*)',
  testCredentialsAnHour: 'Test credentials that one business of the sandbox may get within an hour (*)',
  linksAtOnce: 'Businesses that can be linked at once',
  importRows: 'Users that one file can add (*)',
  apiTokens: 'API tokens of one business that work at the same time (*)',
  apiTokenDays: 'Days that an API token may be given to live (*)',
  apiTokenReminderDays: "Days before an API token's end on which a mail warns (*)",
  apiCallsAMinute: 'Requests that one API token may make within a minute (*)',
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n')
}

function spaced(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
