import { ButtonLink } from '@ag.ds-next/react/button'
import { Command } from '../ui/command.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

type Props = { abn: string; secret: string | undefined; name: string | undefined }

/** Shows a token, once. */
export function ApiTokenCreated({ abn, secret, name }: Props) {
  const path = `/businesses/${abn}/api-tokens`
  return (
    <>
      <PageHead
        title={secret === undefined ? 'The token was shown already' : `Token “${name}” is ready`}
        crumbs={[
          { label: 'Business', href: `/businesses/${abn}` },
          { label: 'API tokens', href: path },
        ]}
      />
      <Stack wide>
        {secret === undefined ? (
          <Alert tone="warning" title="A token is shown once">
            <p>If nobody copied it, revoke it and create a new one. Nothing that could be shown is kept.</p>
          </Alert>
        ) : (
          <>
            <Alert tone="warning" title="Copy the token now">
              <p>It is not shown again. Whoever has it can act for the business, so keep it as you keep a password.</p>
            </Alert>
            <Command label="Copy the token">{secret}</Command>
            <Prose>
              <p>
                The program sends it with each request, in the header <code>authorization: Bearer …</code>. See the{' '}
                <a href="/api/v1">API reference</a>.
              </p>
            </Prose>
          </>
        )}
        <div>
          <ButtonLink href={path}>See all tokens</ButtonLink>
        </div>
      </Stack>
    </>
  )
}
