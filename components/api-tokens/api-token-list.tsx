import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { ApiTokenStatus, ApiTokenView } from '../../lib/domain/ram/api-tokens/api-token-view.ts'
import type { ListApiTokensResult } from '../../lib/domain/ram/api-tokens/list-api-tokens.ts'
import { formatDayOfMoment, formatMoment } from '../format/dates.ts'
import { Done } from '../ui/message/done.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Hidden, Prose, Row, Stack } from '../ui/page/layout.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import styles from './api-tokens.module.css'

/** The API tokens of a business: what programs may do for it. */
export function ApiTokenList({ list, revoked }: { list: ListApiTokensResult; revoked: boolean }) {
  const path = `/businesses/${list.business.abn}/api-tokens`
  return (
    <Stack>
      {revoked && (
        <Done title="The token is revoked">
          <p>Programs that still use it are refused from now on.</p>
        </Done>
      )}
      <div className={styles.head}>
        <h2>API tokens</h2>
        <Row>
          {list.mayManage && <ButtonLink href={`${path}/new`}>Create token</ButtonLink>}
          <a href="/api/v1">API reference</a>
        </Row>
      </div>
      <Prose>
        <p>
          With a token, a program of yours can do through the API what people do on these pages. It acts in the name of
          whoever made it and never has more authority than they have at that moment.
        </p>
      </Prose>
      {list.tokens.length === 0 ? (
        <EmptyState title="There is no API token yet" />
      ) : (
        <DataTable
          caption={`API tokens of ${list.business.name}`}
          columns={columns(path, list.mayManage)}
          rows={list.tokens}
          keyOf={({ id }) => id}
        />
      )}
    </Stack>
  )
}

const tones: Record<ApiTokenStatus, Tone> = {
  working: 'success',
  expired: 'neutral',
  revoked: 'neutral',
  orphaned: 'error',
}

function columns(path: string, mayManage: boolean): Column<ApiTokenView>[] {
  return [
    {
      heading: 'Name',
      isName: true,
      cell: ({ name, hint }) => (
        <>
          {name} <span className={styles.hint}>{hint}…</span>
        </>
      ),
    },
    { heading: 'Status', cell: (row) => <StatusBadge tone={tones[row.status]}>{row.statusLabel}</StatusBadge> },
    { heading: 'May', cell: ({ rights }) => rights.map(({ label }) => label).join('; ') },
    { heading: 'Made by', cell: (row) => `${row.createdByName}, ${formatDayOfMoment(row.createdAt)}` },
    { heading: 'Ends', cell: (row) => endOf(row) },
    { heading: 'Last used', cell: (row) => (row.lastUsedAt === null ? 'Never' : formatMoment(row.lastUsedAt)) },
    {
      heading: 'Actions',
      cell: ({ id, name, status, hint }) =>
        mayManage && (status === 'working' || status === 'orphaned') ? (
          <Link href={`${path}/${id}/revoke`} prefetch={false}>
            Revoke<Hidden>{` ${name} ${hint}`}</Hidden>
          </Link>
        ) : (
          'None'
        ),
    },
  ]
}

function endOf({ revokedAt, revokedByName, expiresAt }: ApiTokenView): string {
  if (revokedAt !== null) return `Revoked ${formatMoment(revokedAt)} by ${revokedByName}`
  return `After ${formatDayOfMoment(new Date(new Date(expiresAt).getTime() - 1))}`
}
