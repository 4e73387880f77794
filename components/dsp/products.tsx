import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { OrganisationView, ProductSummary } from '../../lib/domain/dsp/organisations/view-organisation.ts'
import { formatDayOfMoment } from '../format/dates.ts'
import { Alert } from '../ui/message/alert.tsx'
import { Done } from '../ui/message/done.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Row, Stack } from '../ui/page/layout.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import styles from './dsp.module.css'
import { EnrolmentBadges } from './enrolment-badge.tsx'

type Props = { view: OrganisationView; done: 'registered' | undefined }

/** "Develop a product": the products of a DSP, or what comes before the first one. */
export function Products({ view, done }: Props) {
  const { business, registration, products, may, answeredRequests } = view
  const home = `/dsp/${business.abn}`
  if (registration === null) {
    return (
      <EmptyState title="Register as a developer first">
        <p>
          The SBR developer registration names your organisation and its main contact. It takes a minute and is in force
          at once. After that you can register a product and enter the testing environments.
        </p>
        {may.manage ? (
          <ButtonLink href={`${home}/registration`}>SBR developer registration</ButtonLink>
        ) : (
          <p>It needs a Digital ID of Standard strength; you signed in with Basic.</p>
        )}
      </EmptyState>
    )
  }
  return (
    <Stack>
      {done === 'registered' && <Done title="Your organisation is registered as a developer" />}
      {answeredRequests > 0 && (
        <Alert tone="info" title="The desk has answered">
          <p>
            <Link href={`${home}/support`} prefetch={false}>
              See your requests
            </Link>
          </p>
        </Alert>
      )}
      <div className={styles.listHead}>
        <h2>Develop a product</h2>
        {may.manage && (
          <Row>
            <ButtonLink href={`${home}/products/new`}>Register your product and enter EVTE</ButtonLink>
          </Row>
        )}
      </div>
      {products.length === 0 ? (
        <EmptyState title="There is no product yet">
          <p>
            Register the first one. Its welcome pack, with everything that you need for testing, arrives in the same
            moment.
          </p>
        </EmptyState>
      ) : (
        <DataTable
          caption="Products and where they are in each testing environment"
          rows={products}
          keyOf={({ id }) => id}
          columns={columns(home)}
        />
      )}
    </Stack>
  )
}

function columns(home: string): Column<ProductSummary>[] {
  return [
    {
      heading: 'Product',
      isName: true,
      cell: ({ id, name, productVersion }) => (
        <Link href={`${home}/products/${id}`} prefetch={false}>
          {name} {productVersion}
        </Link>
      ),
    },
    { heading: 'Runs as', cell: ({ hosting }) => hosting },
    { heading: 'Environments', cell: ({ enrolments }) => <EnrolmentBadges enrolments={enrolments} /> },
    { heading: 'Registered', cell: ({ createdAt }) => formatDayOfMoment(createdAt) },
  ]
}
