import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { ProductView } from '../../lib/domain/dsp/products/view-product.ts'
import { formatDayOfMoment } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { Command } from '../ui/command.tsx'
import { Done } from '../ui/message/done.tsx'
import { Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { DataTable } from '../ui/table/data-table.tsx'
import styles from './dsp.module.css'
import { dspCrumbs } from './dsp-frame.tsx'
import { EnrolmentBadge } from './enrolment-badge.tsx'

export const productDone = ['registered', 'kit', 'withdrawn', 'verified'] as const
const doneTitles = {
  registered: 'The product is registered and the welcome pack is in your mail',
  kit: 'The USI developer kit is granted and in your mail',
  withdrawn: 'The product is out of the environment',
  verified: 'The product is verified',
}

type Props = { view: ProductView; done: (typeof productDone)[number] | undefined }

/** One product: where it is, what comes next, and the way to everything about it. */
export function ProductPage({ view, done }: Props) {
  const { business, product } = view
  const here = `/dsp/${business.abn}/products/${product.id}`
  return (
    <>
      <PageHead
        title={`${product.name} ${product.productVersion}`}
        caption={business.name}
        crumbs={dspCrumbs(business)}
        actions={<ButtonLink href={`${here}/welcome-pack`}>Open the welcome pack</ButtonLink>}
      />
      <Stack wide>
        {done !== undefined && <ProductDone view={view} done={done} here={here} />}
        <Environments view={view} here={here} />
        <Readiness view={view} here={here} />
        <Credentials view={view} here={here} />
        <About view={view} />
      </Stack>
    </>
  )
}

/** What was done, and where to go on. */
function ProductDone({ view, done, here }: { view: ProductView; done: keyof typeof doneTitles; here: string }) {
  const verified = view.product.enrolments.filter(({ status }) => status === 'VERIFIED')
  const service = verified.at(-1)?.service
  return (
    <Done title={doneTitles[done]}>
      {done === 'registered' && (
        <p>
          Next: <Link href={`${here}/welcome-pack`}>read the welcome pack</Link>. It says step by step what to type.
        </p>
      )}
      {done === 'verified' && service !== undefined && (
        <p>
          <Link href={`${here}/report/${service.toLowerCase()}`}>Open the report of {service}</Link>, as a page, HTML or
          PDF.
        </p>
      )}
    </Done>
  )
}

function Environments({ view, here }: { view: ProductView; here: string }) {
  const { product, withdrawable } = view
  return (
    <section className={styles.section} aria-labelledby="environments">
      <h2 id="environments">Testing environments</h2>
      <ul className={styles.steps}>
        {product.enrolments.map((enrolment) => {
          const { service, status } = enrolment
          return (
            <li key={service} className={`${styles.step} ${status === 'VERIFIED' ? styles.done : ''}`}>
              <div className={styles.stepHead}>
                <h3>{service}</h3>
                <EnrolmentBadge enrolment={enrolment} />
              </div>
              <Row>
                {status !== 'WITHDRAWN' && (
                  <Link href={`${here}/tests/${service.toLowerCase()}`} prefetch={false}>
                    Checklist of {service}
                  </Link>
                )}
                {status === 'VERIFIED' && (
                  <Link href={`${here}/report/${service.toLowerCase()}`} prefetch={false}>
                    Report of {service}
                  </Link>
                )}
                {withdrawable.includes(service) && (
                  <Link href={`${here}/withdraw?service=${service}`} prefetch={false}>
                    Withdraw from {service}
                  </Link>
                )}
              </Row>
            </li>
          )
        })}
      </ul>
      <p>
        <Link href={`${here}/performance`} prefetch={false}>
          How fast your calls are answered
        </Link>
      </p>
    </section>
  )
}

function Readiness({ view, here }: { view: ProductView; here: string }) {
  const { readiness, may } = view
  const ways: Partial<Record<(typeof readiness)[number]['id'], { href: string; label: string }>> = {
    pack: { href: `${here}/welcome-pack`, label: 'Welcome pack' },
    credential: { href: `${here}/credential`, label: 'Make a credential in the browser' },
    'usi-kit': { href: `${here}/usi-kit`, label: 'USI developer kit application' },
    'main-contact': { href: `/dsp/${view.business.abn}/contacts`, label: 'Contacts' },
  }
  return (
    <section className={styles.section} aria-labelledby="readiness">
      <h2 id="readiness">What the process asks for</h2>
      <ul className={styles.steps}>
        {readiness.map(({ id, label, isMet, remedy }) => {
          const way = ways[id]
          return (
            <li key={id} className={`${styles.step} ${isMet ? styles.done : ''}`}>
              <div className={styles.stepHead}>
                <h3>{label}</h3>
                <StatusBadge tone={isMet ? 'success' : 'warning'}>{isMet ? 'Done' : 'Missing'}</StatusBadge>
              </div>
              {!isMet && <p>{remedy}</p>}
              {!isMet && may.manage && way !== undefined && (
                <p>
                  <Link href={way.href} prefetch={false}>
                    {way.label}
                  </Link>
                </p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Credentials({ view, here }: { view: ProductView; here: string }) {
  const { product, credentials, business } = view
  return (
    <section className={styles.section} aria-labelledby="credentials">
      <h2 id="credentials">Test credentials</h2>
      <p>
        A credential tests this product when its name begins with the product’s code, <code>{product.code}</code>. Make
        one with the command, or{' '}
        <Link href={`${here}/credential`} prefetch={false}>
          in the browser
        </Link>
        .
      </p>
      <Command>{view.credentialCommand}</Command>
      {credentials.length > 0 && (
        <DataTable
          caption="Credentials that test this product"
          rows={credentials}
          keyOf={({ id }) => id}
          columns={[
            {
              heading: 'Name',
              isName: true,
              cell: ({ id, name, abn }) =>
                abn === business.abn ? (
                  <Link href={`/businesses/${abn}/credentials/${id}`} prefetch={false}>
                    {name}
                  </Link>
                ) : (
                  name
                ),
            },
            { heading: 'For', cell: ({ abn }) => `ABN ${spacedAbn(abn)}` },
            {
              heading: 'Status',
              cell: ({ status }) => (
                <StatusBadge tone={status === 'ACTIVE' ? 'success' : status === 'REVOKED' ? 'error' : 'warning'}>
                  {statusNames[status]}
                </StatusBadge>
              ),
            },
            { heading: 'Valid to', cell: ({ validTo }) => formatDayOfMoment(validTo) },
          ]}
        />
      )}
    </section>
  )
}

const statusNames = { ISSUING: 'Being issued', ACTIVE: 'Active', SUSPENDED: 'Unassigned', REVOKED: 'Revoked' }

function About({ view: { product } }: { view: ProductView }) {
  return (
    <section className={styles.section} aria-labelledby="about">
      <h2 id="about">About the product</h2>
      <SummaryList
        rows={[
          { term: 'Product code', value: <code>{product.code}</code> },
          { term: 'Runs as', value: product.hosting },
          { term: 'For', value: product.audience },
          {
            term: 'Registered',
            value: `${formatDayOfMoment(product.createdAt)}, by ${product.registeredByName}${product.channel === 'MAIL' ? ', by mail' : ''}`,
          },
        ]}
      />
    </section>
  )
}
