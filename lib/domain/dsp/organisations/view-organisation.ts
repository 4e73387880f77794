import { z } from 'zod'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import { type EnrolmentStatus, enrolmentLabels } from '../../../policy/dsp/enrolment.ts'
import { type DeveloperKind, type DspService, developerKindNames, hostingNames } from '../../../policy/dsp/products.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { abn } from '../../ram/fields.ts'
import { enterDsp } from '../scene.ts'

export const viewOrganisationInput = z.object({ abn })
export type ViewOrganisationInput = z.input<typeof viewOrganisationInput>

/** A contact, for its page and form. */
export type ContactView = {
  id: string
  givenNames: string
  familyName: string
  email: string
  phone: string
  position: string | null
  isMain: boolean
  version: number
}

/** A product in a list. */
export type ProductSummary = {
  id: string
  name: string
  productVersion: string
  hosting: string
  enrolments: { service: DspService; status: EnrolmentStatus; statusLabel: string }[]
  createdAt: string
}

export type OrganisationView = {
  business: { abn: string; name: string }
  may: { support: boolean; manage: boolean }
  /** The person, for forms that they fill in for themselves. */
  me: { givenNames: string; familyName: string; email: string }
  /** Null until the SBR developer registration. */
  registration: {
    kinds: { id: DeveloperKind; name: string }[]
    website: string | null
    registeredAt: string
    registeredByName: string
  } | null
  contacts: ContactView[]
  products: ProductSummary[]
  /** Requests that wait for the organisation. */
  answeredRequests: number
  openRequests: number
}

/** Most products that a page shows. */
const mostProducts = 200

/** The home page of a DSP: what it has registered, its contacts and its products. */
export async function viewOrganisation(
  context: UseCaseContext,
  input: ViewOrganisationInput,
): Promise<OrganisationView> {
  const asked = parseInput(viewOrganisationInput, input)
  const { business, organisation, may, mine } = await enterDsp(context, asked.abn)
  const { store } = context.runtime
  const mineOrOpen = { abn: asked.abn, OR: [{ isPrivate: false }, { createdById: context.actor.personId }] }
  const [contacts, products, openRequests, answeredRequests] = await Promise.all([
    store.dspContact.findMany({
      where: { abn: asked.abn, removedAt: null },
      orderBy: [{ isMain: 'desc' }, { familyName: 'asc' }, { id: 'asc' }],
    }),
    store.dspProduct.findMany({
      where: { abn: asked.abn },
      include: { enrolments: { orderBy: { service: 'asc' } } },
      orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
      take: mostProducts,
    }),
    store.dspRequest.count({ where: { ...mineOrOpen, status: 'OPEN' } }),
    store.dspRequest.count({ where: { ...mineOrOpen, status: 'ANSWERED' } }),
  ])
  const { givenNames, familyName } = context.actor
  return {
    business: { abn: business.abn, name: business.name },
    may,
    me: { givenNames, familyName, email: mine.email },
    registration: organisation && {
      kinds: (organisation.developerKinds as DeveloperKind[]).map((id) => ({ id, name: developerKindNames[id].name })),
      website: organisation.website,
      registeredAt: organisation.registeredAt.toISOString(),
      registeredByName: organisation.registeredByName,
    },
    contacts: contacts.map(({ id, givenNames, familyName, email, phone, position, isMain, version }) => ({
      id,
      givenNames,
      familyName,
      email,
      phone,
      position,
      isMain,
      version,
    })),
    products: products.map(summariseProduct),
    answeredRequests,
    openRequests,
  }
}

export function summariseProduct(row: Prisma.DspProductGetPayload<{ include: { enrolments: true } }>): ProductSummary {
  return {
    id: row.id,
    name: row.name,
    productVersion: row.productVersion,
    hosting: hostingNames[row.hosting].name,
    enrolments: row.enrolments.map(({ service, status }) => ({
      service,
      status,
      statusLabel: enrolmentLabels[status],
    })),
    createdAt: row.createdAt.toISOString(),
  }
}
