import type { Transaction } from '../../lib/platform/store/open.ts'
import type { IdentityStrength } from '../../lib/policy/identity/identity-strength.ts'

/** An agency of the catalogue with its services. */
export type AgencySeed = {
  id: string
  name: string
  /** Services can be picked one by one. */
  selection?: boolean
  /** Fine-grained permissions are set in the agency's own tool. */
  custom?: boolean
  services: readonly ServiceSeed[]
}
export type ServiceSeed = {
  id: string
  name: string
  /** Weakest identity that the service accepts; STANDARD where it is not given. */
  strength?: IdentityStrength
  /** Software signs in with a machine credential. */
  machine?: boolean
}

/**
 * The agencies and services that access can be given to: public facts about who takes part. Which services accept a
 * Basic identity, and which agencies let services be picked, is Mandate's choice where nothing was published.
 */
export const catalogue: readonly AgencySeed[] = [
  {
    id: 'ato',
    name: 'Australian Taxation Office',
    selection: true,
    custom: true,
    services: [
      { id: 'abr', name: 'Australian Business Register' },
      { id: 'osb', name: 'Online services for business' },
      { id: 'osa', name: 'Online services for agents' },
      { id: 'dsp', name: 'Online services for DSPs', strength: 'BASIC' },
      { id: 'sbr', name: 'Standard Business Reporting', machine: true },
      { id: 'access-manager', name: 'Access Manager' },
      { id: 'super-enquiry', name: 'Super Enquiry Service' },
    ],
  },
  {
    id: 'osir',
    name: 'Office of the Student Identifiers Registrar',
    services: [{ id: 'usi', name: 'Unique Student Identifier web services', machine: true }],
  },
  {
    id: 'dewr',
    name: 'Employment and Workplace Relations',
    selection: true,
    services: [
      { id: 'usi-portal', name: 'USI Organisation Portal' },
      { id: 'adms', name: 'Apprenticeships Data Management System' },
      { id: 'ntr', name: 'National Training Register' },
      { id: 'workforce-businesses', name: 'Workforce Australia Online for Businesses', strength: 'BASIC' },
      { id: 'workforce-providers', name: 'Workforce Australia Online for Providers' },
      { id: 'assessing-authority', name: 'Assessing Authority Reporting' },
      { id: 'safety-commissioner', name: 'Federal Safety Commissioner' },
      { id: 'jobs-skills', name: 'Jobs and Skills Australia data sharing' },
      { id: 'esam', name: 'eSAM' },
      { id: 'essweb', name: 'ESSWeb' },
      { id: 'feg', name: 'FEG IP Online' },
      { id: 'cdp', name: 'Community Development Program' },
    ],
  },
  {
    id: 'disr',
    name: 'Industry, Science and Resources',
    selection: true,
    services: [
      { id: 'brs', name: 'Business Registration Service', strength: 'BASIC' },
      { id: 'rdti', name: 'R&D Tax Incentive portal' },
    ],
  },
  {
    id: 'home-affairs',
    name: 'Home Affairs',
    selection: true,
    services: [
      { id: 'skillselect', name: 'SkillSelect' },
      { id: 'auscheck', name: 'AusCheck portal' },
    ],
  },
  {
    id: 'defence',
    name: 'Defence',
    selection: true,
    services: [
      { id: 'esps', name: 'Employer Support Payment Scheme' },
      { id: 'disp', name: 'Defence Industry Security Program' },
    ],
  },
  { id: 'education', name: 'Education', services: [{ id: 'efs', name: 'Education Funding System' }] },
  {
    id: 'ndis',
    name: 'NDIS Quality and Safeguards Commission',
    services: [{ id: 'nqsc', name: 'NQSC identity broker' }],
  },
  {
    id: 'ndia',
    name: 'National Disability Insurance Agency',
    selection: true,
    services: [
      { id: 'ndis-provider', name: 'NDIS provider portal' },
      { id: 'ndis-developer', name: 'NDIS developer portal', strength: 'BASIC' },
    ],
  },
  {
    id: 'treasury',
    name: 'Treasury',
    selection: true,
    services: [
      { id: 'franchise', name: 'Franchise Disclosure Register' },
      { id: 'payment-times', name: 'Payment Times Reporting' },
    ],
  },
  {
    id: 'apra',
    name: 'Australian Prudential Regulation Authority',
    selection: true,
    services: [
      { id: 'apra-connect', name: 'APRA Connect' },
      { id: 'apra-extranet', name: 'APRA Extranet' },
    ],
  },
  {
    id: 'afsa',
    name: 'Australian Financial Security Authority',
    selection: true,
    services: [
      { id: 'bankruptcy', name: 'Bankruptcy register' },
      { id: 'debt-agreements', name: 'Debt agreements' },
    ],
  },
  {
    id: 'acma',
    name: 'Australian Communications and Media Authority',
    services: [{ id: 'acma-lodgement', name: 'Lodgement facility' }],
  },
  {
    id: 'accc',
    name: 'Australian Competition and Consumer Commission',
    services: [{ id: 'digital-id-regulator', name: 'Digital ID Regulator system' }],
  },
  {
    id: 'wgea',
    name: 'Workplace Gender Equality Agency',
    services: [{ id: 'wgea-portal', name: 'Employer portal' }],
  },
  { id: 'services-australia', name: 'Services Australia', services: [{ id: 'proda', name: 'PRODA' }] },
  { id: 'daff', name: 'Agriculture, Fisheries and Forestry', services: [{ id: 'export', name: 'Export Service' }] },
  {
    id: 'sro-vic',
    name: 'State Revenue Office Victoria',
    services: [{ id: 'sro-vic-online', name: 'Online services of the State Revenue Office' }],
  },
  {
    id: 'nsw-education',
    name: 'NSW Education',
    selection: true,
    services: [
      { id: 'smart-skilled', name: 'Smart and Skilled' },
      { id: 'training-services', name: 'State Training Services' },
    ],
  },
  {
    id: 'sa-gov',
    name: 'South Australian Government',
    services: [{ id: 'sa-portal', name: 'SA Government Services portal', strength: 'BASIC' }],
  },
  {
    id: 'qgov',
    name: 'Queensland Government',
    services: [{ id: 'qgov-login', name: 'QGov login', strength: 'BASIC' }],
  },
]

/** Fills the catalogue; what is there stays as it is, also where an operator changed it. */
export async function seedCatalogue(tx: Transaction): Promise<void> {
  await tx.agency.createMany({
    data: catalogue.map(({ id, name, selection = false, custom = false }, position) => ({
      id,
      name,
      position,
      supportsSelection: selection,
      supportsCustom: custom,
    })),
    skipDuplicates: true,
  })
  await tx.agencyService.createMany({
    data: catalogue.flatMap(({ id: agencyId, services }) =>
      services.map(({ id, name, strength = 'STANDARD', machine = false }, position) => ({
        id,
        agencyId,
        name,
        position,
        minimumStrength: strength,
        acceptsMachineCredentials: machine,
      })),
    ),
    skipDuplicates: true,
  })
}
