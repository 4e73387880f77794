import { z } from 'zod'
import { abnText, businessName, idText, momentText, pageOf } from './common.ts'
import { documentText } from './document.ts'
import { trace } from './trace.ts'

const service = z.enum(['SBR1', 'SBR2', 'USI'])
const enrolment = z.object({
  service,
  status: z.enum(['REGISTERED', 'PACK_SENT', 'TESTING', 'TESTED', 'VERIFIED', 'WITHDRAWN']),
  statusLabel: z.string(),
})
const productSummary = z.object({
  id: idText,
  name: z.string(),
  productVersion: z.string(),
  hosting: z.string(),
  enrolments: z.array(enrolment),
  createdAt: momentText,
})
const may = z.object({ support: z.boolean(), manage: z.boolean() })
const productName = z.object({ id: idText, name: z.string(), productVersion: z.string() })

export const dspOrganisation = z
  .object({
    business: businessName,
    may,
    registration: z
      .object({
        kinds: z.array(z.object({ id: z.string(), name: z.string() })),
        website: z.string().nullable(),
        registeredAt: momentText,
        registeredByName: z.string(),
      })
      .nullable()
      .describe('Null until the SBR developer registration.'),
    contacts: z.array(
      z.object({
        id: idText,
        givenNames: z.string(),
        familyName: z.string(),
        email: z.string(),
        phone: z.string(),
        position: z.string().nullable(),
        isMain: z.boolean(),
        version: z.number().int(),
      }),
    ),
    products: z.array(productSummary),
    openRequests: z.number().int(),
    answeredRequests: z.number().int(),
  })
  .meta({ id: 'DspOrganisation' })

export const developerRegistered = z.object({ abn: abnText, requestId: idText }).meta({ id: 'DeveloperRegistered' })

export const productRegistered = z
  .object({
    productId: idText,
    requestId: idText,
    code: z.string().describe('Begins the names of the credentials that test the product.'),
  })
  .meta({ id: 'ProductRegistered' })

export const productChanged = z.object({ productId: idText }).meta({ id: 'ProductChanged' })

export const contactChanged = z.object({ id: idText }).meta({ id: 'ContactChanged' })

export const welcomePack = z
  .object({ business: businessName, product: productName, pack: documentText })
  .meta({ id: 'WelcomePack' })

export const conformanceReport = z
  .object({
    business: businessName,
    product: productName.extend({ code: z.string() }),
    service,
    verifiedAt: momentText,
    report: documentText,
  })
  .meta({ id: 'ConformanceReport' })

export const productTrace = z
  .object({ business: businessName, product: productName, trace })
  .meta({ id: 'ProductTrace' })

export const productWithdrawn = z.object({ id: idText }).meta({ id: 'ProductWithdrawn' })

const readiness = z.array(z.object({ id: z.string(), label: z.string(), isMet: z.boolean(), remedy: z.string() }))

export const dspProduct = z
  .object({
    business: businessName,
    may,
    product: productSummary.extend({
      code: z.string(),
      audience: z.string(),
      registeredByName: z.string(),
      channel: z.string(),
      usiKitGrantedAt: momentText.nullable(),
      packDownloadedAt: momentText.nullable(),
    }),
    readiness: readiness.describe('What the process asks for before the tests can be finished.'),
    credentials: z.array(
      z.object({
        id: idText,
        abn: abnText,
        name: z.string(),
        status: z.enum(['ISSUING', 'ACTIVE', 'SUSPENDED', 'REVOKED']),
        validTo: momentText,
        isTest: z.boolean(),
      }),
    ),
    credentialCommand: z.string(),
  })
  .meta({ id: 'DspProduct' })

export const checklist = z
  .object({
    business: businessName,
    product: productName.extend({ code: z.string() }),
    service,
    status: enrolment.shape.status,
    statusLabel: z.string(),
    cases: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        why: z.string(),
        steps: z.array(z.object({ text: z.string(), command: z.string().optional() })),
        told: z.string().nullable().describe('The question, for a case that a person has to tell.'),
        tick: z
          .object({
            at: momentText,
            traceId: z.string().nullable(),
            evidence: z.string(),
            attestedBy: z.string().nullable(),
          })
          .nullable()
          .describe('What shows the case; null until it was seen.'),
      }),
    ),
    playCommands: z
      .array(z.string())
      .describe('Make a test credential of the product, and play with it what the kit can play, as an example.'),
    readiness,
    canFinish: z.boolean(),
  })
  .meta({ id: 'Checklist' })

export const caseAttested = z.object({ caseId: z.string() }).meta({ id: 'CaseAttested' })

export const productPerformance = z
  .object({
    business: businessName,
    product: productName,
    operations: z.array(
      z.object({
        service: z.string(),
        operation: z.string(),
        calls: z.number().int(),
        refused: z.number().int(),
        p50: z.number().describe('Milliseconds inside the service; so are the others.'),
        p95: z.number(),
        slowest: z.number(),
        lastAt: momentText,
      }),
    ),
  })
  .meta({ id: 'ProductPerformance' })

const summary = z.object({
  id: idText,
  reference: z.string().describe('As people quote it: DSP-12.'),
  kind: z.string(),
  kindLabel: z.string(),
  topicLabel: z.string().nullable(),
  subject: z.string(),
  status: z.enum(['OPEN', 'ANSWERED', 'RESOLVED', 'WITHDRAWN']),
  statusLabel: z.string(),
  isPrivate: z.boolean(),
  severity: z.enum(['CRITICAL', 'HIGH', 'NORMAL', 'LOW']).nullable(),
  severityLabel: z.string().nullable(),
  escalatedAt: momentText.nullable(),
  createdByName: z.string(),
  createdAt: momentText,
  changedAt: momentText,
  answerDueAt: momentText.nullable(),
})

export const dspRequestPage = pageOf(summary.meta({ id: 'DspRequestSummary' }))
  .extend({ business: businessName })
  .meta({ id: 'DspRequestPage' })

export const dspRequest = z
  .object({
    business: businessName,
    request: summary.extend({
      productName: z.string().nullable(),
      credentialName: z.string().nullable(),
      traceIds: z.array(z.string()),
      messages: z.array(
        z.object({ id: idText, authorName: z.string(), fromDesk: z.boolean(), text: z.string(), at: momentText }),
      ),
      version: z.number().int(),
      actions: z.array(z.string()).describe('What the token can do with it now.'),
    }),
  })
  .meta({ id: 'DspRequest' })

export const dspRequestOpened = z.object({ id: idText, reference: z.string() }).meta({ id: 'DspRequestOpened' })

export const dspRequestChanged = z
  .object({ id: idText, status: summary.shape.status })
  .meta({ id: 'DspRequestChanged' })
