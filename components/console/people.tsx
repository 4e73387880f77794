import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { PersonaView } from '../../lib/domain/sandbox/people/personas.ts'
import { dayParts } from '../format/day-parts.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import { DateField } from '../ui/form/fields/date-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'

const strengths = { BASIC: 'Basic', STANDARD: 'Standard', STRONG: 'Strong' } as const

/** Everybody who can sign in to the sandbox. */
export function People({ personas }: { personas: readonly PersonaView[] }) {
  return (
    <>
      <PageHead
        title="People"
        lead="Made-up people who can sign in. Change how strong their identity is, or their name, and see what your process does."
        actions={<ButtonLink href="/console/people/new">Make up a person</ButtonLink>}
      />
      <Stack wide>
        <DataTable caption="Who can sign in" columns={columns} rows={personas} keyOf={({ id }) => id} />
      </Stack>
    </>
  )
}

const columns: Column<PersonaView>[] = [
  {
    heading: 'Name',
    isName: true,
    cell: ({ id, givenNames, familyName }) => (
      <Link href={`/console/people/${id}`} prefetch={false}>
        {givenNames} {familyName}
      </Link>
    ),
  },
  { heading: 'Identity', cell: ({ strength }) => strengths[strength] },
  { heading: 'Email', cell: ({ email }) => email },
  { heading: 'Good for', cell: ({ story }) => story },
]

/** The form of a person: a new one, or one that is there. */
export function PersonaForm({ persona, action }: { persona?: PersonaView; action: FormAction }) {
  const title = persona === undefined ? 'Make up a person' : `${persona.givenNames} ${persona.familyName}`
  return (
    <>
      <PageHead
        title={title}
        lead={persona && 'The next sign-in shows what you change. The business register keeps the name that it has.'}
        crumbs={[
          { label: 'Sandbox console', href: '/console' },
          { label: 'People', href: '/console/people' },
        ]}
      />
      <Stack wide>
        <ActionForm
          action={action}
          hidden={persona && { id: persona.id }}
          initial={
            persona === undefined ? { strength: 'STRONG' } : { ...persona, ...dayParts('birthDate', persona.birthDate) }
          }
        >
          {persona === undefined && (
            <TextField
              name="id"
              label="Short name"
              hint="The person signs in as short-name@example.com"
              maxWidth="md"
            />
          )}
          <TextField name="givenNames" label="Given names" autoComplete="off" />
          <TextField name="familyName" label="Family name" autoComplete="off" />
          <DateField name="birthDate" label="Date of birth" />
          <RadioField
            name="strength"
            label="Identity strength"
            choices={Object.entries(strengths).map(([value, label]) => ({ value, label }))}
          />
          <SubmitButton>{persona === undefined ? 'Make up the person' : 'Save'}</SubmitButton>
        </ActionForm>
      </Stack>
    </>
  )
}
