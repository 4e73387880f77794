import { z } from 'zod'
import { authorisationStatuses, inactiveReasons } from '../../../policy/authorisations/statuses.ts'
import { authorisationTypes } from '../../../policy/permissions/roles.ts'
import { abnText, businessName, dayText, idText, momentText, pageOf, problemText } from './common.ts'

export const authorisationRow = z
  .object({
    id: idText,
    abn: abnText,
    givenNames: z.string(),
    familyName: z.string(),
    email: z.string(),
    type: z.enum(authorisationTypes),
    typeLabel: z.string(),
    isAdministrator: z.boolean(),
    isMachineCredentialAdministrator: z.boolean(),
    status: z.enum(authorisationStatuses),
    inactiveReason: z.enum(inactiveReasons).nullable(),
    statusLabel: z.string(),
    startDate: dayText,
    endDate: dayText.nullable().describe('Last day in force; null for none.'),
    daysLeft: z.number().int().nullable().describe('Days until the end, 0 on the last day.'),
    isMine: z.boolean().describe('It is the authorisation of whoever made the token.'),
    actions: z
      .array(z.enum(['view', 'edit', 'renew', 'remove', 'reissue-code', 'change-email']))
      .describe('What the token can do with it now, if it has the rights.'),
  })
  .meta({ id: 'AuthorisationRow' })

export const authorisationPage = pageOf(authorisationRow)
  .extend({ business: businessName, renewalsDue: z.number().int().describe('Authorisations that can be renewed now.') })
  .meta({ id: 'AuthorisationPage' })

export const authorisation = authorisationRow
  .extend({
    business: businessName,
    access: z.array(
      z.object({
        agencyId: z.string(),
        agencyName: z.string(),
        level: z.enum(['FULL', 'CUSTOM', 'NONE']),
        levelLabel: z.string(),
        services: z.array(z.object({ id: z.string(), name: z.string(), included: z.boolean() })),
      }),
    ),
    code: z
      .object({ expiresAt: momentText, lapsed: z.boolean(), newOneAskedFor: z.boolean() })
      .nullable()
      .describe('For a request: until when its code is good. The code itself is only in the mail.'),
    createdByName: z.string().nullable(),
    createdAt: momentText,
    acceptedAt: momentText.nullable(),
    endedAt: momentText.nullable(),
    declineReason: z.string().nullable(),
    version: z.number().int().describe('Also the entity tag of the answer: send it as "if-match" to edit.'),
    editable: z.array(z.string()).describe('Fields that can be edited now.'),
  })
  .meta({ id: 'Authorisation' })

export const authorisationRequested = z
  .object({ id: idText, abn: abnText, email: z.string(), fullName: z.string(), codeExpiresAt: momentText })
  .meta({ id: 'AuthorisationRequested' })

export const authorisationEdited = z
  .object({ id: idText, version: z.number().int(), changed: z.array(z.string()) })
  .meta({ id: 'AuthorisationEdited' })

export const authorisationsRenewed = z
  .object({
    renewed: z.array(z.object({ id: idText, fullName: z.string(), endDate: dayText.nullable() })),
    failed: z.array(z.object({ id: idText, fullName: z.string().nullable(), problem: problemText })),
  })
  .meta({ id: 'AuthorisationsRenewed' })

const problems = z.record(z.string(), z.string()).describe('Sentences, by the name of the column.')

export const authorisationsImported = z
  .object({
    sent: z.array(z.object({ line: z.number().int(), id: idText, fullName: z.string(), email: z.string() })),
    failed: z.array(z.object({ line: z.number().int(), fullName: z.string(), problems })),
  })
  .meta({ id: 'AuthorisationsImported' })

export const importPreview = z
  .object({
    business: businessName,
    rows: z.array(
      z.object({
        line: z.number().int(),
        givenNames: z.string(),
        familyName: z.string(),
        email: z.string(),
        typeLabel: z.string(),
        isMachineCredentialAdministrator: z.boolean(),
        startDate: z.string(),
        endDate: z.string().nullable(),
        agencies: z.array(z.string()),
        problems: problems.describe('Sentences, by the name of the column; empty when a request would be sent.'),
      }),
    ),
    good: z.number().int(),
    bad: z.number().int(),
    declaration: z.string().describe('What "declaration": true declares.'),
  })
  .meta({ id: 'ImportPreview' })

export const codeReissued = z
  .object({ id: idText, email: z.string(), fullName: z.string(), codeExpiresAt: momentText })
  .meta({ id: 'CodeReissued' })

export const agencyChoices = z
  .object({
    business: businessName,
    today: dayText,
    latestStart: dayText,
    latestEnd: dayText.nullable(),
    mayAppointAdministrator: z.boolean(),
    mayAppointMachineCredentialAdministrator: z.boolean(),
    agencies: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        supportsSelection: z.boolean().describe('Its services can be picked one by one.'),
        supportsCustom: z.boolean().describe('Fine permissions are set in the agency’s own tool.'),
        services: z.array(z.object({ id: z.string(), name: z.string(), acceptsMachineCredentials: z.boolean() })),
      }),
    ),
    declaration: z.string().describe('What "declaration": true declares.'),
  })
  .meta({ id: 'AuthorisationChoices' })

export const authorisationRemoved = z
  .object({
    id: idText,
    fullName: z.string(),
    self: z.boolean().describe('It was the authorisation of whoever made the token, which is now dead.'),
    credentialsUnassigned: z.number().int().describe('Machine credentials that nobody looks after now.'),
  })
  .meta({ id: 'AuthorisationRemoved' })
