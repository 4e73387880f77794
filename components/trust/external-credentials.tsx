import type { ExternalCredentialView } from '../../lib/domain/mas/trust/external-credential.ts'
import { formatDayOfMoment } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { Hidden, Stack } from '../ui/page/layout.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import styles from './trust.module.css'

type Remove = (form: FormData) => Promise<void>

/** The external credentials that are trusted; with a button to end that where `remove` is given. */
export function ExternalCredentials({
  credentials,
  remove,
  note,
}: {
  credentials: readonly ExternalCredentialView[]
  remove?: Remove
  note?: string
}) {
  if (credentials.length === 0) return null
  return (
    <section>
      <Stack>
        <h2>External credentials</h2>
        {note !== undefined && <p>{note}</p>}
        <DataTable
          caption="Credentials of other authorities that this sandbox trusts"
          columns={columns(remove)}
          rows={credentials}
          keyOf={({ id }) => id}
        />
      </Stack>
    </section>
  )
}

function columns(remove: Remove | undefined): Column<ExternalCredentialView>[] {
  const shown: Column<ExternalCredentialView>[] = [
    {
      heading: 'Name',
      isName: true,
      cell: ({ name }) => (
        <>
          {name} <StatusBadge tone="info">External</StatusBadge>
        </>
      ),
    },
    { heading: 'Business', cell: ({ abn, businessName }) => `${businessName}, ABN ${spacedAbn(abn)}` },
    { heading: 'Authority', cell: ({ authority }) => <span className={styles.authority}>{authority}</span> },
    { heading: 'Valid to', cell: ({ validTo }) => formatDayOfMoment(validTo) },
  ]
  if (remove === undefined) return shown
  return [
    ...shown,
    {
      heading: 'Change',
      cell: ({ id, name }) => (
        <form action={remove}>
          <input type="hidden" name="id" value={id} />
          <button type="submit" className={styles.remove}>
            Stop trusting<Hidden> {name}</Hidden>
          </button>
        </form>
      ),
    },
  ]
}
