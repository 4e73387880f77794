import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { CredentialAction, CredentialView } from '../../lib/domain/credentials/show/views.ts'
import { formatDay, formatDayOfMoment, formatMoment } from '../format/dates.ts'
import { count, spacedAbn } from '../format/words.ts'
import { Command } from '../ui/command.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Done } from '../ui/message/done.tsx'
import { HelpWith, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import styles from './credentials.module.css'
import { StatusOfCredential } from './status-of-credential.tsx'

/** What was done just before the page was opened. */
export const credentialDone = ['revoked', 'claimed'] as const
export type CredentialDone = (typeof credentialDone)[number]

/** One machine credential with everything about it. */
export function CredentialPage({ view, done }: { view: CredentialView; done: CredentialDone | undefined }) {
  const home = `/businesses/${view.abn}`
  return (
    <>
      <PageHead
        title={view.name}
        caption={`Machine credential of ${view.business.name}`}
        crumbs={[
          { label: 'Businesses', href: '/businesses' },
          { label: view.business.name, href: home },
          { label: 'Credentials', href: `${home}/credentials` },
        ]}
      />
      <Stack wide>
        {done === 'revoked' && (
          <Done title="The credential is revoked">
            <p>Software that uses it can no longer get a token. It cannot be brought back.</p>
          </Done>
        )}
        {done === 'claimed' && (
          <Done title="You look after this credential now">
            <p>It is active again.</p>
          </Done>
        )}
        {done === undefined && view.statusReason !== null && (
          <Alert tone={view.status === 'active' ? 'info' : 'warning'} title={view.statusLabel}>
            <p>{view.statusReason}</p>
          </Alert>
        )}
        <Actions view={view} />
        <Facts view={view} />
        <SameName view={view} />
        <Uses view={view} />
        <HelpWith question="Technical details">
          <SummaryList
            rows={[
              { term: 'Id in the keystore file', value: <span className={styles.mono}>{view.keystoreId}</span> },
              { term: 'Serial number', value: <span className={styles.mono}>{view.serialDecimal}</span> },
              { term: 'Serial number, hexadecimal', value: <span className={styles.mono}>{view.serialHex}</span> },
              { term: 'SHA-1 fingerprint', value: <span className={styles.mono}>{view.sha1Fingerprint}</span> },
              { term: 'SHA-256 fingerprint', value: <span className={styles.mono}>{view.sha256Fingerprint}</span> },
            ]}
          />
          <Command label="Copy the certificate">{view.certificatePem}</Command>
        </HelpWith>
      </Stack>
    </>
  )
}

function Actions({ view }: { view: CredentialView }) {
  if (view.actions.length === 0) return null
  const place = `/businesses/${view.abn}/credentials`
  const hrefs: Record<CredentialAction, string> = {
    claim: `${place}/${view.id}/claim`,
    renew: `${place}/new?renews=${view.id}`,
    revoke: `${place}/${view.id}/revoke`,
  }
  const order: CredentialAction[] = ['claim', 'renew', 'revoke']
  return (
    <Row>
      {order
        .filter((action) => view.actions.includes(action))
        .map((action, at) => (
          <ButtonLink key={action} href={hrefs[action]} variant={at === 0 ? 'primary' : 'secondary'}>
            {actionNames[action]}
          </ButtonLink>
        ))}
    </Row>
  )
}

const actionNames: Record<CredentialAction, string> = { claim: 'Claim', renew: 'Renew', revoke: 'Revoke' }

function Facts({ view }: { view: CredentialView }) {
  const { renewal, unassigned, revoked, revokedFrom } = view
  return (
    <SummaryList
      rows={[
        { term: 'Status', value: <StatusOfCredential row={view} /> },
        { term: 'Business', value: `${view.business.name}, ABN ${spacedAbn(view.abn)}` },
        { term: 'Valid from', value: formatMoment(view.validFrom) },
        { term: 'Valid to', value: formatMoment(view.validTo) },
        { term: 'Created', value: `${formatMoment(view.createdAt)}, by ${view.createdByName}` },
        { term: 'Looked after by', value: view.custodianName ?? 'Nobody' },
        unassigned !== null && {
          term: 'Nobody looks after it',
          value: `Since ${formatDayOfMoment(unassigned.since)}. It works until ${formatDay(unassigned.lastDay)}.`,
        },
        revoked !== null && { term: 'Revoked', value: `${formatMoment(revoked.at)}: ${revoked.reasonLabel}` },
        revokedFrom !== null && { term: 'Revoked by itself', value: `From ${formatDay(revokedFrom)}` },
        renewal.renewedBy !== null
          ? {
              term: 'Renewed',
              value: (
                <Link href={`/businesses/${view.abn}/credentials/${renewal.renewedBy.id}`} prefetch={false}>
                  By the one made on {formatDayOfMoment(renewal.renewedBy.createdAt)}
                </Link>
              ),
            }
          : renewal.opensOn !== null && {
              term: 'Renewal',
              value: renewal.open ? 'Possible now' : `Possible from ${formatDay(renewal.opensOn)}`,
            },
        {
          term: 'Last used',
          value:
            view.lastUsed === null ? 'Never' : `${formatMoment(view.lastUsed.at)}, for ${view.lastUsed.serviceName}`,
        },
        view.lastUsed !== null && { term: 'Used from', value: addressesInWords(view.lastUsed) },
      ]}
    />
  )
}

/** Many addresses can mean that copies of the file are about, so the number is worth a look. */
function addressesInWords({ addresses, areMore }: NonNullable<CredentialView['lastUsed']>): string {
  if (addresses === 0 && !areMore) return 'No address in the last 30 days'
  return `${areMore ? 'More than ' : ''}${count(addresses, 'address', 'addresses')} in the last 30 days`
}

function SameName({ view }: { view: CredentialView }) {
  if (view.sameName.length === 0) return null
  return (
    <section>
      <Stack>
        <h2>Credentials with the same name</h2>
        <p>They share the same permissions.</p>
        <ul>
          {view.sameName.map(({ id, statusLabel, validTo }) => (
            <li key={id}>
              <Link href={`/businesses/${view.abn}/credentials/${id}`} prefetch={false}>
                {statusLabel}, valid to {formatDayOfMoment(validTo)}
              </Link>
            </li>
          ))}
        </ul>
      </Stack>
    </section>
  )
}

function Uses({ view }: { view: CredentialView }) {
  if (view.uses.length === 0) return null
  return (
    <section>
      <Stack>
        <h2>Used for</h2>
        <ul>
          {view.uses.map(({ serviceName, lastAt, tokens }) => (
            <li key={serviceName}>
              {serviceName}: {count(tokens, 'token')}, last on {formatMoment(lastAt)}
            </li>
          ))}
        </ul>
      </Stack>
    </section>
  )
}
