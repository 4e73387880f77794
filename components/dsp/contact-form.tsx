import Link from 'next/link'
import type { ContactView } from '../../lib/domain/dsp/organisations/view-organisation.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import { VersionField } from '../ui/form/fields/version-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { ContactFields } from './contact-fields.tsx'
import { dspCrumbs } from './dsp-frame.tsx'

type Business = { abn: string; name: string }
type Props = {
  business: Business
  /** The contact that is changed; absent for a new one. */
  contact?: ContactView
  initial: Readonly<Record<string, string>>
  action: FormAction
  submissionId: string
}

/** The new contact registration, and the change of a contact. */
export function ContactForm({ business, contact, initial, action, submissionId }: Props) {
  return (
    <>
      <PageHead
        title={contact === undefined ? 'New contact registration' : 'Change a contact'}
        caption={business.name}
        crumbs={[...dspCrumbs(business), { label: 'Contacts', href: `/dsp/${business.abn}/contacts` }]}
      />
      <ActionForm
        action={action}
        submissionId={submissionId}
        hidden={{ abn: business.abn, ...(contact && { id: contact.id }) }}
        initial={initial}
      >
        {contact !== undefined && <VersionField version={contact.version} />}
        <ContactFields />
        <RadioField
          name="isMain"
          label="Is this the main contact?"
          hint="There is always one. A new main contact takes the place of the one before."
          choices={[
            { value: 'yes', label: 'Yes' },
            { value: 'no', label: 'No' },
          ]}
        />
        <SubmitButton>{contact === undefined ? 'Register contact' : 'Save'}</SubmitButton>
      </ActionForm>
    </>
  )
}

/** Asks before a contact is removed. */
export function RemoveContact({
  business,
  contact,
  action,
  submissionId,
}: {
  business: Business
  contact: ContactView
  action: FormAction
  submissionId: string
}) {
  const list = `/dsp/${business.abn}/contacts`
  return (
    <>
      <PageHead
        title="Remove this contact?"
        caption={business.name}
        crumbs={[...dspCrumbs(business), { label: 'Contacts', href: list }]}
      />
      <Stack wide>
        <SummaryList
          rows={[
            { term: 'Name', value: `${contact.givenNames} ${contact.familyName}` },
            { term: 'Email', value: contact.email },
          ]}
        />
        <Prose>
          <p>We will write to this person no more. Their authorisation for the business stays as it is.</p>
        </Prose>
        <ActionForm action={action} submissionId={submissionId} hidden={{ abn: business.abn, id: contact.id }}>
          <Row>
            <SubmitButton>Yes, remove</SubmitButton>
            <Link href={list} prefetch={false}>
              No, go back
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
