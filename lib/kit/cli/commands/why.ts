import { type ExplainedStep, type ExplainedTrace, explainTrace } from '../../sandbox/explain-trace.ts'
import type { Command } from '../command.ts'
import { endpointOptions, readEndpoint } from '../endpoint.ts'
import { next, pairs } from '../output.ts'

/** Longer facts (canonical text, mostly) are cut for people; `--json` has them whole. */
const longestFact = 160

export const whyCommand: Command = {
  name: 'why',
  summary: 'Show what a service checked in one request, and what would make it pass.',
  usage: 'TRACE',
  positionals: [1, 1],
  options: endpointOptions,
  notes: ['The trace id stands in every fault, and in the header "Mandate-Trace" of every answer.'],
  examples: ['npx mandate why tf6t738fxvtccp97r'],
  async run(context, input) {
    const [id = ''] = input.positionals
    const trace = await explainTrace(id, await readEndpoint(context, input))
    return { text: describe(trace), json: trace }
  },
}

function describe(trace: ExplainedTrace): string {
  const { id, at, service, accepted, refusal, tokenTraceId, calls } = trace
  const outcome = accepted ? 'accepted' : `refused: ${refusal?.title} (${refusal?.event ?? refusal?.code})`
  const head = pairs([
    ['Trace', id],
    ['Service', service],
    ['At', at],
    ['Outcome', outcome],
    ['Token', tokenTraceId ?? undefined],
  ])
  const steps = trace.steps.map(describeStep).join('\n')
  const change = trace.steps.find((step) => step.change !== null)?.change
  const used = calls.map(
    (call) => `  ${call.at}  ${call.service}  ${call.accepted ? 'accepted' : 'refused'}  ${call.id}`,
  )
  return [
    head,
    '',
    steps,
    ...(used.length > 0 ? ['', 'Calls with this token:', ...used] : []),
    change ? next(change) : '',
  ].join('\n')
}

const signs = { passed: 'ok ', refused: 'NO ', noted: ' - ' } as const

function describeStep({ outcome, label, sentence, facts }: ExplainedStep): string {
  const shown = facts.map(({ name, value }) => [name, shorten(value)] as const)
  return [`  ${signs[outcome]} ${label}: ${sentence}`, ...(shown.length > 0 ? [pairs(shown, 8)] : [])].join('\n')
}

function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ')
  return line.length > longestFact ? `${line.slice(0, longestFact)} ...` : line
}
