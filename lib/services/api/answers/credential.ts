import { z } from 'zod'
import { revocationChoices } from '../../../domain/credentials/show/views.ts'
import { abnText, businessName, dayText, idText, momentText, pageOf } from './common.ts'

const shownStatus = z.enum(['active', 'suspended', 'revoked', 'expired'])

export const credentialRow = z
  .object({
    id: idText,
    abn: abnText,
    name: z.string(),
    status: shownStatus,
    statusLabel: z.string(),
    statusReason: z.string().nullable(),
    validFrom: momentText,
    validTo: momentText,
    daysLeft: z.number().int().nullable().describe('Days until it stops working; null when it does not work any more.'),
    createdAt: momentText,
    createdByName: z.string(),
    custodianName: z.string().nullable().describe('Who looks after it; null when nobody does.'),
    isMine: z.boolean().describe('Whoever made the token looks after it.'),
    isTest: z.boolean(),
    lastUsed: z
      .object({ at: momentText, serviceName: z.string() })
      .nullable()
      .describe('The last token that it got, and for which service.'),
    actions: z.array(z.enum(['revoke', 'claim', 'renew'])),
  })
  .meta({ id: 'CredentialRow' })

export const credentialPage = pageOf(credentialRow)
  .extend({
    business: businessName,
    mayCreate: z.boolean(),
    counts: z.record(shownStatus, z.number().int()).describe('Of all of the business’s credentials.'),
    expiringSoon: z.number().int().describe('Those that end within the renewal window and have no successor.'),
  })
  .meta({ id: 'CredentialPage' })

export const credential = credentialRow
  .extend({
    business: businessName,
    version: z.number().int().describe('Also the entity tag of the answer: send it as "if-match" to revoke.'),
    keystoreId: z.string().describe('Id in keystore files, as ABRD:27809366375_USIMachine.'),
    serialDecimal: z.string(),
    serialHex: z.string(),
    sha1Fingerprint: z.string(),
    sha256Fingerprint: z.string(),
    certificatePem: z.string(),
    unassigned: z.object({ since: momentText, lastDay: dayText }).nullable(),
    revoked: z
      .object({
        at: momentText,
        reason: z.enum(revocationChoices.map(({ reason }) => reason)),
        reasonLabel: z.string(),
      })
      .nullable(),
    revokedFrom: dayText.nullable().describe('First day without it, where its renewal set one.'),
    renewal: z.object({
      opensOn: dayText.nullable(),
      open: z.boolean(),
      renewedBy: z.object({ id: idText, createdAt: momentText }).nullable(),
    }),
    sameName: z.array(z.object({ id: idText, status: shownStatus, statusLabel: z.string(), validTo: momentText })),
    uses: z.array(z.object({ serviceName: z.string(), lastAt: momentText, tokens: z.number().int() })),
  })
  .meta({ id: 'Credential' })

export const credentialCreated = z
  .object({
    credentialId: idText,
    name: z.string(),
    certificates: z
      .array(z.string())
      .describe('Base64 of DER: the certificate of the credential, then those of the authority up to its root.'),
    validFrom: momentText,
    validTo: momentText,
  })
  .meta({ id: 'CredentialCreated' })

export const credentialChoices = z
  .object({
    business: businessName,
    name: z.string().describe('The name that a renewal must keep; empty otherwise.'),
    nameRule: z.array(z.string()).readonly(),
    namesInUse: z.array(z.string()),
    declaration: z.string().describe('What "declaration": true declares.'),
    validTo: momentText,
    today: dayText,
    renews: z.object({ id: idText, name: z.string(), validTo: momentText, latestRevocation: dayText }).nullable(),
  })
  .meta({ id: 'CredentialChoices' })

export const credentialRevoked = z
  .object({ id: idText, name: z.string(), revokedAt: momentText })
  .meta({ id: 'CredentialRevoked' })

export const credentialClaimed = z
  .object({ id: idText, name: z.string(), custodianName: z.string() })
  .meta({ id: 'CredentialClaimed' })
