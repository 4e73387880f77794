import Link from 'next/link'
import type { ApiTokenView } from '../../lib/domain/ram/api-tokens/api-token-view.ts'
import type { BusinessName } from '../../lib/domain/ram/views.ts'
import { formatMoment } from '../format/dates.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

type Props = { business: BusinessName; token: ApiTokenView; action: FormAction; submissionId: string }

/** Asks before a token is revoked. */
export function RevokeApiTokenForm({ business, token, action, submissionId }: Props) {
  const path = `/businesses/${business.abn}/api-tokens`
  return (
    <>
      <PageHead
        title={`Revoke ${token.name}?`}
        caption={business.name}
        crumbs={[
          { label: business.name, href: `/businesses/${business.abn}` },
          { label: 'API tokens', href: path },
        ]}
      />
      <Stack wide>
        <SummaryList
          rows={[
            { term: 'Begins with', value: `${token.hint}…` },
            { term: 'May', value: token.rights.map(({ label }) => label).join('; ') },
            { term: 'Made by', value: token.createdByName },
            { term: 'Last used', value: token.lastUsedAt === null ? 'Never' : formatMoment(token.lastUsedAt) },
          ]}
        />
        <Prose>
          <p>
            Programs that use it are refused, <strong>from this moment on</strong>. This cannot be undone.
          </p>
        </Prose>
        <ActionForm action={action} submissionId={submissionId} hidden={{ abn: business.abn, id: token.id }}>
          <Row>
            <SubmitButton>Yes, revoke</SubmitButton>
            <Link href={path} prefetch={false}>
              No, keep it
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
