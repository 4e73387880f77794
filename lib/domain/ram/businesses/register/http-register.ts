import { z } from 'zod'
import { type Abn, isAbn } from '../../../../core/abn.ts'
import { second } from '../../../../core/clock.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { BusinessRegister } from './register.ts'

const business = z.object({
  abn: z
    .string()
    .refine(isAbn)
    .transform((text) => text as Abn),
  acn: z.string().nullable(),
  name: z.string().min(1),
  entityType: z.string(),
  status: z.enum(['REGISTERED', 'CANCELLED']),
  statusFrom: z.string(),
  state: z.string(),
  postcode: z.string(),
  hasIndividualAssociates: z.boolean(),
})
const association = z.object({ business, role: z.string(), detailsOutdated: z.boolean() })

const patience = 10 * second

/**
 * A register behind HTTP, JSON both ways: `GET businesses/ABN` (404 for none), `GET businesses?name=...&limit=...`,
 * `POST associations` with `{ person, address }`, and `POST businesses/ABN/associates/check` with `{ person }`. See docs/ram.md, Business register.
 *
 * @throws MandateError `ram.register-unavailable` when it does not answer in time, or not as agreed
 */
export function httpRegister(baseUrl: string, ask: typeof fetch = fetch): BusinessRegister {
  return {
    findBusiness: async (abn) => await read(`businesses/${abn}`, business),
    findAssociations: async (person, address) =>
      (await read('associations', z.array(association), { person, address })) ?? [],
    async isAssociate(abn, person) {
      const answer = await read(`businesses/${abn}/associates/check`, z.object({ associate: z.boolean() }), { person })
      // Only a plain No may end a link: an address that is not there answers nothing.
      if (answer === undefined) throw new MandateError('ram.register-unavailable')
      return answer.associate
    },
    searchBusinesses: async (name, limit) =>
      (await read(`businesses?${new URLSearchParams({ name, limit: String(limit) })}`, z.array(business))) ?? [],
  }

  async function read<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    body?: object,
  ): Promise<z.output<Schema> | undefined> {
    try {
      const response = await ask(`${baseUrl}/${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(patience),
        redirect: 'error',
      })
      if (response.status === 404) return undefined
      if (!response.ok) throw new Error(`status ${response.status}`)
      return schema.parse(await response.json())
    } catch (error) {
      throw new MandateError('ram.register-unavailable', {}, { cause: error })
    }
  }
}
