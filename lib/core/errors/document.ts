import type { ErrorRow } from './define.ts'
import { eventOf } from './event-of.ts'
import { type ErrorCode, errorTable } from './index.ts'

/**
 * The error table as a page for people, in Markdown: `docs/errors.md`. Written by the test beside this file
 * (`vitest run lib/core/errors -u`), which also fails when the page and the table differ.
 */
export function documentErrors(): string {
  const codes = (Object.keys(errorTable) as ErrorCode[]).sort()
  const areas = [...new Set(codes.map(areaOf))]
  return [
    '# Errors',
    '',
    'Every error that Mandate can give, from the one table that the program itself uses (`lib/core/errors`). A code never changes its meaning. Words in braces are filled in with what happened.',
    '',
    'Event codes go out in the faults of the token service, as `Event Code: [E2015]`. Those below E9000 are public codes of the real token service, with their public meaning; those from E9000 are our own, for what has no public code. An error without an event of its own has that of its area. Events of four digits are codes of the simulated USI service; those that begin with EBMS are ebMS error codes, which the simulated SBR2 sends.',
    '',
    ...events(codes),
    ...areas.flatMap((area) => ['', `## ${area}`, '', ...codes.filter((code) => areaOf(code) === area).map(entryOf)]),
    '',
  ].join('\n')
}

function areaOf(code: string): string {
  return code.slice(0, code.indexOf('.'))
}

/** Which errors a client of the token service meets, by event. */
function events(codes: readonly ErrorCode[]): string[] {
  const byEvent = new Map<string, ErrorCode[]>()
  for (const code of codes) {
    const event = eventOf(code)
    const { event: own } = errorTable[code] as ErrorRow
    if (!tokenAreas.includes(areaOf(code)) && (own === undefined || !/^E\d/.test(event))) continue
    byEvent.set(event, [...(byEvent.get(event) ?? []), code])
  }
  const rows = [...byEvent].sort(([a], [b]) => a.localeCompare(b))
  return [
    '## Events of the token service',
    '',
    '| event | errors |',
    '| --- | --- |',
    ...rows.map(([event, list]) => `| ${event} | ${list.map((code) => `\`${code}\``).join(', ')} |`),
  ]
}

const tokenAreas = ['mas', 'xml', 'xmldsig', 'certificate']

function entryOf(code: ErrorCode): string {
  const row: ErrorRow = errorTable[code]
  const facts = [
    `HTTP ${row.status}`,
    ...(row.event ? [`event ${row.event}`] : []),
    ...(row.modelled ? [`modelled on ${row.modelled}`] : []),
    ...(row.side === 'receiver' ? ['our side has to act'] : []),
  ]
  return `### \`${code}\`\n\n**${row.title}** (${facts.join(', ')})\n\n${row.happened}\n\n*What to do:* ${row.remedy}\n`
}
