import Link from 'next/link'
import type { ReactNode } from 'react'
import { ActionForm } from '../ui/form/action-form.tsx'
import { VersionField } from '../ui/form/fields/version-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { deskCrumbs } from './desk-frame.tsx'

type List = 'relying-parties' | 'relying-services'

/** The way to the question below. */
export function RemoveLink({ list, id }: { list: List; id: string }) {
  return (
    <Link href={`/desk/${list}/${id}/remove`} prefetch={false}>
      Remove
    </Link>
  )
}

/** Asks before a relying party or a relying service is removed. */
export function RemoveRecord({
  list,
  record,
  action,
  submissionId,
  children,
}: {
  list: List
  record: { id: string; name: string; version: number }
  action: FormAction
  submissionId: string
  /** What follows from it. */
  children: ReactNode
}) {
  return (
    <>
      <PageHead title={`Remove ${record.name}?`} crumbs={deskCrumbs(list)} />
      <Stack wide>
        <Prose>{children}</Prose>
        <ActionForm action={action} submissionId={submissionId} hidden={{ id: record.id }}>
          <VersionField version={record.version} />
          <Row>
            <SubmitButton>Yes, remove</SubmitButton>
            <Link href={`/desk/${list}/${record.id}`} prefetch={false}>
              No, go back
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
