import Link from 'next/link'
import type { ListApiTokensResult } from '../../lib/domain/ram/api-tokens/list-api-tokens.ts'
import { formatDay } from '../format/dates.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { CheckboxesField } from '../ui/form/fields/choice-field.tsx'
import { DateField } from '../ui/form/fields/date-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { HelpWith, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

type Props = {
  list: ListApiTokensResult
  /** What the date shows at first. */
  dates: Readonly<Record<string, string>>
  action: FormAction
  submissionId: string
}

/** Asks for what a new token may do, and for how long. */
export function ApiTokenForm({ list, dates, action, submissionId }: Props) {
  const { business, rights, latestDay } = list
  const path = `/businesses/${business.abn}/api-tokens`
  return (
    <>
      <PageHead
        title="Create an API token"
        caption={business.name}
        lead="The token is shown once, on the next page."
        crumbs={[
          { label: business.name, href: `/businesses/${business.abn}` },
          { label: 'API tokens', href: path },
        ]}
      />
      <Stack wide>
        <ActionForm action={action} submissionId={submissionId} hidden={{ abn: business.abn }} initial={dates}>
          <TextField name="name" label="Name" hint="What the program is, so that others know it too." />
          <CheckboxesField
            name="rights"
            label="What the program may do"
            hint="Choose only what it needs. You can give what your own role includes."
            choices={rights.map(({ name, label }) => ({ value: name, label }))}
          />
          <HelpWith question="Whose authority does a token have?">
            <p>
              Yours. Everything that the program does is in the history under your name and the token’s. If your
              authorisation ends, the token stops working.
            </p>
          </HelpWith>
          <DateField
            name="lastDay"
            label="Last day"
            hint={`The token stops after this day. ${formatDay(latestDay)} at the latest.`}
          />
          <Row>
            <SubmitButton>Create token</SubmitButton>
            <Link href={path} prefetch={false}>
              Cancel
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
