import { formatMoment } from '../format/dates.ts'
import { count } from '../format/words.ts'
import { HelpWith, Stack } from '../ui/page/layout.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import type { ChosenFile } from './choose-file.ts'
import styles from './keystore-tools.module.css'
import type { ShownCredential } from './read-contents.ts'

/** What is in the file, as far as it can be seen without the password. */
export function Contents({ file }: { file: ChosenFile }) {
  const { credentials } = file
  return (
    <section aria-labelledby="contents">
      <Stack>
        <h2 id="contents">What is in {file.name}</h2>
        {credentials === undefined ? (
          <p>This is a {names[file.format]} file. What is in it shows when you check it with its password.</p>
        ) : (
          <>
            <p>It holds {count(credentials.length, 'credential')}.</p>
            <CredentialCards credentials={credentials} />
          </>
        )}
      </Stack>
    </section>
  )
}

const names = { keystore: 'keystore', pkcs12: 'PKCS#12', pem: 'PEM' } as const

/** Credentials with their facts, under one another. */
export function CredentialCards({ credentials }: { credentials: readonly ShownCredential[] }) {
  return (
    <ul className={styles.cards}>
      {credentials.map((credential) => (
        <li key={`${credential.id} ${credential.serialNumber}`}>
          <h3>
            {credential.name} <StateOf credential={credential} />
          </h3>
          <SummaryList
            rows={[
              { term: 'Business', value: `ABN ${credential.business}` },
              { term: 'Valid from', value: formatMoment(credential.notBefore) },
              { term: 'Valid to', value: formatMoment(credential.notAfter) },
            ]}
          />
          <HelpWith question={`Technical details of ${credential.name}`}>
            <SummaryList
              rows={[
                { term: 'Id', value: <span className={styles.mono}>{credential.id}</span> },
                { term: 'Serial number', value: <span className={styles.mono}>{credential.serialNumber}</span> },
                { term: 'SHA-1 fingerprint', value: <span className={styles.mono}>{credential.sha1Fingerprint}</span> },
                { term: 'Issued by', value: credential.issuer },
                { term: 'Certificates', value: String(credential.certificates) },
              ]}
            />
          </HelpWith>
        </li>
      ))}
    </ul>
  )
}

function StateOf({ credential }: { credential: ShownCredential }) {
  const now = new Date().toISOString()
  if (now < credential.notBefore) return <StatusBadge tone="warning">Not valid yet</StatusBadge>
  return now > credential.notAfter ? (
    <StatusBadge tone="error">Expired</StatusBadge>
  ) : (
    <StatusBadge tone="success">In force</StatusBadge>
  )
}
