import type { Instant } from '../../lib/core/clock.ts'
import type { Prisma } from '../../lib/platform/store/generated/client.ts'
import type { Transaction } from '../../lib/platform/store/open.ts'

/** Organisations of the simulated USI registry. Two have the codes that public test clients use, with made-up names. */
export const usiOrganisations = [
  { code: 'VA1803', abn: '27809366375', name: 'Wattle Vale Training', authorised: true },
  { code: 'VA1802', abn: '11000002568', name: 'Banksia Cloud Software', authorised: true },
  { code: 'VA1804', abn: '96312011219', name: 'Ironbark Bakery', authorised: true },
  { code: 'VA1899', abn: '27809366375', name: 'Wattle Vale Short Courses', authorised: false },
] as const

/** Students of the simulated registry; no one of them is a real person. */
export const usiStudents: readonly UsiStudent[] = [
  ...publicTestRecords(),
  ...madeUp(`
  A75ARCHU9Y | Ava | Rose | Thornbury | 2001-03-14 | F | 1101 | Hobart
  EB3WKRUQKT | Noah |  | Castlemaine | 1999-11-02 | M | 1101 | Ballarat
  86XNE2EY4H | Mei | Lin | Zhao | 2003-07-21 | F | 6101 | Chengdu
  BXGCJ6MPJB | Liam | James | O'Dowd | 1987-01-30 | M | 2201 | Cork
  MLKXB6X3VY | Zoë |  | Bélanger | 1995-12-31 | F | 8102 | Montréal
  928XBKNMUP | Hamish |  | McAllister-Reid | 1978-05-09 | M | 1201 | Dunedin
  ZARHFBGBNC | Priyanka |  | Venkataraman | 2000-02-29 | F | 7103 | Chennai
  95ZZSBZZ6K | Kofi |  | Asante-Boateng | 1992-08-17 | M | 9115 | Accra
  9CYLR5LYLZ | Ingrid | Marie | Sørensen | 1984-10-05 | F | 2401 | Aarhus
  9VRAJUTQJV | Tane |  | Ngata | 1997-04-25 | M | 1201 | Gisborne
  A3KYCSYN2K | Leilani |  | Faleafa | 2004-06-11 | F | 1505 | Apia
  EZZW3R49JB | Marko |  | Petrović | 1969-09-19 | M | 3213 | Belgrade
  EKFH43M4X7 | Amira |  | Haddad | 1990-03-03 | F | 4208 | Beirut
  J723DFE5C9 | Jarrah |  | Willis | 2002-12-12 | X | 1101 | Alice Springs
  N4KFMNB6KK | Olga |  | Kowalczyk | 1958-07-07 | F | 3307 | Gdańsk
  L3BE9EFKA9 | Duc | Anh | Tran | 1989-01-01 | M | 5105 | Hue
  MP3VMM9YG7 | Sophie |  | van der Berg | 1993-05-16 | F | 2308 | Utrecht
  TCWKTWBH39 | Jonah |  | Whitlock | 2005-09-01 | M | 1101 | Perth
  7YH9QV7MKD | Hana |  | Takahashi | 1998-11-23 | F | 6201 | Sendai
  4V2SHPL33G | Mateo |  | Ibáñez | 1981-06-28 | M | 8204 | Valparaíso
  JWJBENV8Q5 | Chloe | Anne | Nguyen | 1994-02-14 | F | 1101 | Sydney
  ZBEU7LU8Q4 | Chloe |  | Nguyen | 1994-02-14 | F | 1101 | Sydney
  J6HSHAY73V | Ruth |  | Abernathy | 1949-10-10 | F | 1101 | Geelong
  BLAVGQQRRE | Samuel |  | Okonkwo | 2006-01-19 | M | 9124 | Lagos
  S5HQZ953N4 | Isla |  | Fraser | 2007-03-08 | F | 1101 | Cairns
  VV2X857979 | Bilal |  | Rahmani | 1996-08-30 | M | 7201 | Kabul
  6Q3DLLXRFL | Freya |  | Lindqvist | 1991-04-04 | X | 2407 | Uppsala
  J4CHW4JGN9 | Angus |  | Pemberton | 1973-12-24 | M | 1101 | Toowoomba
  DUPRG4L637 | Rosa |  | Delgado | 1986-07-15 | F | 8205 | Bogotá
  KL575BTK59 | Vikram |  | Singh | 1983-03-27 | M | 7103 | Ludhiana
  K9Q6UAZRTZ | Elsie |  | Marlow | 1965-11-11 | F | 1101 | Bendigo
`),
  single('5DTS6HWH35', 'Suharto', '1976-04-18', 'M', '5202', 'Surabaya'),
  single('EEDGS9S8YE', 'Madhu', '2001-09-09', 'F', '7103', 'Kochi'),
  { ...single('SY5EUX8GQ8', 'Yuliana', '1988-02-20', 'F', '5202', 'Denpasar'), status: 'DEACTIVATED' },
]

