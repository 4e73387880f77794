import { ButtonLink } from '@ag.ds-next/react/button'
import { Row } from '../ui/page/layout.tsx'
import styles from './landing.module.css'

/** The front door: what this is, for whom, and the two ways in. */
export function Landing(props: { publicUrl: string; publicHttpsUrl: string; isSandbox: boolean }) {
  return (
    <>
      <div className={styles.hero}>
        <h1>Say who may act for your business, and let your software prove it</h1>
        <p>
          Mandate keeps track of the people who may act for an Australian business online. It also gives business
          software a machine credential, so that the software can send to government services without a person at the
          keyboard.
        </p>
      </div>
      <div className={styles.paths}>
        <ManageMyBusiness />
        {props.isSandbox && <TestMySoftware />}
      </div>
      <Parts {...props} />
      <NotGovernment isSandbox={props.isSandbox} />
    </>
  )
}

function ManageMyBusiness() {
  return (
    <section className={styles.path} aria-labelledby="manage-my-business">
      <h2 id="manage-my-business">Manage my business</h2>
      <p>For owners, directors, office bearers, and the people they trust.</p>
      <ul>
        <li>Link your business with your Digital ID</li>
        <li>Authorise other people, and choose what they can use</li>
        <li>Make a machine credential for your software</li>
        <li>Tell government about the cloud software you use</li>
      </ul>
      <p>
        <ButtonLink href="/home">Continue with Digital ID</ButtonLink>
      </p>
    </section>
  )
}

function TestMySoftware() {
  return (
    <section className={styles.path} aria-labelledby="test-my-software">
      <h2 id="test-my-software">Test my software</h2>
      <p>For people who build payroll, tax, training or business software.</p>
      <ul>
        <li>Get a test credential with one command</li>
        <li>Ask the token service for a security token</li>
        <li>Call a practice USI service with it</li>
        <li>Read what was wrong with a refused request, and what to do</li>
        <li>Register a product, and have its conformance tests ticked as it runs</li>
      </ul>
      <Row>
        <ButtonLink href="/test-my-software" variant="secondary">
          First token in five minutes
        </ButtonLink>
        <ButtonLink href="/dsp" variant="secondary">
          Register a product
        </ButtonLink>
      </Row>
    </section>
  )
}

function Parts({ publicUrl, publicHttpsUrl }: { publicUrl: string; publicHttpsUrl: string }) {
  return (
    <section className={styles.section} aria-labelledby="parts">
      <h2 id="parts">Four parts, one program</h2>
      <dl className={styles.parts}>
        <div>
          <dt>Authorisation manager</dt>
          <dd>People, businesses, authorisations, machine credentials and cloud software notifications.</dd>
          <dd>
            <code>{publicUrl}/home</code>
          </dd>
        </div>
        <div>
          <dt>Certificate authority</dt>
          <dd>Issues the certificate of each machine credential and publishes which ones no longer count.</dd>
          <dd>
            <code>{publicUrl}/pki/root.crt</code>
          </dd>
        </div>
        <div>
          <dt>Token service</dt>
          <dd>Checks a signed request from business software and answers with a token for one government service.</dd>
          <dd>
            <code>{publicHttpsUrl}/R3.0/S007v1.3/service.svc</code>
          </dd>
        </div>
        <div>
          <dt>Testing environment</dt>
          <dd>A practice service that reads the token and answers, so that software can be tested from end to end.</dd>
          <dd>
            <code>{publicHttpsUrl}/evte/usi/service/v5/usiservice.svc</code>
          </dd>
        </div>
      </dl>
    </section>
  )
}

function NotGovernment({ isSandbox }: { isSandbox: boolean }) {
  return (
    <section className={styles.section} aria-labelledby="not-government">
      <h2 id="not-government">Not a government service</h2>
      <p>
        Mandate is open-source software that works the way the public rules say. It is not run by the Australian
        Taxation Office or any other agency, and nothing you do here reaches one.
        {isSandbox &&
          ' In this sandbox the sign-in, the business register, the mails and the people are simulated. Use the made-up people, and never a real password, name or tax file number.'}
      </p>
    </section>
  )
}
