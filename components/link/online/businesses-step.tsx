import Link from 'next/link'
import type { EligibleBusiness } from '../../../lib/domain/ram/linking/online/find-eligible-businesses.ts'
import { limits } from '../../../lib/policy/limits.ts'
import { spacedAbn } from '../../format/words.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { CheckboxesField } from '../../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { Alert } from '../../ui/message/alert.tsx'
import { Stack } from '../../ui/page/layout.tsx'
import { LinkStep } from '../link-page.tsx'
import { SelectAll } from './select-all.tsx'

type Props = {
  businesses: readonly EligibleBusiness[]
  action: FormAction
  draft: string
  chosen: readonly string[]
}

/** Businesses that are ticked one by one without trouble. */
const few = 4

/** The businesses that were found: which of them are linked. Those that cannot be are shown with the reason. */
export function BusinessesStep({ businesses, action, draft, chosen }: Props) {
  const possible = businesses.filter(({ problem }) => problem === null)
  const impossible = businesses.filter(({ problem }) => problem !== null)
  const only = possible.length === 1 ? possible.map(({ abn }) => abn) : []
  return (
    <LinkStep number={2} back={`/link/address?draft=${draft}`} title="Choose your businesses">
      <Stack wide>
        {impossible.map(({ abn, name, problem }) => (
          <Alert key={abn} tone="warning" title={`${name}: ${insideSentence(problem?.title ?? '')}`}>
            <p>{problem?.happened}</p>
            <p>{problem?.remedy}</p>
          </Alert>
        ))}
        {possible.length === 0 ? (
          <p>
            <Link href="/home">Back to the start page</Link>
          </p>
        ) : (
          <ActionForm action={action} hidden={{ draft }} initial={{ abns: chosen.length > 0 ? chosen : only }}>
            {possible.length > few && <SelectAll name="abns" most={limits.linksAtOnce} total={possible.length} />}
            <CheckboxesField
              name="abns"
              label="Businesses that list you as an associate"
              hint={
                possible.length > limits.linksAtOnce
                  ? `Choose up to ${limits.linksAtOnce}. You can link the others after these.`
                  : undefined
              }
              choices={possible.map(({ abn, name, entityType, associateRole, replaces }) => ({
                value: abn,
                label: name,
                hint: [
                  `ABN ${spacedAbn(abn)}. ${entityType}. You are listed as: ${associateRole}.`,
                  replaces === null ? '' : ` Linking replaces your authorisation as ${replaces.toLowerCase()}.`,
                ].join(''),
              }))}
            />
            <SubmitButton>Continue</SubmitButton>
          </ActionForm>
        )}
        {possible.length > 0 && (
          <p>
            Many businesses?{' '}
            <Link href={`/link/businesses/list?draft=${draft}`} prefetch={false}>
              Enter a list of ABNs instead
            </Link>
          </p>
        )}
      </Stack>
    </LinkStep>
  )
}

/** A title as it goes on after a colon: abbreviations keep their letters. */
function insideSentence(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1)
}
