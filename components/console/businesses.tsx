import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { RegisteredView } from '../../lib/domain/sandbox/businesses/businesses.ts'
import { entityTypes, states } from '../../lib/domain/sandbox/businesses/fields.ts'
import type { PersonaView } from '../../lib/domain/sandbox/people/personas.ts'
import { formatDay } from '../format/dates.ts'
import { list, spacedAbn } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import { SelectField } from '../ui/form/fields/select-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { Part } from './part.tsx'

/** The simulated business register. */
export function Businesses({ businesses }: { businesses: readonly RegisteredView[] }) {
  return (
    <>
      <PageHead
        title="Businesses"
        lead="The simulated Australian Business Register. Cancel an ABN, change a name, add an associate."
        actions={<ButtonLink href="/console/businesses/new">Register a business</ButtonLink>}
      />
      <Stack wide>
        <DataTable caption="Businesses of the register" columns={columns} rows={businesses} keyOf={({ abn }) => abn} />
      </Stack>
    </>
  )
}

function Standing({ status }: Pick<RegisteredView, 'status'>) {
  return status === 'REGISTERED' ? (
    <StatusBadge tone="success">Registered</StatusBadge>
  ) : (
    <StatusBadge tone="error">Cancelled</StatusBadge>
  )
}

const columns: Column<RegisteredView>[] = [
  {
    heading: 'Business',
    isName: true,
    cell: ({ abn, name }) => (
      <Link href={`/console/businesses/${abn}`} prefetch={false}>
        {name}
      </Link>
    ),
  },
  { heading: 'ABN', cell: ({ abn }) => spacedAbn(abn) },
  { heading: 'Kind', cell: ({ entityType }) => entityType },
  { heading: 'Status', cell: (business) => <Standing {...business} /> },
  { heading: 'Associates', cell: ({ associates }) => list(associates.map(({ name }) => name)) || 'None' },
]

const crumbs = [
  { label: 'Sandbox console', href: '/console' },
  { label: 'Businesses', href: '/console/businesses' },
]

/** A new business of the register. */
export function NewBusiness({ personas, action }: { personas: readonly PersonaView[]; action: FormAction }) {
  return (
    <>
      <PageHead title="Register a business" crumbs={crumbs} />
      <Stack wide>
        <ActionForm action={action} initial={{ entityType: entityTypes[0], state: 'NSW', postcode: '2000' }}>
          <TextField name="name" label="Name of the business" autoComplete="off" />
          <TextField name="abn" label="ABN" hint="Leave it empty, and one is made up" maxWidth="md" optional />
          <SelectField
            name="entityType"
            label="Kind of business"
            options={entityTypes.map((value) => ({ value, label: value }))}
          />
          <SelectField
            name="state"
            label="State or territory"
            options={states.map((value) => ({ value, label: value }))}
          />
          <TextField name="postcode" label="Postcode" inputMode="numeric" maxWidth="sm" />
          <PersonaField personas={personas} optional />
          <SubmitButton>Register the business</SubmitButton>
        </ActionForm>
      </Stack>
    </>
  )
}

function PersonaField({ personas, optional = false }: { personas: readonly PersonaView[]; optional?: boolean }) {
  return (
    <SelectField
      name="persona"
      label="Associate"
      hint="Who can link the business"
      optional={optional}
      options={personas.map(({ id, givenNames, familyName }) => ({ value: id, label: `${givenNames} ${familyName}` }))}
    />
  )
}

/** One business of the register. */
export function RegisteredBusiness({
  business,
  personas,
  change,
  add,
  remove,
}: {
  business: RegisteredView
  personas: readonly PersonaView[]
  change: FormAction
  add: FormAction
  remove: FormAction
}) {
  const { abn, name, entityType, status, state, postcode, isKnown, associates } = business
  return (
    <>
      <PageHead title={name} caption="Business of the register" crumbs={crumbs} />
      <Stack wide>
        <SummaryList
          rows={[
            { term: 'ABN', value: spacedAbn(abn) },
            { term: 'Kind', value: entityType },
            { term: 'Status', value: <Standing status={status} /> },
            { term: 'Place', value: `${state} ${postcode}` },
            isKnown && {
              term: 'Its clock',
              value: (
                <Link href={`/console/time?abn=${abn}`} prefetch={false}>
                  Travel in time
                </Link>
              ),
            },
          ]}
        />
        <Part id="associates" title="Associates">
          {associates.length === 0 ? (
            <p>The register names no natural person for this business, so nobody can link it online.</p>
          ) : (
            <ul>
              {associates.map((one) => (
                <li key={one.id}>
                  {one.name}, {one.role}, born {formatDay(one.birthDate)}, {one.address}
                  <ActionForm action={remove} hidden={{ abn, id: one.id }}>
                    <SubmitButton variant="text">Remove {one.name}</SubmitButton>
                  </ActionForm>
                </li>
              ))}
            </ul>
          )}
          <ActionForm action={add} hidden={{ abn }} initial={{ role: 'Director' }}>
            <PersonaField personas={personas} />
            <TextField name="role" label="Role" maxWidth="md" />
            <SubmitButton variant="secondary">Add the associate</SubmitButton>
          </ActionForm>
        </Part>
        <Part id="change" title="Change the register">
          <ActionForm action={change} hidden={{ abn }} initial={{ name, status }}>
            <TextField name="name" label="Name of the business" autoComplete="off" />
            <RadioField
              name="status"
              label="ABN"
              choices={[
                { value: 'REGISTERED', label: 'Registered' },
                { value: 'CANCELLED', label: 'Cancelled' },
              ]}
            />
            <SubmitButton>Save</SubmitButton>
          </ActionForm>
        </Part>
      </Stack>
    </>
  )
}
