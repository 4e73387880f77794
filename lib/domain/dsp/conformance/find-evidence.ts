import { Prisma } from '../../../platform/store/generated/client.ts'
import type { Store } from '../../../platform/store/open.ts'
import type { Sign } from '../../../policy/dsp/cases/index.ts'
import type { DspService } from '../../../policy/dsp/products.ts'
import { metNoFault, serviceCalls, type Traffic, tokenRequests } from './traffic.ts'

/** What shows that a case was seen: a trace, its moment, and a sentence. */
export type Evidence = { traceId: string; at: Date; sentence: string }

/** Names under which the services sign their traces. */
export const tracedAs: Record<DspService, string> = { SBR1: 'sbr1', SBR2: 'sbr2', USI: 'usi' }
const relyingParties: Record<DspService, string> = { SBR1: 'sbr', SBR2: 'sbr', USI: 'usi' }

/** Looks for the first call of the product that shows a case; `undefined` where none does. */
export async function findEvidence(
  store: Store,
  sign: Sign,
  service: DspService,
  traffic: Traffic,
): Promise<Evidence | undefined> {
  if ('told' in sign || traffic.credentialIds.length === 0) return undefined
  const [found] = await store.$queryRaw<Evidence[]>(queryFor(sign, service, traffic))
  return found
}

function queryFor(sign: Exclude<Sign, { told: string }>, service: DspService, traffic: Traffic): Prisma.Sql {
  switch (sign.seen) {
    case 'token':
      return firstOf(
        Prisma.sql`${tokenRequests(traffic)} ${outcomeIs(sign)} ${
          sign.relyingParty === undefined ? Prisma.empty : Prisma.sql`AND t."relyingPartyId" = ${sign.relyingParty}`
        } ${sign.actsForClient ? actsForClient : Prisma.empty}`,
        sign.outcome === 'ACCEPTED' ? 'The token service gave a token.' : 'The token service refused the request.',
      )
    case 'call':
      return firstOf(
        Prisma.sql`${serviceCalls(traffic, tracedAs[service])} ${outcomeIs(sign)} ${hasFacts(sign.facts)} ${hasLeast(
          sign.least,
        )} ${sign.actsForClient ? actsForClient : Prisma.empty}`,
        sign.outcome === 'ACCEPTED' ? 'The service answered the call.' : 'The service refused the call.',
      )
    case 'call-with-foreign-token':
      return firstOf(
        Prisma.sql`${serviceCalls(traffic, tracedAs[service])} AND t."outcome" = 'REFUSED' AND t."tokenTraceId" IN (
          SELECT token."id" FROM "Trace" token
          WHERE token."outcome" = 'ACCEPTED' AND token."relyingPartyId" <> ${relyingParties[service]})`,
        'The service refused a token that was issued for another one.',
      )
    case 'token-used-again':
      return Prisma.sql`
        SELECT min(t."id") AS "traceId", max(t."at") AS "at", 'Several calls used one token.' AS "sentence"
        FROM "Trace" t
        WHERE ${serviceCalls(traffic, tracedAs[service])} AND t."outcome" = 'ACCEPTED' AND t."tokenTraceId" IS NOT NULL
        GROUP BY t."tokenTraceId" HAVING count(*) >= ${sign.times}
        ORDER BY max(t."at") LIMIT 1`
    case 'changeover':
      return firstOf(
        Prisma.sql`${tokenRequests(traffic)} AND t."outcome" = 'ACCEPTED' AND EXISTS (
          SELECT 1 FROM "Credential" later
          JOIN "Credential" earlier ON earlier."abn" = later."abn" AND earlier."name" = later."name"
            AND earlier."createdAt" < later."createdAt"
          JOIN "Trace" before ON before."credentialId" = earlier."id" AND before."outcome" = 'ACCEPTED'
            AND before."at" < t."at" AND before."service" LIKE 'S007%' AND ${metNoFault('before')}
          WHERE later."id" = t."credentialId")`,
        'A credential that follows another one of the same name got a token.',
      )
  }
}

function firstOf(where: Prisma.Sql, sentence: string): Prisma.Sql {
  return Prisma.sql`SELECT t."id" AS "traceId", t."at", ${sentence}::text AS "sentence"
    FROM "Trace" t WHERE ${where} ORDER BY t."at", t."id" LIMIT 1`
}

function outcomeIs({ outcome, codes }: { outcome: string; codes?: readonly string[] }): Prisma.Sql {
  const known = codes === undefined ? Prisma.empty : Prisma.sql`AND t."errorCode" = ANY(${[...codes]}::text[])`
  return Prisma.sql`AND t."outcome" = ${outcome}::"TraceOutcome" ${known}`
}

/** One step of the trace has all of these facts. */
function hasFacts(facts: Readonly<Record<string, string>> | undefined): Prisma.Sql {
  return facts === undefined ? Prisma.empty : Prisma.sql`AND t."steps" @> ${JSON.stringify([{ facts }])}::jsonb`
}

/** For each of these facts, one step of the trace has that much of it, or more. */
function hasLeast(facts: Readonly<Record<string, number>> | undefined): Prisma.Sql {
  const conditions = Object.entries(facts ?? {}).map(
    ([
      name,
      least,
    ]) => Prisma.sql`AND jsonb_path_exists(t."steps", '$[*].facts.keyvalue() ? (@.key == $name && @.value >= $least)',
      ${JSON.stringify({ name, least })}::jsonb)`,
  )
  return conditions.length === 0 ? Prisma.empty : Prisma.join(conditions, ' ')
}

/** The step about the line of authority names the software ID of a client. */
const actsForClient = Prisma.sql`AND jsonb_path_exists(t."steps",
  '$[*] ? (@.name == "authority" && @.outcome == "passed" && exists (@.facts.softwareId))'::jsonpath)`
