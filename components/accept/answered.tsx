import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import { formatDay } from '../format/dates.ts'
import { Done } from '../ui/message/done.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

type Props = {
  outcome: string
  abn: string | undefined
  businessName: string
  typeLabel: string
  /** Where the authorisation starts later. */
  startDate: string | undefined
}

/** The answer to a request is saved. */
export function Answered({ outcome, abn, businessName, typeLabel, startDate }: Props) {
  if (outcome === 'accepted') {
    return (
      <>
        <PageHead title="You accepted" />
        <Stack wide>
          <Done title={`You act for ${businessName} as ${typeLabel.toLowerCase()}`}>
            <p>{startDate === undefined ? 'From now on.' : `From ${formatDay(startDate)}.`}</p>
          </Done>
          <p>
            {startDate === undefined && abn !== undefined ? (
              <ButtonLink href={`/businesses/${abn}`}>Go to {businessName}</ButtonLink>
            ) : (
              <ButtonLink href="/businesses">See your businesses</ButtonLink>
            )}
          </p>
        </Stack>
      </>
    )
  }
  const isDeclined = outcome === 'declined'
  return (
    <>
      <PageHead title={isDeclined ? 'You declined' : 'You asked for a new code'} />
      <Stack wide>
        <Done title={isDeclined ? `You do not act for ${businessName}` : 'The business is told'}>
          <p>
            {isDeclined
              ? 'The business is told. There is nothing more to do.'
              : 'When somebody there sends a new code, you get an email. Then come back and enter it.'}
          </p>
        </Done>
        <p>
          <Link href="/home">Back to the start page</Link>
        </p>
      </Stack>
    </>
  )
}
