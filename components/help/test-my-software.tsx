import Link from 'next/link'
import type { TestData } from '../../lib/domain/evte/list-test-data.ts'
import { formatDay } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { Command } from '../ui/command.tsx'
import { Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { DataTable } from '../ui/table/data-table.tsx'
import styles from './help.module.css'

type Props = { publicUrl: string; publicHttpsUrl: string; data: TestData }

/** Five minutes to a first token, and everything that a developer needs after that. */
export function TestMySoftware(props: Props) {
  return (
    <>
      <PageHead
        title="Test my software"
        lead="From nothing to your first security token in five minutes. Everything here is made up, so try what you like."
      />
      <Stack wide>
        <FiveMinutes {...props} />
        <Endpoints {...props} />
        <OwnKeystore />
        <Organisations data={props.data} />
        <Students data={props.data} />
        <Personas data={props.data} />
      </Stack>
    </>
  )
}

function FiveMinutes({ publicUrl, publicHttpsUrl, data }: Props) {
  const organisation = data.organisations.find(({ abn }) => abn === '27809366375') ?? data.organisations[0]
  // A name that every terminal can type.
  const student = data.students.find(
    ({ status, name }) => status === 'ACTIVE' && /^[A-Z][a-z]+ [A-Z][a-z]+$/.test(name),
  )
  const [givenName = '', familyName = ''] = student?.name.split(' ') ?? []
  const usual = publicHttpsUrl === 'https://localhost:3443'
  return (
    <section className={styles.step} aria-labelledby="five-minutes">
      <h2 id="five-minutes">Five minutes to a first token</h2>
      <Prose>
        <p>
          Type these in the folder of Mandate. Each command asks for the password of the keystore file; you choose it in
          the first one.
        </p>
      </Prose>
      {!usual && (
        <>
          <p>First say where this Mandate is:</p>
          <Command>{`export MANDATE_URL=${publicHttpsUrl}`}</Command>
        </>
      )}
      <h3>1. Make a test credential</h3>
      <Command>
        {`npx mandate sandbox credential --abn ${organisation?.abn ?? '27809366375'} --name my-first-machine --out keystore.xml`}
      </Command>
      <h3>2. Look into the file</h3>
      <Command>npx mandate keystore inspect keystore.xml</Command>
      <h3>3. Ask for a token</h3>
      <Command>
        {`npx mandate token --keystore keystore.xml --applies-to ${publicHttpsUrl}/evte/usi/service/v5/usiservice.svc`}
      </Command>
      <h3>4. Use it</h3>
      <Command>
        {`npx mandate usi verify --keystore keystore.xml --org-code ${organisation?.code ?? 'VA1803'} --usi ${student?.usi ?? 'BNGH7C75FN'} --given-name ${givenName || 'Maryam'} --family-name ${familyName || 'Fredrick'} --birth-date ${student?.birthDate ?? '1966-05-25'}`}
      </Command>
      <h3>5. Or send a message to SBR</h3>
      <Command>npx mandate sbr ping --keystore keystore.xml</Command>
      <Prose>
        <p>
          Prefer to do it by hand, as your customers will? <Link href="/home">Sign in</Link> as Olivia Nguyen, link
          Wattle Vale Training, and create a machine credential in the browser.
        </p>
        <p>
          Every command takes <code>--json</code> for programs and <code>--help</code> for people. Refused? The answer
          has a code: see <Link href="/help/errors">messages and what to do</Link>.
        </p>
        <p>
          Do you build software for others? <Link href="/dsp">Register your product</Link>: you get a welcome pack, a
          checklist that ticks itself while your software runs, and a report. Sign in as Priya Sharma.
        </p>
        <p>
          For other software over HTTPS, trust the{' '}
          <a href={`${publicUrl}/pki/root.crt`}>root certificate of this sandbox</a>. Never trust it outside of tests.
        </p>
      </Prose>
    </section>
  )
}

function Endpoints({ publicUrl, publicHttpsUrl, data }: Props) {
  return (
    <section className={styles.step} aria-labelledby="endpoints">
      <h2 id="endpoints">Addresses</h2>
      <SummaryList
        rows={[
          { term: 'Token service', value: <code>{`${publicHttpsUrl}/R3.0/S007v1.3/service.svc`}</code> },
          { term: 'Its description', value: <code>{`${publicHttpsUrl}/R3.0/S007v1.3/service.svc?wsdl`}</code> },
          {
            term: 'Practice USI service',
            value: <code>{`${publicHttpsUrl}/evte/usi/service/v5/usiservice.svc`}</code>,
          },
          {
            term: 'Practice SBR2 service',
            value: (
              <ul>
                {['Single-sync', 'Single-async', 'BulkBatch-async-push', 'BulkBatch-async-pull', 'Collect-async'].map(
                  (name) => (
                    <li key={name}>
                      <code>{`${publicHttpsUrl}/evte/sbr/services/${name}`}</code>
                    </li>
                  ),
                )}
              </ul>
            ),
          },
          {
            term: 'Practice SBR1 services',
            value: (
              <ul>
                {['list', 'prefill', 'prelodge', 'lodge'].map((name) => (
                  <li key={name}>
                    <code>{`${publicHttpsUrl}/evte/sbr/services/${name}.02.service`}</code>
                  </li>
                ))}
              </ul>
            ),
          },
          { term: 'Root certificate', value: <code>{`${publicUrl}/pki/root.crt`}</code> },
          { term: 'Revoked certificates', value: <code>{`${publicUrl}/pki/crls/sub.crl`}</code> },
        ]}
      />
      <h3>Services that accept tokens</h3>
      <SummaryList
        rows={data.relyingParties.map(({ name, addresses }) => ({
          term: name,
          value: (
            <ul>
              {addresses.map((address) => (
                <li key={address}>
                  <code>{address}</code>
                </li>
              ))}
            </ul>
          ),
        }))}
      />
    </section>
  )
}

function OwnKeystore() {
  return (
    <section className={styles.step} aria-labelledby="own-keystore">
      <h2 id="own-keystore">Do you have a test keystore already?</h2>
      <p>
        <Link href="/test-my-software/trust" prefetch={false}>
          Let this sandbox trust it
        </Link>
        , and your software runs with the very file it has today.
      </p>
    </section>
  )
}

function Organisations({ data }: { data: TestData }) {
  return (
    <section className={styles.step} aria-labelledby="organisations">
      <h2 id="organisations">Test organisations</h2>
      <DataTable
        caption="The ABN of the credential and the code of the organisation must belong together"
        rows={data.organisations}
        keyOf={({ code }) => code}
        columns={[
          { heading: 'Organisation', isName: true, cell: ({ name }) => name },
          { heading: 'Code', cell: ({ code }) => <code>{code}</code> },
          { heading: 'ABN', cell: ({ abn }) => spacedAbn(abn) },
        ]}
      />
    </section>
  )
}

function Students({ data }: { data: TestData }) {
  return (
    <section className={styles.step} aria-labelledby="students">
      <h2 id="students">Test students</h2>
      <DataTable
        caption="Unique student identifiers of made-up students"
        rows={data.students}
        keyOf={({ usi }) => usi}
        columns={[
          { heading: 'USI', isName: true, cell: ({ usi }) => <code>{usi}</code> },
          { heading: 'Name', cell: ({ name }) => name },
          { heading: 'Birth date', cell: ({ birthDate }) => formatDay(birthDate) },
          { heading: 'Status', cell: ({ status }) => (status === 'ACTIVE' ? 'Active' : 'Deactivated') },
        ]}
      />
    </section>
  )
}

const strengthNames = { BASIC: 'Basic', STANDARD: 'Standard', STRONG: 'Strong' }

function Personas({ data }: { data: TestData }) {
  return (
    <section className={styles.step} aria-labelledby="personas">
      <h2 id="personas">Test people</h2>
      <p>Sign in as any of them with the simulated Digital ID.</p>
      <ul className={styles.personas}>
        {data.personas.map(({ id, name, email, strength, story, address }) => (
          <li key={id}>
            <h3>{name}</h3>
            <p>
              <code>{email}</code>
            </p>
            <p>
              <StatusBadge tone={strength === 'STRONG' ? 'success' : strength === 'STANDARD' ? 'info' : 'neutral'}>
                {strengthNames[strength]} identity
              </StatusBadge>
            </p>
            <p>{story}</p>
            {address !== null && <p>Address for linking: {address}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
