/** Every number that people argue about, in one place. Days and months are calendar ones of the business. */
export const limits = {
  /** A start date may be this many days ahead, today included. */
  startDaysAhead: 30,
  /** Months that a Basic user's authorisation may last from its start. */
  basicMonths: 12,
  /** Months that a primary person's authorisation lasts, at first and by each renewal. */
  primaryPersonMonths: 12,
  /** Days in which a request must be accepted or declined. */
  codeDays: 7,
  /** Wrong codes of one person before waiting. */
  codeTries: 10,
  /** Minutes in which these tries are counted, and that one waits at most. */
  codeTryMinutes: 60,
  /** Days before its end in which an authorisation can be renewed. */
  renewalDays: 40,
  /** Days before the end on which a mail reminds of renewal. */
  renewalReminderDays: [40, 14, 3],
  /** Minutes that a code for an email address is good for. */
  emailCodeMinutes: 15,
  /** Tries that a code for an email address allows. */
  emailCodeTries: 5,
  /** Codes that one person may have sent within an hour. */
  emailCodesAnHour: 6,
  /** Minutes for which a verified email address may be used in the form that it was verified for. */
  emailVerifiedMinutes: 60,
  /** Address searches without a match of one person before waiting, and the minutes in which they count. */
  addressTries: 10,
  addressTryMinutes: 60,
  /** Days for which an unassigned machine credential still works. */
  unassignedCredentialDays: 60,
  /** Days after it became unassigned on which a mail asks for it to be claimed. */
  unassignedReminderDays: [0, 30, 53],
  /** Days before its end in which a machine credential can be renewed. */
  credentialRenewalDays: 60,
  /** Days before its end on which a mail warns of a machine credential's expiry. */
  credentialExpiryReminderDays: [90, 60, 30, 14, 7, 1],
  /** Machine credentials that one person may make for one business within an hour. */
  credentialsAnHour: 30,
  /** Machine credentials that one business may get within a day. */
  credentialsADay: 200,
  /** Test credentials that one business of the sandbox may get within an hour. */
  testCredentialsAnHour: 1_000,
  /** ABNs that can be linked at once. */
  linksAtOnce: 25,
  /** Rows that one import takes. */
  importRows: 500,
  /** API tokens of one business that work at the same time. */
  apiTokens: 50,
  /** Days that an API token may be given to live. */
  apiTokenDays: 365,
  /** Days before its end on which a mail warns of an API token's expiry. */
  apiTokenReminderDays: 14,
  /** Requests that one API token may make within a minute. */
  apiCallsAMinute: 600,
} as const
