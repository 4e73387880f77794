import { z } from 'zod'
import { listTestData } from '../../../../domain/evte/list-test-data.ts'
import { listActs } from '../../../../domain/sandbox/acts/list-acts.ts'
import { momentText } from '../../answers/common.ts'
import { testData } from '../../answers/test-data.ts'
import { openRoute, type Route } from '../../route.ts'
import { sandboxInfo } from './info.ts'

const act = z.object({
  id: z.string(),
  at: momentText,
  area: z.string().describe('time, people, businesses, faults, snapshots or setup.'),
  summary: z.string(),
})

/** What there is, and what was done to it. */
export const worldRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox',
    id: 'viewSandbox',
    summary: 'See the addresses and what to trust',
    input: z.object({}),
    answer: z
      .object({
        now: momentText.describe('The real time of the sandbox.'),
        endpoints: z.object({
          portal: z.string(),
          inbox: z.string(),
          tokenService: z.string(),
          usiService: z.string(),
          sbrServices: z.string().describe('Address for tokens (AppliesTo) of SBR.'),
          rootCertificate: z.string(),
          revocationList: z.string(),
          ocsp: z.string(),
        }),
        anchors: z.array(z.object({ subject: z.string(), sha256: z.string(), validTo: momentText, pem: z.string() })),
      })
      .meta({ id: 'Sandbox' }),
    call: ({ runtime }) => sandboxInfo(runtime),
  }),
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/test-data',
    id: 'listTestData',
    summary: 'List what there is to test with',
    description: 'People, organisations, students, and the services that tokens are for.',
    input: z.object({}),
    answer: testData,
    call: ({ runtime }) => listTestData(runtime),
  }),
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/acts',
    id: 'listSandboxActs',
    summary: 'List what was done to the sandbox',
    description: 'The newest hundred, newest first, whoever did them.',
    input: z.object({}),
    answer: z.object({ acts: z.array(act) }).meta({ id: 'SandboxActs' }),
    call: async ({ runtime }) => ({ acts: await listActs(runtime, { most: 100 }) }),
  }),
]
