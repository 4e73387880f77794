import { type Capacity, type EvidenceKind, evidenceKinds } from '../../../lib/policy/linking.ts'
import { list } from '../../format/words.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { SelectField } from '../../ui/form/fields/select-field.tsx'
import { TextAreaField, TextField } from '../../ui/form/fields/text-field.tsx'
import formStyles from '../../ui/form/form.module.css'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { HelpWith, Prose, Row, Stack } from '../../ui/page/layout.tsx'
import { assistedLinking, LinkStep } from '../link-page.tsx'

type Props = {
  action: FormAction
  draft: string
  answers: Readonly<Record<string, readonly string[]>>
  capacity: Capacity
  /** How many documents there is room for. */
  documents: number
}

/** What shows that the person is what they say: documents, and where the operator finds them. */
export function EvidenceStep({ action, draft, answers, capacity, documents }: Props) {
  return (
    <LinkStep
      journey={assistedLinking}
      number={2}
      back={`/link/assisted/new?draft=${draft}`}
      title="What shows it?"
      lead={capacity.label}
    >
      <Stack wide>
        <Prose>
          <p>
            Name at least one of these: {list(capacity.evidence.map((kind) => evidenceKinds[kind]))}. If you have none
            of them, name another document and say what it shows.
          </p>
          <HelpWith question="Do I send copies?">
            <p>
              No. Say where the document can be found: the number of an extract, the date of a deed, a page of a public
              register. The operator looks it up, or asks you for a copy.
            </p>
            <p>Never enter a tax file number or the number of an identity document.</p>
          </HelpWith>
        </Prose>
        <ActionForm action={action} hidden={{ draft, documents: String(documents) }} initial={answers}>
          <div id="evidence" className={formStyles.groups}>
            {[...Array(documents).keys()].map((at) => (
              <Document key={at} at={at} capacity={capacity} />
            ))}
          </div>
          <Row>
            <SubmitButton>Continue</SubmitButton>
            {documents < 10 && (
              <SubmitButton variant="secondary" name="more" value="yes">
                Add another document
              </SubmitButton>
            )}
          </Row>
        </ActionForm>
      </Stack>
    </LinkStep>
  )
}

function Document({ at, capacity }: { at: number; capacity: Capacity }) {
  const rest = (Object.keys(evidenceKinds) as EvidenceKind[]).filter((kind) => !capacity.evidence.includes(kind))
  return (
    <fieldset className={formStyles.group}>
      <legend>Document {at + 1}</legend>
      <SelectField
        name={`evidence.${at}.kind`}
        label="Kind of document"
        options={[...capacity.evidence, ...rest].map((kind) => ({ value: kind, label: evidenceKinds[kind] }))}
      />
      <TextField
        name={`evidence.${at}.reference`}
        label="Number, date or web address"
        hint="By which the operator finds it"
        autoComplete="off"
        maxLength={200}
      />
      <TextAreaField name={`evidence.${at}.note`} label="What it shows" optional maxLength={1000} />
    </fieldset>
  )
}
