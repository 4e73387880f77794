import { z } from 'zod'
import { apiRightNames } from '../../../policy/permissions/api-rights.ts'
import { abnText, idText, momentText } from '../answers/common.ts'
import { type Area, route } from '../route.ts'

const self = z
  .object({
    id: idText,
    abn: abnText,
    name: z.string(),
    rights: z.array(z.enum(apiRightNames)),
    expiresAt: momentText,
    actsFor: z.string().describe('The person in whose name the token acts.'),
  })
  .meta({ id: 'Token' })

export const selfRoutes: Area = {
  name: 'The token',
  about: 'What the token of the request is. Tokens are created and revoked in the portal only.',
  routes: [
    route({
      method: 'GET',
      path: '/token',
      id: 'viewToken',
      summary: 'See what the token may do',
      right: 'any',
      input: z.object({}),
      answer: self,
      call: async ({ token }) => ({
        id: token.id,
        abn: token.abn,
        name: token.name,
        rights: [...token.rights],
        expiresAt: token.expiresAt,
        actsFor: `${token.actor.givenNames} ${token.actor.familyName}`,
      }),
    }),
  ],
}