type UsiStudent = Omit<Prisma.UsiRecordCreateManyInput, 'createdAt'>

/** Enters organisations and students that are not there yet; what is there stays as it is. */
export async function seedUsi(tx: Transaction, now: Instant): Promise<void> {
  await tx.usiOrganisation.createMany({ data: [...usiOrganisations], skipDuplicates: true })
  const createdAt = new Date(now)
  await tx.usiRecord.createMany({
    data: usiStudents.map((student) => ({ ...student, createdAt })),
    skipDuplicates: true,
  })
}

/**
 * The fictitious students of the public test environment, whom the sample programs of public clients ask about. Their
 * details beyond name and date of birth are ours.
 */
function publicTestRecords(): UsiStudent[] {
  const australian = { countryOfBirthCode: '1101', townCityOfBirth: 'Canberra', countryOfResidence: '1101' }
  const reached = (usi: string) => ({ ...australian, email: `${usi.toLowerCase()}@example.com` })
  return [
    { usi: 'BNGH7C75FN', firstName: 'Maryam', familyName: 'Fredrick', birthDate: '1966-05-25', gender: 'F' as const },
    { usi: 'BP6LKB3C7X', firstName: 'Csenge', familyName: 'Gumarsson', birthDate: '1988-12-26', gender: 'F' as const },
    {
      usi: 'DG6K5YHPP3',
      firstName: 'Asfaha',
      familyName: 'Loflin',
      birthDate: '1982-12-23',
      gender: 'M' as const,
      status: 'DEACTIVATED' as const,
    },
    { usi: 'HQ9HHNJC3J', firstName: 'Bert', familyName: 'Zywiec', birthDate: '1986-04-22', gender: 'M' as const },
    { usi: 'QFJEGFSBC4', singleName: 'Testsinglename', birthDate: '1985-01-01', gender: 'X' as const },
    {
      usi: 'R5HQLSWS9Y',
      singleName: 'Testdeactivated',
      birthDate: '1963-12-10',
      gender: 'X' as const,
      status: 'DEACTIVATED' as const,
    },
    { usi: 'XNY5NV9WG9', singleName: 'Amy', birthDate: '2022-06-07', gender: 'F' as const },
  ].map((student) => ({ ...student, ...reached(student.usi) }))
}

/** One student a line: USI, first, middle and family name, date of birth, gender, country and town of birth. */
function madeUp(table: string): UsiStudent[] {
  return table
    .trim()
    .split('\n')
    .map((line, at) => {
      const [usi, firstName, middleName, familyName, birthDate, gender, countryOfBirthCode, townCityOfBirth] = line
        .split('|')
        .map((cell) => cell.trim()) as [string, string, string, string, string, 'F' | 'M' | 'X', string, string]
      return {
        usi,
        firstName,
        middleName: middleName || null,
        familyName,
        birthDate,
        gender,
        countryOfBirthCode,
        townCityOfBirth,
        countryOfResidence: '1101',
        // The two students of one name and birthday share an address, so that a search can find both.
        email: familyName === 'Nguyen' ? 'nguyen.family@example.com' : `${usi.toLowerCase()}@example.com`,
        phoneMobile: `0400 000 ${String(100 + at)}`,
      }
    })
}

function single(
  usi: string,
  singleName: string,
  birthDate: string,
  gender: 'F' | 'M' | 'X',
  countryOfBirthCode: string,
  townCityOfBirth: string,
): UsiStudent {
  const email = `${usi.toLowerCase()}@example.com`
  return { usi, singleName, birthDate, gender, countryOfBirthCode, townCityOfBirth, countryOfResidence: '1101', email }
}
