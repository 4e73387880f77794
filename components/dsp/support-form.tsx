import {
  requestKindNames,
  type SupportKind,
  severities,
  severityRules,
  supportTopics,
  topicNames,
} from '../../lib/policy/dsp/support.ts'
import { count } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import { SelectField } from '../ui/form/fields/select-field.tsx'
import { TextAreaField, TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { dspCrumbs } from './dsp-frame.tsx'

type Option = { value: string; label: string }
type Props = {
  kind: SupportKind
  business: { abn: string; name: string }
  products: readonly Option[]
  credentials: readonly Option[]
  traces: string
  action: FormAction
  submissionId: string
}

const leads: Record<SupportKind, string> = {
  QUESTION: 'About myID, RAM, machine credentials, or testing. Never send a password, a key or a keystore file.',
  INCIDENT:
    'Something is wrong with a machine credential or its use. If a key is stolen, revoke the credential first. Never send the key.',
  FEEDBACK: 'What is good, and what could be better?',
}

/** A question, an incident report, or feedback. */
export function SupportForm({ kind, business, products, credentials, traces, action, submissionId }: Props) {
  const isIncident = kind === 'INCIDENT'
  return (
    <>
      <PageHead
        title={titles[kind]}
        caption={business.name}
        lead={leads[kind]}
        crumbs={[...dspCrumbs(business), { label: 'Support', href: `/dsp/${business.abn}/support` }]}
      />
      <ActionForm
        action={action}
        submissionId={submissionId}
        hidden={{ abn: business.abn, kind }}
        initial={{ isPrivate: 'no', traces, topic: isIncident ? 'm2m' : '' }}
      >
        <RadioField
          name="topic"
          label="What is it about?"
          choices={supportTopics.map((value) => ({ value, label: topicNames[value] }))}
        />
        {isIncident && (
          <>
            <RadioField
              name="severity"
              label="How bad is it?"
              choices={severities.map((value) => ({
                value,
                label: severityRules[value].name,
                hint: `${severityRules[value].hint} Answered within ${count(severityRules[value].answerHours, 'hour')}.`,
              }))}
            />
            {credentials.length > 0 && (
              <SelectField name="credentialId" label="Machine credential" optional options={credentials} />
            )}
          </>
        )}
        {products.length > 0 && <SelectField name="productId" label="Product" optional options={products} />}
        <TextField name="subject" label="Subject" maxLength={120} />
        <TextAreaField
          name="text"
          label={isIncident ? 'What happened, when, and what did you expect?' : 'Your message'}
          maxLength={10_000}
        />
        <TextAreaField
          name="traces"
          label="Traces"
          optional
          hint="Each answer of a service names its trace. The desk sees what was checked. One on a line."
          maxLength={600}
        />
        <RadioField
          name="isPrivate"
          label="Who of your organisation may see it?"
          choices={[
            { value: 'no', label: 'Everybody who uses these services' },
            { value: 'yes', label: 'Only me and the administrators' },
          ]}
        />
        <SubmitButton>{`Send ${requestKindNames[kind].toLowerCase()}`}</SubmitButton>
      </ActionForm>
    </>
  )
}

const titles: Record<SupportKind, string> = {
  QUESTION: 'Ask a question',
  INCIDENT: 'Report an incident',
  FEEDBACK: 'Give feedback',
}
