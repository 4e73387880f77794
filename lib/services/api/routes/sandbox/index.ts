import type { Area } from '../../route.ts'
import { businessRoutes } from './businesses.ts'
import { credentialRoutes } from './credentials.ts'
import { faultRoutes } from './faults.ts'
import { inboxRoutes } from './inbox.ts'
import { peopleRoutes } from './people.ts'
import { setupRoutes } from './setup.ts'
import { snapshotRoutes } from './snapshots.ts'
import { timeRoutes } from './time.ts'
import { trafficRoutes } from './traffic.ts'
import { worldRoutes } from './world.ts'

/** What the console and the inbox do, for programs. None of it exists in production. */
export const sandboxAreas: readonly Area[] = [
  {
    name: 'Sandbox',
    about: 'The made-up world as a whole: set it up before a test run, keep it, bring it back.',
    routes: [...worldRoutes, ...setupRoutes, ...snapshotRoutes],
  },
  {
    name: 'Sandbox: people and businesses',
    about: 'Made-up people of the simulated myID, and the simulated business register.',
    routes: [...peopleRoutes, ...businessRoutes],
  },
  {
    name: 'Sandbox: machine credentials',
    about: 'Credentials without a person, and test keystores of other authorities.',
    routes: credentialRoutes,
  },
  {
    name: 'Sandbox: time and faults',
    about: 'What is rare or slow in the real world.',
    routes: [...timeRoutes, ...faultRoutes],
  },
  {
    name: 'Sandbox: mails and traffic',
    about: 'What came of it: every mail, and every call of a service.',
    routes: [...inboxRoutes, ...trafficRoutes],
  },
]
