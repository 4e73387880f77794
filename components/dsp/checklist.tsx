import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { CheckedCase, ChecklistView } from '../../lib/domain/dsp/conformance/view-checklist.ts'
import { isInTests } from '../../lib/policy/dsp/enrolment.ts'
import { formatMoment } from '../format/dates.ts'
import { Command } from '../ui/command.tsx'
import { ActionForm } from '../ui/form/action-form.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Done } from '../ui/message/done.tsx'
import { HelpWith, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import styles from './dsp.module.css'
import { EnrolmentBadge } from './enrolment-badge.tsx'
import { productCrumbs } from './product-acts.tsx'

type Props = { view: ChecklistView; wasTold: boolean; finish: FormAction; submissionId: string }

/** The conformance cases of one environment, ticked by what the services saw. */
export function Checklist({ view, wasTold, finish, submissionId }: Props) {
  const { business, product, service, cases, status } = view
  const here = `/dsp/${business.abn}/products/${product.id}/tests/${service.toLowerCase()}`
  const done = cases.filter(({ tick }) => tick !== null).length
  return (
    <>
      <PageHead
        title={`Checklist of ${service}`}
        caption={`${product.name} ${product.productVersion}`}
        lead={`${done} of ${cases.length} cases done. The system ticks a case when it sees your software do it; load the page again to see the newest.`}
        crumbs={productCrumbs(business, product)}
        actions={<EnrolmentBadge enrolment={{ service, status, statusLabel: view.statusLabel }} />}
      />
      <Stack wide>
        {wasTold && <Done title="The case is confirmed" />}
        <Finish view={view} finish={finish} submissionId={submissionId} />
        {done < cases.length && (
          <section className={styles.section} aria-labelledby="play">
            <h2 id="play">See it done first</h2>
            <p>
              The kit makes a test credential of the product, and plays every case that a program can play. Your own
              software has to do the same. Type in the folder of Mandate:
            </p>
            {view.playCommands.map((command) => (
              <Command key={command}>{command}</Command>
            ))}
          </section>
        )}
        <ol className={styles.steps}>
          {cases.map((one) => (
            <Case key={one.id} one={one} view={view} here={here} />
          ))}
        </ol>
      </Stack>
    </>
  )
}

function Finish({ view, finish, submissionId }: Omit<Props, 'wasTold'>) {
  const { business, product, service, status, readiness, canFinish } = view
  if (status === 'VERIFIED') {
    return (
      <Alert tone="success" title="The product is verified">
        <p>
          <Link href={`/dsp/${business.abn}/products/${product.id}/report/${service.toLowerCase()}`} prefetch={false}>
            Open the report
          </Link>
        </p>
      </Alert>
    )
  }
  if (status !== 'TESTED') return null
  if (canFinish) {
    return (
      <Alert tone="success" title="Every case is ticked">
        <p>Finish the tests: the product becomes verified, and the report is written.</p>
        <ActionForm
          action={finish}
          submissionId={submissionId}
          hidden={{ abn: business.abn, productId: product.id, service: service.toLowerCase() }}
        >
          <SubmitButton>Finish the tests</SubmitButton>
        </ActionForm>
      </Alert>
    )
  }
  const missing = readiness.filter(({ isMet }) => !isMet)
  return (
    <Alert tone="warning" title="Every case is ticked, and something is still missing">
      <ul>
        {missing.map(({ id, label, remedy }) => (
          <li key={id}>
            {label}: {remedy}
          </li>
        ))}
      </ul>
      <p>
        <Link href={`/dsp/${business.abn}/products/${product.id}`} prefetch={false}>
          Go to the product
        </Link>
      </p>
    </Alert>
  )
}

function Case({ one, view, here }: { one: CheckedCase; view: ChecklistView; here: string }) {
  const { tick, told } = one
  const isOpen = isInTests(view.status)
  return (
    <li className={`${styles.step} ${tick === null ? '' : styles.done}`} id={one.id}>
      <div className={styles.stepHead}>
        <h2 className={styles.caseTitle}>{one.title}</h2>
        <StatusBadge tone={tick === null ? 'neutral' : 'success'}>
          {tick === null ? 'Not seen yet' : 'Done'}
        </StatusBadge>
      </div>
      <p>{one.why}</p>
      {tick !== null && <Evidence tick={tick} view={view} />}
      <HelpWith question={tick === null ? 'How to do it' : 'How it is done'}>
        <ol className={styles.caseSteps}>
          {one.steps.map(({ text, command }) => (
            <li key={text}>
              <p>{text}</p>
              {command !== undefined && <Command>{command}</Command>}
            </li>
          ))}
        </ol>
      </HelpWith>
      {told !== null && tick === null && isOpen && view.may.manage && (
        <Row>
          <ButtonLink variant="secondary" href={`${here}/attest/${one.id}`}>
            Confirm this case
          </ButtonLink>
        </Row>
      )}
    </li>
  )
}

function Evidence({ tick, view }: { tick: NonNullable<CheckedCase['tick']>; view: ChecklistView }) {
  if (tick.attestedBy !== null) {
    return (
      <p className={styles.evidence}>
        Confirmed by {tick.attestedBy}, {formatMoment(tick.at)}: “{tick.evidence}”
      </p>
    )
  }
  return (
    <p className={styles.evidence}>
      {tick.evidence} {formatMoment(tick.at)}.{' '}
      {tick.traceId !== null && (
        <>
          Evidence:{' '}
          <Link href={`/dsp/${view.business.abn}/products/${view.product.id}/traces/${tick.traceId}`} prefetch={false}>
            trace <code>{tick.traceId}</code>
          </Link>
        </>
      )}
    </p>
  )
}
