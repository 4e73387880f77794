import { decide } from '../../../policy/permissions/decide.ts'
import type { Scene } from '../../ram/acting/scene.ts'
import type { Viewer } from './show-row.ts'

/** Who looks at credentials, from the scene of their business. */
export function viewerOf({ asker, mine, now, today }: Scene): Viewer {
  return {
    now,
    today,
    authorisationId: mine.id,
    may: {
      create: decide('create-credential', asker).allowed,
      revoke: decide('revoke-credential', asker).allowed,
      claim: decide('claim-credential', asker).allowed,
    },
  }
}
