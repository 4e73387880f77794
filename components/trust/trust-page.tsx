import type { ExternalCredentialView } from '../../lib/domain/mas/trust/external-credential.ts'
import type { TrustKeystoreInput } from '../../lib/domain/mas/trust/trust-keystore.ts'
import type { Answer } from '../credentials/create/types.ts'
import { Command } from '../ui/command.tsx'
import { Done } from '../ui/message/done.tsx'
import { HelpWith, Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { ExternalCredentials } from './external-credentials.tsx'
import { TrustKeystore } from './trust-keystore.tsx'

type Props = {
  credentials: readonly ExternalCredentialView[]
  policy: string
  done: 'trusted' | 'removed' | undefined
  trust(input: TrustKeystoreInput): Promise<Answer<ExternalCredentialView[]>>
  remove(form: FormData): Promise<void>
}

/** Where a vendor lets this sandbox trust the test keystore that their software has today. */
export function TrustPage({ credentials, policy, done, trust, remove }: Props) {
  return (
    <>
      <PageHead
        title="Use your own test keystore"
        lead="If your software already has a test keystore, let this sandbox trust it. Then only the endpoint address and the trusted certificate change."
        crumbs={[{ label: 'Test my software', href: '/test-my-software' }]}
      />
      <Stack wide>
        {done === 'trusted' && (
          <Done title="The sandbox trusts your keystore">
            <p>Your software can ask for tokens with it now.</p>
          </Done>
        )}
        {done === 'removed' && (
          <Done title="The credential is no longer trusted">
            <p>Its next request is refused.</p>
          </Done>
        )}
        <TrustKeystore trust={trust} />
        <HelpWith question="How far does that trust go?">
          <p>
            The authority in the file is trusted for the certificates in the file, and for nothing else. Your own
            credentials of this sandbox are checked as before.
          </p>
          <p>{policy}</p>
          <p>Production never trusts external credentials.</p>
        </HelpWith>
        <ExternalCredentials credentials={credentials} remove={remove} />
        <HelpWith question="The same in a terminal">
          <Command>npx mandate sandbox trust keystore.xml</Command>
          <Prose>
            <p>
              <code>--list</code> shows what is trusted, <code>--remove ID</code> ends it.
            </p>
          </Prose>
        </HelpWith>
      </Stack>
    </>
  )
}
