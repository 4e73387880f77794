import type { ListNotificationsResult } from '../../lib/domain/ram/notifications/list-notifications.ts'
import type { BusinessName } from '../../lib/domain/ram/views.ts'
import { spacedAbn } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField, TickField } from '../ui/form/fields/choice-field.tsx'
import { DateField } from '../ui/form/fields/date-field.tsx'
import { TextAreaField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { HelpWith, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { Filters, SearchFilter } from '../ui/table/filters.tsx'

type Props = {
  /** Whom the person looks for: their provider, or their client. */
  other: 'provider' | 'client'
  business: BusinessName
  services: ListNotificationsResult['services']
  search: string
  /** What the search found; absent before the first one. */
  found: { businesses: BusinessName[]; more: boolean } | undefined
  dates: Readonly<Record<string, string>>
  action: FormAction
  submissionId: string
}

/** Finds the other business, then asks for software, service and dates. */
export function NotificationForm(props: Props) {
  const { other, business, search, found } = props
  const path = `/businesses/${business.abn}/notifications`
  const isProvider = other === 'provider'
  return (
    <>
      <PageHead
        title={isProvider ? 'Add a notification' : 'Request a notification'}
        caption={business.name}
        lead={
          isProvider
            ? 'Tell government whose cloud software may act for your business.'
            : 'Ask a client to let your cloud software act for them. It counts when they accept.'
        }
        crumbs={[
          { label: business.name, href: `/businesses/${business.abn}` },
          { label: 'Notifications', href: isProvider ? path : `${path}?side=clients` },
        ]}
      />
      <Stack wide>
        <Filters action={`${path}/${isProvider ? 'new' : 'request'}`} isFiltered={search !== ''} button="Search">
          <SearchFilter name="search" label={`Name or ABN of the ${other}`} value={search} />
        </Filters>
        {search !== '' && <Found {...props} />}
        {search === '' && found === undefined && <p>Search for the {other} first.</p>}
      </Stack>
    </>
  )
}

function Found({ other, business, services, found, dates, action, submissionId }: Props) {
  if (found === undefined) return <p>Enter an ABN, or at least 3 letters of the name.</p>
  if (found.businesses.length === 0) {
    return <p>No business in the register matches. Check the ABN or the name with the {other}.</p>
  }
  const [only] = found.businesses
  const onlyService = services.length === 1 ? services[0]?.id : undefined
  return (
    <ActionForm
      action={action}
      submissionId={submissionId}
      hidden={{ abn: business.abn }}
      initial={{
        ...dates,
        otherAbn: found.businesses.length === 1 ? (only?.abn ?? '') : '',
        serviceId: onlyService ?? '',
      }}
    >
      <RadioField
        name="otherAbn"
        label={other === 'provider' ? 'Provider' : 'Client'}
        hint={found.more ? 'There are more. Search for more of the name to narrow them down.' : undefined}
        choices={found.businesses.map(({ abn, name }) => ({ value: abn, label: name, hint: `ABN ${spacedAbn(abn)}` }))}
      />
      <TextAreaField name="softwareIds" label="Software IDs" hint="10 digits each, one on a line." maxLength={300} />
      <HelpWith question="Where do I find the software ID?">
        <p>
          {other === 'provider'
            ? 'The provider shows it in its software, often under settings or “government reporting”. It belongs to your subscription.'
            : 'Your own software gives each subscription a software ID. Use the one of this client.'}
        </p>
      </HelpWith>
      <RadioField
        name="serviceId"
        label="Agency service"
        choices={services.map(({ id, name, agencyName }) => ({ value: id, label: name, hint: agencyName }))}
      />
      <DateField name="startDate" label="Start date" hint="Day, month and year. Not before today." />
      <DateField name="endDate" label="End date" optional hint="Leave it empty for no end date." />
      <TickField
        name="declaration"
        legend="Declaration"
        label={
          other === 'provider'
            ? 'I declare that I am allowed to do this for the business, and that this provider’s software may act for it.'
            : 'I declare that I am allowed to do this for the business, and that the client uses this software.'
        }
      />
      <SubmitButton>{other === 'provider' ? 'Add notification' : 'Send request'}</SubmitButton>
    </ActionForm>
  )
}
