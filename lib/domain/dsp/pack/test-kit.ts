import { type Abn, formatAbn } from '../../../core/abn.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { DspHosting, DspService } from '../../../policy/dsp/products.ts'
import type { TestData } from '../../evte/list-test-data.ts'

/** What the steps of packs and cases are filled with: the names and numbers to test this product with. */
export type TestKit = {
  /** Name of the product's credentials: its code, and what tells one from another. */
  credential: string
  keystore: string
  /** ABN to test with: the organisation's own where the simulated registries know it. */
  abn: string
  abnInWords: string
  /** ABN of the organisation itself. */
  ownAbn: string
  /** A client of cloud software, and the software ID that it has notified. */
  clientAbn: string
  softwareId: string
  orgCode: string
  /** A code that belongs to another business. */
  foreignOrgCode: string
  usi: string
  givenName: string
  familyName: string
  birthDate: string
  tokenService: string
  usiService: string
  sbrServices: string
  rootCertificate: string
  /** ` --endpoint ...` where Mandate is not where the command looks by itself. */
  endpoint: string
}

/** Stands where the vendor has to put its own. */
const unknownSoftwareId = 'SOFTWARE-ID'

/** Chooses what to test with. */
export function testKitOf(
  { publicUrl, publicHttpsUrl }: Pick<Settings, 'publicUrl' | 'publicHttpsUrl'>,
  product: { code: string; abn: string },
  data: TestData | undefined,
): TestKit {
  const organisations = data?.organisations ?? []
  const own =
    organisations.find(({ abn }) => abn === product.abn) ?? organisations.find(({ code }) => code === 'VA1803')
  const foreign = organisations.find(({ abn }) => abn !== own?.abn)
  // A name that every terminal can type.
  const student = data?.students.find(
    ({ status, name }) => status === 'ACTIVE' && /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name),
  )
  const [givenName = 'GIVEN-NAME', familyName = 'FAMILY-NAME'] = student?.name.split(' ') ?? []
  const abn = own?.abn ?? product.abn
  return {
    credential: product.code,
    keystore: `${product.code}.xml`,
    abn,
    abnInWords: formatAbn(abn as Abn),
    ownAbn: product.abn,
    clientAbn: '96312011219',
    softwareId: product.abn === '11000002568' ? '0000123400' : unknownSoftwareId,
    orgCode: own?.code ?? 'ORG-CODE',
    foreignOrgCode: foreign?.code ?? 'VA9999',
    usi: student?.usi ?? 'USI',
    givenName,
    familyName,
    birthDate: student?.birthDate ?? 'BIRTH-DATE',
    tokenService: `${publicHttpsUrl}/R3.0/S007v1.3/service.svc`,
    usiService: `${publicHttpsUrl}/evte/usi/service/v5/usiservice.svc`,
    sbrServices: `${publicHttpsUrl}/evte/sbr/services`,
    rootCertificate: `${publicUrl}/pki/root.crt`,
    endpoint: publicHttpsUrl === 'https://localhost:3443' ? '' : ` --endpoint ${publicHttpsUrl}`,
  }
}

/** Makes a test credential of the product. */
export const credentialCommand = 'npx mandate sandbox credential --abn {abn} --name {credential} --out {keystore}'

/** Puts the kit into a sentence or a command: `{orgCode}` and the like. */
export function fillIn(text: string, kit: TestKit): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => (kit as Record<string, string>)[name] ?? place)
}

/** A command that can be typed as it is: filled in, and with where Mandate is if that is not the usual place. */
export function commandOf(text: string, kit: TestKit): string {
  return fillIn(text, kit) + kit.endpoint
}

/**
 * Plays the cases of an environment that the kit can play, as an example for the vendor's own software. Cloud software
 * needs a client that has notified its software ID.
 */
export function playCommand(service: DspService, hosting: DspHosting, kit: TestKit): string {
  if (service !== 'USI')
    return commandOf(`npx mandate evte sbr --keystore {keystore} --only ${service.toLowerCase()}`, kit)
  const hasClient = hosting === 'CLOUD' && kit.softwareId !== unknownSoftwareId
  const client = hasClient ? ' --client {clientAbn} --software-id {softwareId}' : ''
  return commandOf(`npx mandate evte usi --keystore {keystore} --org-code {orgCode}${client}`, kit)
}
