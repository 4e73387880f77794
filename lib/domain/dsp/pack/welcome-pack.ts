import { errorTable } from '../../../core/errors/index.ts'
import type { Document, DocumentBlock, DocumentSection, DocumentTable } from '../../../formats/document/document.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { DspProduct } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'
import { type DspService, hostingNames, serviceNames } from '../../../policy/dsp/products.ts'
import { listTestData, type TestData } from '../../evte/list-test-data.ts'
import { dspAddresses } from '../mails/page-addresses.ts'
import { commandOf, credentialCommand, playCommand, type TestKit, testKitOf } from './test-kit.ts'

export type PackSubject = {
  product: Pick<DspProduct, 'id' | 'abn' | 'code' | 'name' | 'productVersion' | 'hosting'>
  business: { abn: string; name: string }
  services: readonly DspService[]
}

/**
 * Writes the welcome pack of a product: step by step for the environments that it entered, addresses, trust anchor,
 * test data, test credentials, the developer kit, and what refusals mean.
 */
export async function buildWelcomePack(
  settings: Settings,
  db: Store | Transaction,
  subject: PackSubject,
): Promise<Document> {
  const data = settings.mode === 'sandbox' ? await listTestData({ settings, store: db }) : undefined
  const kit = testKitOf(settings, subject.product, data)
  const { product, business, services } = subject
  return {
    title: `Welcome pack: ${product.name} ${product.productVersion}`,
    subtitle: `${business.name} enters ${services.map((service) => serviceNames[service].name).join(', ')}.`,
    sections: [
      stepByStep(settings, subject, kit),
      credentials(settings, subject, kit),
      addresses(kit, services),
      ...(data === undefined ? [] : [testData(data, services)]),
      developerKit(kit, services),
      refusals(services),
    ],
    footer: 'Everything here is made up and for testing only. Mandate is not a government service.',
  }
}

function stepByStep(settings: Settings, { product, business, services }: PackSubject, kit: TestKit): DocumentSection {
  const page = dspAddresses(settings).product(business.abn, product.id)
  const steps = [
    {
      text: `Open a terminal in the folder of Mandate, and make a test credential. Its name begins with the code of the product, ${product.code}: by that the system knows your calls.`,
      command: commandOf(credentialCommand, kit),
    },
    {
      text: 'Get a token with it.',
      command: commandOf(
        services.includes('USI')
          ? 'npx mandate token --keystore {keystore} --applies-to {usiService}'
          : 'npx mandate token --keystore {keystore} --applies-to {sbrServices}',
        kit,
      ),
    },
    ...(services.includes('USI')
      ? [{ text: 'Ask the USI service something with a token.', command: verifyCommand(kit) }]
      : []),
    ...services.map((service) => ({
      text: `See what every case of ${serviceNames[service].name} looks like: the kit plays them.`,
      command: playCommand(service, product.hosting, kit),
    })),
    {
      text: 'Make your own software do the same, then follow the checklist on the page of the product. The system ticks each case when it sees it done with a credential of the product.',
    },
    { text: 'When every case is ticked, finish the tests there. The report is yours to keep.' },
  ]
  return {
    heading: 'Step by step',
    blocks: [
      {
        facts: [
          ['Product', `${product.name} ${product.productVersion}`],
          ['Runs as', `${hostingNames[product.hosting].name}: ${hostingNames[product.hosting].hint}`],
          ['Environments', services.map((service) => `${serviceNames[service].name} (EVTE)`).join(', ')],
          ['Product code', product.code],
        ],
      },
      { steps },
      { link: page, label: 'The product and its checklists' },
    ],
  }
}

function verifyCommand(kit: TestKit): string {
  return commandOf(
    'npx mandate usi verify --keystore {keystore} --org-code {orgCode} --usi {usi} --given-name {givenName} --family-name {familyName} --birth-date {birthDate}',
    kit,
  )
}

