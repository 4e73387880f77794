import type { Metadata } from 'next'
import { Snapshots } from '../../../components/console/snapshots.tsx'
import { listSnapshots } from '../../../lib/domain/sandbox/snapshots/list-snapshots.ts'
import { consoleRuntime } from '../console-runtime.ts'
import { actOnSnapshotAction, resetAction, takeSnapshotAction } from './actions.ts'

export const metadata: Metadata = { title: 'Snapshots of the sandbox' }

export default async function SnapshotsPage() {
  const snapshots = await listSnapshots(await consoleRuntime())
  return <Snapshots snapshots={snapshots} take={takeSnapshotAction} use={actOnSnapshotAction} reset={resetAction} />
}
