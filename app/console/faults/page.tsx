import type { Metadata } from 'next'
import { Faults } from '../../../components/console/faults.tsx'
import { faultCodes } from '../../../lib/domain/sandbox/faults/fault.ts'
import { listFaults } from '../../../lib/domain/sandbox/faults/faults.ts'
import { listTargets } from '../../../lib/domain/sandbox/faults/list-targets.ts'
import { consoleRuntime } from '../console-runtime.ts'
import { addFaultAction, removeFaultsAction } from './actions.ts'

export const metadata: Metadata = { title: 'Faults on demand' }

export default async function FaultsPage() {
  const runtime = await consoleRuntime()
  return (
    <Faults
      faults={await listFaults(runtime)}
      codes={[...new Set(faultCodes())]}
      credentials={await listTargets(runtime)}
      add={addFaultAction}
      remove={removeFaultsAction}
    />
  )
}
