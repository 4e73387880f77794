import type { ErrorRow } from '../../lib/core/errors/define.ts'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { Filters, SearchFilter } from '../ui/table/filters.tsx'
import styles from './help.module.css'

/** Every message that Mandate can give, made from the one error table. */
export function ErrorGuide({ table, search }: { table: Readonly<Record<string, ErrorRow>>; search: string }) {
  const wanted = search.toLowerCase()
  const rows = Object.entries(table).filter(([code, row]) =>
    [code, row.title, row.happened, row.event, row.modelled].some((text) => text?.toLowerCase().includes(wanted)),
  )
  const areas = Map.groupBy(rows, ([code]) => code.split('.')[0] as string)
  return (
    <>
      <PageHead
        title="Messages and what to do"
        lead="Every message that Mandate can give, with its code, what happened, and what to do about it."
        crumbs={[{ label: 'Help', href: '/help' }]}
      />
      <Stack wide>
        <Filters action="/help/errors" isFiltered={search !== ''}>
          <SearchFilter name="search" label="Code or words" value={search} />
        </Filters>
        {rows.length === 0 && (
          <EmptyState title="No message matches">
            <p>Search for a part of the code, such as “abn” or “E2169”.</p>
          </EmptyState>
        )}
        {[...areas].map(([area, messages]) => (
          <section key={area} className={styles.area} aria-labelledby={`area-${area}`}>
            <h2 id={`area-${area}`}>{areaNames[area] ?? area}</h2>
            {messages.map(([code, row]) => (
              <Message key={code} code={code} row={row} />
            ))}
          </section>
        ))}
      </Stack>
    </>
  )
}

function Message({ code, row }: { code: string; row: ErrorRow }) {
  return (
    <article className={styles.message} id={code} tabIndex={-1}>
      <h3>{row.title}</h3>
      <p className={styles.codes}>
        <code>{code}</code>
        {row.event !== undefined && <> · {row.event}</>}
        {row.modelled !== undefined && <> · {row.modelled}</>}
        {` · HTTP ${row.status}`}
      </p>
      <p>{withPlaces(row.happened)}</p>
      <p>
        <strong>What to do:</strong> {withPlaces(row.remedy)}
      </p>
    </article>
  )
}

function withPlaces(sentence: string): string {
  return sentence.replace(/\{(\w+)\}/g, '‹$1›')
}

const areaNames: Record<string, string> = {
  common: 'Anywhere',
  identity: 'Signing in',
  ram: 'Businesses and authorisations',
  credential: 'Machine credentials',
  keystore: 'Keystore files',
  certificate: 'Certificates',
  'certificate-request': 'Certificate requests',
  mas: 'The token service',
  saml: 'Tokens',
  usi: 'The practice USI service',
  abn: 'ABNs',
  acn: 'ACNs',
  email: 'Email addresses',
  'software-id': 'Software IDs',
  start: 'Starting Mandate',
  kit: 'The developer kit',
  xml: 'XML',
  xmldsig: 'XML signatures',
  xmlenc: 'XML encryption',
  pki: 'Certificates',
}
