import { csvLine } from '../../../core/csv.ts'
import { writeHtml } from '../../../formats/document/write-html.ts'
import { writeText } from '../../../formats/document/write-text.ts'
import { writePem } from '../../../formats/pki/pem.ts'
import { writeZip } from '../../../formats/zip/write.ts'
import { openAuthority } from '../../../platform/authority/open.ts'
import type { UseCaseContext } from '../../context.ts'
import { listTestData } from '../../evte/list-test-data.ts'
import { findProduct } from '../products/find-product.ts'
import { testKitOf } from './test-kit.ts'
import { type ViewWelcomePackInput, viewWelcomePack } from './view-welcome-pack.ts'
import { errorTableOf } from './welcome-pack.ts'

/**
 * The welcome pack as a zip: the text as a page and as plain text, the trust anchor, addresses, test data and error
 * tables as files for programs. That it was taken is noted: the process asks for it before the tests are finished.
 */
export async function downloadWelcomePack(
  context: UseCaseContext,
  input: ViewWelcomePackInput,
): Promise<{ fileName: string; bytes: Uint8Array }> {
  const { business, product: named, pack } = await viewWelcomePack(context, input)
  const { settings, store, clock } = context.runtime
  const product = await findProduct(store, { abn: business.abn, id: named.id })
  const { root } = await openAuthority(context.runtime)
  const kit = testKitOf(settings, product, undefined)
  const data = settings.mode === 'sandbox' ? await listTestData({ settings, store }) : undefined
  const kitWithData = testKitOf(settings, product, data)
  const { tokenService, usiService, sbrServices, rootCertificate } = kit
  const entries = [
    { name: 'welcome-pack.html', content: writeHtml(pack) },
    { name: 'welcome-pack.txt', content: writeText(pack) },
    { name: 'root.crt', content: writePem('CERTIFICATE', root.certificate.der) },
    {
      name: 'product.json',
      content: json({
        product: product.name,
        version: product.productVersion,
        code: product.code,
        abn: kitWithData.abn,
        services: product.enrolments.map(({ service }) => service),
        endpoints: { tokenService, usiService, sbrServices, rootCertificate },
      }),
    },
    { name: 'errors/token-service.csv', content: csv(errorTableOf('mas.', 'Token service')) },
    { name: 'errors/usi.csv', content: csv(errorTableOf('usi.', 'USI service')) },
    ...(data === undefined
      ? []
      : [
          {
            name: 'test-data/organisations.csv',
            content: csv({
              columns: ['ABN', 'Organisation', 'Code'],
              rows: data.organisations.map(({ abn, name, code }) => [abn, name, code]),
            }),
          },
          {
            name: 'test-data/students.csv',
            content: csv({
              columns: ['USI', 'Name', 'Birth date', 'Status'],
              rows: data.students.map(({ usi, name, birthDate, status }) => [usi, name, birthDate, status]),
            }),
          },
        ]),
  ]
  await store.dspProduct.updateMany({
    where: { id: product.id, packDownloadedAt: null },
    data: { packDownloadedAt: new Date(clock.now()) },
  })
  return { fileName: `welcome-pack-${product.code}.zip`, bytes: writeZip(entries, clock.now()) }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

function csv({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }): string {
  return [columns, ...rows].map((row) => csvLine(row)).join('')
}
