import type { CatalogueService } from '../../lib/domain/desk/relying-parties/list-relying-parties.ts'
import type { RelyingServiceView } from '../../lib/domain/desk/relying-services/service-view.ts'
import { decisionScope, personScopes } from '../../lib/domain/ram/sharing/scopes.ts'
import { count } from '../format/words.ts'
import { CheckboxesField } from '../ui/form/fields/choice-field.tsx'
import { TextAreaField, TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { RecordForm } from './record-form.tsx'

type Props = {
  /** Absent for a new one. */
  service: RelyingServiceView | undefined
  /** How many people share with it. */
  people: number
  services: CatalogueService[]
  action: FormAction
  submissionId: string
}

/** Registers a service that signs people in through RAM, or changes one. */
export function RelyingServiceForm({ service, people, services, action, submissionId }: Props) {
  return (
    <RecordForm
      list="relying-services"
      record={service}
      newTitle="Register a relying service"
      lead={
        service === undefined
          ? 'A relying service signs people in through RAM by OpenID Connect and proves itself with a key of its own.'
          : people === 0
            ? 'Nobody has agreed to share with it yet.'
            : `${count(people, 'person', 'people')} agreed to share with it.`
      }
      idLabel="Client id"
      simulated="The sandbox plays this service itself, so its keys and return address cannot be changed here."
      initial={initialOf(service)}
      action={action}
      submissionId={submissionId}
    >
      <TextField name="name" label="Name" hint="People read it when they are asked to share." maxLength={80} />
      <TextField
        name="purpose"
        label="Purpose"
        hint="One sentence that tells people what the service is."
        maxLength={200}
      />
      {service?.isSimulated ? (
        <>
          <input type="hidden" name="redirectUris" value={service.redirectUris.join('\n')} />
          <input type="hidden" name="keys" value={service.keys} />
        </>
      ) : (
        <>
          <TextAreaField
            name="redirectUris"
            label="Return addresses"
            hint="Where people come back to after signing in, one on each line. They must match to the letter."
          />
          <TextAreaField
            name="keys"
            label="Public keys"
            hint="A JWK set, as JSON. The service signs with the private part, which never comes here."
          />
        </>
      )}
      <CheckboxesField
        name="scopes"
        label="What may it ask for?"
        choices={[
          ...Object.entries(personScopes).map(([value, hint]) => ({ value, label: value, hint })),
          {
            value: decisionScope,
            label: decisionScope,
            hint: 'Without a person there: whether somebody who agreed may use it for a business',
          },
        ]}
      />
      <CheckboxesField
        name="serviceIds"
        label="Which services of the catalogue does it stand for?"
        hint="It learns of businesses where the person has access to one of these, and of no others."
        choices={services.map(({ id, name, agencyName }) => ({ value: id, label: `${agencyName}: ${name}` }))}
      />
    </RecordForm>
  )
}

function initialOf(service: RelyingServiceView | undefined): Record<string, string | string[]> {
  if (service === undefined) return { scopes: ['openid', 'profile', 'tdif_business_authorisations'] }
  const { name, purpose, keys, scopes, serviceIds } = service
  return { name, purpose, redirectUris: service.redirectUris.join('\n'), keys, scopes, serviceIds }
}
