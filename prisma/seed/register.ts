import { createHash } from 'node:crypto'
import type { Transaction } from '../../lib/platform/store/open.ts'

/** A made-up business of the simulated register. Names are invented; check digits are real. */
export type RegisterSeed = {
  abn: string
  acn?: string
  name: string
  entityType: string
  status?: 'REGISTERED' | 'CANCELLED'
  state: string
  postcode: string
  associates?: readonly AssociateSeed[]
}
export type AssociateSeed = {
  role: string
  givenNames: string
  familyName: string
  birthDate: string
  addressLine: string
  suburb: string
  state: string
  postcode: string
  detailsOutdated?: boolean
}

/** The people that the register knows, with the address that the tax office holds. Personas are among them. */
export const people = {
  olivia: person('Olivia', 'Nguyen', '1984-05-17', '12 Wattle Street', 'Fitzroy', 'VIC', '3065'),
  priya: person('Priya', 'Sharma', '1979-08-23', '4/88 Banksia Road', 'Newtown', 'NSW', '2042'),
  grace: person('Grace', "O'Connor", '1971-12-30', '7 Ironbark Lane', 'Toowoomba', 'QLD', '4350'),
  noah: person('Noah', 'Fraser', '1988-10-05', '31 Kurrajong Avenue', 'Hobart', 'TAS', '7000'),
  aisha: person('Aisha', 'Rahman', '1982-01-28', '15 Saltbush Crescent', 'Glenelg', 'SA', '5045'),
  amelia: person('Amelia', 'Rossi', '1966-03-21', '2 Jacaranda Terrace', 'Subiaco', 'WA', '6008'),
  tom: person('Tom', 'Baker', '2003-02-09', 'Unit 5, 60 Murray Parade', 'Braddon', 'ACT', '2612'),
  jack: person('Jack', 'Wilson', '1968-04-02', '9 Grevillea Court', 'Alice Springs', 'NT', '0870'),
  mei: person('Mei', 'Chen', '1975-09-19', '22 Boronia Street', 'Box Hill', 'VIC', '3128'),
} as const

/** The simulated register: every way that linking a business can go is here once. */
export const registerSeeds: readonly RegisterSeed[] = [
  company('27809366375', 'Wattle Vale Training', 'VIC', '3065', [{ role: 'Director', ...people.olivia }]),
  {
    ...company('11000002568', 'Banksia Cloud Software', 'NSW', '2042', [{ role: 'Director', ...people.priya }]),
    acn: '000002568',
  },
  {
    abn: '96312011219',
    name: 'Ironbark Bakery',
    entityType: 'Individual/Sole Trader',
    state: 'QLD',
    postcode: '4350',
    associates: [{ role: 'Sole trader', ...people.grace }],
  },
  {
    ...company('49601000006', 'Darling Downs Cake Supplies', 'QLD', '4350', [{ role: 'Director', ...people.grace }]),
    acn: '601000006',
    status: 'CANCELLED',
  },
  {
    ...company('57602000019', 'Kurrajong Plumbing', 'TAS', '7000', [
      { role: 'Director', ...people.noah, detailsOutdated: true },
    ]),
    acn: '602000019',
  },
  {
    ...company('77603000022', 'Saltbush Catering', 'SA', '5045', [{ role: 'Director', ...people.aisha }]),
    acn: '603000022',
  },
  {
    abn: '85604000035',
    name: 'Rossi Family Trust',
    entityType: 'Discretionary Trading Trust',
    state: 'WA',
    postcode: '6008',
  },
  {
    abn: '24606000051',
    name: 'Baker Lawn and Garden',
    entityType: 'Individual/Sole Trader',
    state: 'ACT',
    postcode: '2612',
    associates: [{ role: 'Sole trader', ...people.tom }],
  },
  {
    abn: '32607000064',
    name: 'Wilson and Chen Surveyors',
    entityType: 'Other Partnership',
    state: 'NT',
    postcode: '0870',
    associates: [
      { role: 'Partner', ...people.jack },
      { role: 'Partner', ...people.mei },
    ],
  },
  {
    abn: '40608000077',
    name: 'Lower Murray Wetlands Trust',
    entityType: 'Charity',
    state: 'SA',
    postcode: '5253',
  },
  {
    abn: '60609000080',
    name: 'Shire of Upper Gum Creek',
    entityType: 'Local Government Entity',
    state: 'WA',
    postcode: '6302',
  },
  {
    abn: '76610000096',
    name: 'Estate of Walter Finch',
    entityType: 'Deceased Estate',
    state: 'NSW',
    postcode: '2480',
  },
  {
    abn: '10611000107',
    name: 'Coastal Choir of Eden',
    entityType: 'Other Unincorporated Entity',
    state: 'NSW',
    postcode: '2551',
  },
  {
    ...company('30612000110', 'Quandong Payroll Software', 'VIC', '3128', [{ role: 'Director', ...people.mei }]),
    acn: '612000110',
  },
]

/** Fills the simulated register; what is there stays as it is. */
export async function seedRegister(tx: Transaction): Promise<void> {
  const known = await tx.registerEntry.findMany({ select: { abn: true } })
  const fresh = registerSeeds.filter(({ abn }) => !known.some((entry) => entry.abn === abn))
  await tx.registerEntry.createMany({
    data: fresh.map(({ associates: _, acn, status = 'REGISTERED', ...entry }) => ({
      ...entry,
      acn: acn ?? null,
      status,
      statusFrom: status === 'CANCELLED' ? '2025-06-30' : '2019-07-01',
    })),
    skipDuplicates: true,
  })
  await tx.registerAssociate.createMany({
    data: fresh.flatMap(({ abn, associates = [] }) =>
      associates.map((associate) => ({ id: idOf(abn, associate), abn, ...associate })),
    ),
    skipDuplicates: true,
  })
}

function company(
  abn: string,
  name: string,
  state: string,
  postcode: string,
  associates: AssociateSeed[],
): RegisterSeed {
  return { abn, name, entityType: 'Australian Private Company', state, postcode, associates }
}

function person(
  givenNames: string,
  familyName: string,
  birthDate: string,
  addressLine: string,
  suburb: string,
  state: string,
  postcode: string,
): Omit<AssociateSeed, 'role'> {
  return { givenNames, familyName, birthDate, addressLine, suburb, state, postcode }
}

/** The same associate has the same id at each start. */
function idOf(abn: string, { givenNames, familyName, role }: AssociateSeed): string {
  const hex = createHash('sha256').update(`${abn}/${role}/${givenNames}/${familyName}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
