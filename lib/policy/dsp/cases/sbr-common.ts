import type { ConformanceCase } from './case.ts'
import { changeover, revokedCredential, unknownAddress } from './common.ts'

/** Cases that SBR1 and SBR2 share. */

/** The cases with credentials, for SBR's address. */
export const withCredentials: readonly ConformanceCase[] = [unknownAddress, revokedCredential, changeover].map(
  (one) => ({
    ...one,
    steps: one.steps.map(({ text, command }) => ({
      text,
      ...(command !== undefined && { command: command.replace('{usiService}', '{sbrServices}') }),
    })),
  }),
)

/** @param command how the kit plays it */
export const wrongAudience = (command: string): ConformanceCase => ({
  id: 'wrong-audience',
  title: 'Use a token that is for another service',
  why: 'A token is for one service. Software that keeps tokens must keep them apart.',
  steps: [
    {
      text: 'Have your software get a token for {usiService} and send it to SBR. It must be refused, and your software must get the right token then.',
      command,
    },
  ],
  sign: { seen: 'call-with-foreign-token' },
})

/** @param command how the kit plays it */
export function expired(command: string): ConformanceCase {
  return {
    id: 'expired',
    title: 'Use a token or a message whose time is over',
    why: 'Clocks go wrong and programs sleep. Your software must get a new token, or say that the clock is wrong.',
    steps: [
      {
        text: 'Ask for a token of one minute, wait for five, and use it then; or set the clock of your test machine back by 13 hours. Your software must say which of the two is over. The kit pretends to have a wrong clock:',
        command,
      },
    ],
    sign: { seen: 'call', outcome: 'REFUSED', codes: ['saml.expired', 'sbr.message-expired'] },
  }
}

/** How the kit plays one case of SBR. */
export function played(service: 'sbr1' | 'sbr2', id: string): string {
  return `npx mandate evte sbr --keystore {keystore} --only ${service} --case ${id}`
}
