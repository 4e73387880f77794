import type { ReactNode } from 'react'
import { DspFrame } from '../../../../components/dsp/dsp-frame.tsx'
import { showPage } from '../../../support/show-page.tsx'
import { organisationOf } from '../../organisation.ts'

type Props = { params: Promise<{ abn: string }>; children: ReactNode }

export default async function DspLayout({ params, children }: Props) {
  const { abn } = await params
  return showPage(async () => <DspFrame view={await organisationOf(abn)}>{children}</DspFrame>)
}
