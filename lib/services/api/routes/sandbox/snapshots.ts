import { z } from 'zod'
import { seedWorld } from '../../../../../prisma/seed/index.ts'
import { deleteSnapshot } from '../../../../domain/sandbox/snapshots/delete-snapshot.ts'
import { listSnapshots } from '../../../../domain/sandbox/snapshots/list-snapshots.ts'
import { resetWorld } from '../../../../domain/sandbox/snapshots/reset-world.ts'
import { namedSnapshotInput, restoreSnapshot } from '../../../../domain/sandbox/snapshots/restore-snapshot.ts'
import { takeSnapshot, takeSnapshotInput } from '../../../../domain/sandbox/snapshots/take-snapshot.ts'
import { openRoute, type Route } from '../../route.ts'

const snapshot = z
  .object({
    name: z.string(),
    createdAt: z.string(),
    rows: z.number(),
    isUsable: z.boolean().describe('False for one of another version of Mandate.'),
  })
  .meta({ id: 'SandboxSnapshot' })

/** Snapshots of the made-up world, and its beginning. */
export const snapshotRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/snapshots',
    id: 'listSandboxSnapshots',
    summary: 'List the snapshots of the sandbox',
    input: z.object({}),
    answer: z.object({ snapshots: z.array(snapshot) }).meta({ id: 'SandboxSnapshots' }),
    call: async ({ runtime }) => ({ snapshots: await listSnapshots(runtime) }),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/snapshots',
    id: 'takeSandboxSnapshot',
    summary: 'Keep the world as it is now',
    description: 'People, businesses, credentials, mails and everything else, but no keys, sign-ins and traces.',
    status: 201,
    input: takeSnapshotInput,
    answer: snapshot,
    call: ({ runtime }, input) => takeSnapshot(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/snapshots/{name}/restore',
    id: 'restoreSandboxSnapshot',
    summary: 'Bring a world back',
    description: 'All of it or nothing. Requests wait meanwhile. Certificates that the old world knew work again.',
    input: namedSnapshotInput,
    answer: snapshot,
    call: ({ runtime }, input) => restoreSnapshot(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'DELETE',
    path: '/sandbox/snapshots/{name}',
    id: 'deleteSandboxSnapshot',
    summary: 'Delete a snapshot',
    input: namedSnapshotInput,
    answer: z.object({ name: z.string() }).meta({ id: 'SandboxSnapshotDeleted' }),
    call: ({ runtime }, input) => deleteSnapshot(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/reset',
    id: 'resetSandbox',
    summary: 'Make the sandbox as it was when it was new',
    description: 'Keys, snapshots and traces stay.',
    input: z.object({}),
    answer: z.object({ reset: z.literal(true) }).meta({ id: 'SandboxReset' }),
    call: ({ runtime }) => resetWorld(runtime, (tx) => seedWorld(tx, runtime)),
  }),
]