function credentials(settings: Settings, { product, business }: PackSubject, kit: TestKit): DocumentSection {
  return {
    heading: 'Test credentials',
    blocks: [
      {
        text: `There are two ways to a test credential. Its private key is made on your machine both times, so nobody else has it, and no mail carries it.`,
      },
      { subheading: 'In the browser, as your customers will' },
      {
        link: `${dspAddresses(settings).product(business.abn, product.id)}/credential`,
        label: 'Make a credential in the browser',
      },
      { subheading: 'With the command, for tests and for continuous integration' },
      { command: commandOf(credentialCommand, kit) },
      {
        text: `Begin its name with ${product.code}. A second one for the case of the renewal may have the same name. Test credentials may be for any business of the test data.`,
      },
    ],
  }
}

function addresses(kit: TestKit, services: readonly DspService[]): DocumentSection {
  const facts: [string, string][] = [
    ['Token service (MAS-ST)', kit.tokenService],
    ['Token service: WSDL', `${kit.tokenService}?wsdl`],
  ]
  if (services.includes('USI'))
    facts.push(['USI service', kit.usiService], ['USI service: WSDL', `${kit.usiService}?wsdl`])
  if (services.includes('SBR1') || services.includes('SBR2'))
    facts.push(['SBR: address for tokens (AppliesTo)', kit.sbrServices])
  facts.push(['Trust anchor (root certificate)', kit.rootCertificate])
  return {
    heading: 'Addresses and trust anchor',
    blocks: [
      { facts },
      {
        text: 'Only two things change against production: the addresses, and the root certificate that your software trusts. The certificate is in the zip as root.crt. Trust it in tests only.',
      },
    ],
  }
}

function testData(data: TestData, services: readonly DspService[]): DocumentSection {
  const blocks: DocumentBlock[] = [
    {
      caption: 'Test ABNs and organisation codes: credential and code must belong together',
      columns: ['ABN', 'Organisation', 'Code'],
      rows: data.organisations.map(({ abn, name, code }) => [abn, name, code]),
    },
  ]
  if (services.includes('USI')) {
    blocks.push({
      caption: 'USIs with their persons',
      columns: ['USI', 'Name', 'Birth date', 'Status'],
      rows: data.students.map(({ usi, name, birthDate, status }) => [
        usi,
        name,
        birthDate,
        status === 'ACTIVE' ? 'Active' : 'Deactivated',
      ]),
    })
  }
  blocks.push({
    caption: 'People of the simulated Digital ID',
    columns: ['Sign in as', 'Name', 'Good for'],
    rows: data.personas.map(({ email, name, story }) => [email, name, story]),
  })
  return { heading: 'Test data', blocks }
}

function developerKit(kit: TestKit, services: readonly DspService[]): DocumentSection {
  return {
    heading: 'Developer kit',
    blocks: [
      {
        text: 'The kit is the command "mandate" and a TypeScript library beneath it, in the folder lib/kit. Any other client of the real services works as well: the messages are the same.',
      },
      {
        list: [
          'npx mandate help: every command',
          'npx mandate keystore inspect FILE: what is in a keystore file',
          'npx mandate token: asks for a token',
          ...(services.includes('USI') ? ['npx mandate usi verify: asks the USI service'] : []),
          'npx mandate why TRACE: why a service refused a request, and the one change that would make it pass',
        ],
      },
      { text: `For other software over HTTPS, give it the root certificate: ${kit.rootCertificate}` },
    ],
  }
}

function refusals(services: readonly DspService[]): DocumentSection {
  const blocks: DocumentBlock[] = [errorTableOf('mas.', 'Refusals of the token service')]
  if (services.includes('USI')) blocks.push(errorTableOf('usi.', 'Refusals of the USI service'))
  return { heading: 'What refusals mean', blocks }
}

/** The errors of one service, by the code that the service answers with. */
export function errorTableOf(prefix: string, caption: string): DocumentTable {
  const rows = Object.entries(errorTable)
    .filter(([code, row]) => code.startsWith(prefix) && 'event' in row)
    .map(([, row]) => [String((row as { event?: string }).event), row.title, row.remedy])
    .toSorted(([a = ''], [b = '']) => a.localeCompare(b))
  return { caption, columns: ['Code', 'What is wrong', 'What to do'], rows }
}
