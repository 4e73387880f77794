import Link from 'next/link'
import type { ImportAuthorisationsResult } from '../../../lib/domain/ram/authorisations/imports/import-authorisations.ts'
import type { BusinessName } from '../../../lib/domain/ram/views.ts'
import { count } from '../../format/words.ts'
import { Alert } from '../../ui/message/alert.tsx'
import { Done } from '../../ui/message/done.tsx'
import { Stack } from '../../ui/page/layout.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { ImportStep } from './import-step.tsx'

type Props = { business: BusinessName; result: ImportAuthorisationsResult; draft: string }

/** What became of each line of the file. */
export function ImportOutcome({ business, result: { sent, failed }, draft }: Props) {
  const home = `/businesses/${business.abn}`
  return (
    <ImportStep business={business} number={3} title="Outcome of the import">
      <Stack wide>
        {sent.length > 0 && (
          <Done title={`${count(sent.length, 'request is', 'requests are')} sent`}>
            <p>Each person gets an email with their own code. It can be used for 7 days.</p>
          </Done>
        )}
        {failed.length > 0 && (
          <Alert tone="error" title={`${count(failed.length, 'line is', 'lines are')} left out`}>
            <ul>
              {failed.map(({ line, fullName, problems }) => (
                <li key={line}>
                  Line {line}, {fullName.trim() || 'no name'}: {Object.values(problems).join(' ')}
                </li>
              ))}
            </ul>
          </Alert>
        )}
        <p>
          <a href={`${home}/authorisations/import/result?draft=${draft}`} download>
            Download the result (CSV)
          </a>
        </p>
        {sent.length > 0 && (
          <DataTable
            caption="Requests that were sent"
            columns={[
              {
                heading: 'Name',
                isName: true,
                cell: ({ id, fullName }) => (
                  <Link href={`${home}/authorisations/${id}`} prefetch={false}>
                    {fullName}
                  </Link>
                ),
              },
              { heading: 'Email', cell: ({ email }) => email },
            ]}
            rows={sent}
            keyOf={({ id }) => id}
          />
        )}
        <p>
          <Link href={home}>Back to {business.name}</Link>
        </p>
      </Stack>
    </ImportStep>
  )
}
