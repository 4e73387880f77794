import type { ConformanceCase } from './case.ts'
import { badPassword, changeover, getToken, revokedCredential, unknownAddress } from './common.ts'

/** The cases with credentials and tokens, for SBR's address. */
const withTokens: readonly ConformanceCase[] = [unknownAddress, revokedCredential, changeover].map((one) => ({
  ...one,
  steps: one.steps.map(({ text, command }) => ({
    text,
    ...(command !== undefined && { command: command.replace('{usiService}', '{sbrServices}') }),
  })),
}))

const wrongAudience: ConformanceCase = {
  id: 'wrong-audience',
  title: 'Use a token that is for another service',
  why: 'A token is for one service. Software that keeps tokens must keep them apart.',
  steps: [{ text: 'Have your software get a token for {usiService} and send it to SBR. It must be refused.' }],
  sign: { seen: 'call-with-foreign-token' },
}

const send = 'npx mandate sbr send --keystore {keystore} --action Echo --file report.xml'

function exchange({
  text,
  command,
  facts,
  ...about
}: Pick<ConformanceCase, 'id' | 'title' | 'why'> & {
  text: string
  command: string
  facts: { endpoint: string; exchange: string }
}): ConformanceCase {
  return { ...about, steps: [{ text, command }], sign: { seen: 'call', outcome: 'ACCEPTED', facts } }
}

/** Conformance cases of the SBR2 environment (ebMS3, AS4). */
export const sbr2Cases: readonly ConformanceCase[] = [
  getToken('{sbrServices}', 'sbr'),
  exchange({
    id: 'single-sync',
    title: 'Send a message and get its answer at once',
    why: 'The plain exchange: header, token, signature and attachment have to be right.',
    text: 'Have your software send one document to {sbrServices}/Single-sync.',
    command: `${send} --mode sync`,
    facts: { endpoint: 'Single-sync', exchange: 'push' },
  }),
  exchange({
    id: 'single-async-push',
    title: 'Send a message whose answer comes later',
    why: 'Long work is answered with a receipt first, which your software has to keep.',
    text: 'Have your software push one document to {sbrServices}/Single-async.',
    command: `${send} --mode async`,
    facts: { endpoint: 'Single-async', exchange: 'push' },
  }),
  exchange({
    id: 'single-async-pull',
    title: 'Collect an answer',
    why: 'An answer waits until somebody pulls it.',
    text: 'Have your software pull the answer from {sbrServices}/Single-async.',
    command: 'npx mandate sbr pull --keystore {keystore}',
    facts: { endpoint: 'Single-async', exchange: 'pull' },
  }),
  exchange({
    id: 'bulk-push',
    title: 'Send many documents at once',
    why: 'A bulk message holds records with delimiters, and its answer is collected.',
    text: 'Have your software push a bulk message to {sbrServices}/BulkBatch-async-push.',
    command: `${send} --mode bulk`,
    facts: { endpoint: 'BulkBatch-async-push', exchange: 'push' },
  }),
  {
    id: 'unknown-service',
    title: 'Ask for a report that is not there',
    why: 'An Error signal is an answer of its own kind. Your software has to read it.',
    steps: [
      {
        text: 'Have your software send a message with a service and an action that nobody has.',
        command: 'npx mandate sbr send --keystore {keystore} --service urn:nobody --action Nothing --file report.xml',
      },
    ],
    sign: { seen: 'call', outcome: 'REFUSED', codes: ['sbr.service-unknown'] },
  },
  wrongAudience,
  ...withTokens,
  badPassword,
]

const operation = (id: string, name: string, why: string): ConformanceCase => ({
  id,
  title: `Call ${name}`,
  why,
  steps: [
    {
      text: `Have your software send a ${name} message with a token to {sbrServices}/${id}.02.service.`,
      command: `npx mandate sbr lodge --keystore {keystore} --operation ${id} --message-type tfnd.0003.2016.${id}.request`,
    },
  ],
  sign: { seen: 'call', outcome: 'ACCEPTED', facts: { operation: id } },
})

/** Conformance cases of the SBR1 environment (core services). */
export const sbr1Cases: readonly ConformanceCase[] = [
  getToken('{sbrServices}', 'sbr'),
  operation('list', 'List', 'It says which reports there are for the business.'),
  operation('prefill', 'Prefill', 'It fills a form with what is known.'),
  operation('prelodge', 'Prelodge', 'It checks a report before it is lodged.'),
  operation('lodge', 'Lodge', 'It lodges a report.'),
  wrongAudience,
  ...withTokens,
  badPassword,
]
