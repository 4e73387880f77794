import type { ConformanceCase } from './case.ts'
import { badPassword, getToken, keepToken } from './common.ts'
import { expired, played, withCredentials, wrongAudience } from './sbr-common.ts'

const operation = (id: string, name: string, why: string): ConformanceCase => ({
  id,
  title: `Call ${name}`,
  why,
  steps: [
    {
      text: `Have your software send a ${name} message with a token to {sbrServices}/${id}.02.service. The token is checked, and so is the signature with its proof key.`,
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
  keepToken(
    'Have your software call two services one after the other, without asking for a new token.',
    played('sbr1', 'keep-token'),
  ),
  {
    id: 'rejected',
    title: 'Read an answer that says no',
    why: 'A message can be taken and its content be refused. Your software must show the error of the agency.',
    steps: [
      {
        text: 'Have your software lodge a message whose type begins with mandate.reject. It is answered with the error MANDATE.SBR1.REJECTED, which your software must show; there is no receipt.',
        command:
          'npx mandate sbr lodge --keystore {keystore} --message-type mandate.reject.tfnd.0003.2016.lodge.request',
      },
    ],
    sign: { seen: 'call', outcome: 'ACCEPTED', facts: { event: 'MANDATE.SBR1.REJECTED' } },
  },
  expired(played('sbr1', 'expired')),
  {
    id: 'wrong-key',
    title: 'Sign with a key that is not the proof key',
    why: 'Software that keeps several tokens mixes up their keys. Nothing of such a message may be believed.',
    steps: [
      {
        text: 'Have your software sign a message with the proof key of another token. It must be refused, and your software must not send it again as it is.',
        command: played('sbr1', 'wrong-key'),
      },
    ],
    sign: { seen: 'call', outcome: 'REFUSED', codes: ['sbr.proof-signature'] },
  },
  wrongAudience(played('sbr1', 'wrong-audience')),
  ...withCredentials,
  badPassword,
]
