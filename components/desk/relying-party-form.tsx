import type { CatalogueService } from '../../lib/domain/desk/relying-parties/list-relying-parties.ts'
import type { RelyingPartyView } from '../../lib/domain/desk/relying-parties/party-view.ts'
import { CheckboxesField } from '../ui/form/fields/choice-field.tsx'
import { SelectField } from '../ui/form/fields/select-field.tsx'
import { TextAreaField, TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { HelpWith } from '../ui/page/layout.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { RecordForm } from './record-form.tsx'

type Props = {
  /** Absent for a new one. */
  party: RelyingPartyView | undefined
  services: CatalogueService[]
  action: FormAction
  submissionId: string
}

/** Registers a service that accepts our tokens, or changes one. */
export function RelyingPartyForm({ party, services, action, submissionId }: Props) {
  return (
    <RecordForm
      list="relying-parties"
      record={party}
      newTitle="Register a relying party"
      lead="A relying party is a service that accepts our tokens. The token service takes note of a change at once."
      idLabel="Id"
      simulated="The sandbox plays this service itself and holds its key, so its certificate cannot be changed here."
      initial={initialOf(party)}
      action={action}
      submissionId={submissionId}
      help={
        <HelpWith question="How does a service renew its certificate?">
          <p>
            Paste the new one here at the moment when the service begins to use its new key. Tokens that were made
            before are encrypted to the old key, so let the service keep both keys for the longest life of a token.
          </p>
        </HelpWith>
      }
    >
      <TextField name="name" label="Name" hint="As people read it in the record of a request." maxLength={80} />
      <TextAreaField
        name="addresses"
        rows={5}
        label="Addresses"
        hint="What software writes as AppliesTo, one on each line. Letter case and a slash at the end make no difference."
      />
      {party?.isSimulated ? (
        <input type="hidden" name="certificate" value={party.certificate.pem} />
      ) : (
        <TextAreaField
          name="certificate"
          rows={5}
          label="Certificate"
          hint="Tokens are encrypted to it, and the service asks about tokens with it. PEM text with an RSA key. Never a private key."
        />
      )}
      {party !== undefined && (
        <SummaryList
          rows={[
            { term: 'Certificate now', value: party.certificate.subject },
            { term: 'SHA-256', value: <code>{party.certificate.sha256}</code> },
          ]}
        />
      )}
      <CheckboxesField
        name="keyTypes"
        label="Which keys may a token be bound to?"
        hint="Where software does not say, the first of these is used."
        choices={[
          { value: 'symmetric', label: 'A shared key', hint: 'What existing software asks for.' },
          { value: 'public', label: 'The key of the machine credential' },
          { value: 'bearer', label: 'None (bearer)', hint: 'Whoever holds such a token can use it.' },
        ]}
      />
      <TextField name="defaultMinutes" label="Usual life of a token, minutes" inputMode="numeric" maxWidth="sm" />
      <TextField name="maximumMinutes" label="Longest life of a token, minutes" inputMode="numeric" maxWidth="sm" />
      <SelectField
        name="serviceId"
        label="Service for cloud software"
        hint="Software of a provider gets a token only for clients that notified it for this service. Without one, no cloud software."
        optional
        options={services.map(({ id, name, agencyName }) => ({ value: id, label: `${agencyName}: ${name}` }))}
      />
    </RecordForm>
  )
}

function initialOf(party: RelyingPartyView | undefined): Record<string, string | string[]> {
  if (party === undefined) return { keyTypes: ['symmetric'], defaultMinutes: '30', maximumMinutes: '720' }
  return {
    name: party.name,
    addresses: party.addresses.join('\n'),
    certificate: party.certificate.pem,
    keyTypes: party.keyTypes,
    defaultMinutes: String(party.defaultMinutes),
    maximumMinutes: String(party.maximumMinutes),
    serviceId: party.serviceId ?? '',
  }
}
