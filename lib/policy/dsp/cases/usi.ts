import type { ConformanceCase } from './case.ts'
import {
  badPassword,
  changeover,
  cloudActs,
  cloudRefused,
  getToken,
  keepToken,
  revokedCredential,
  unknownAddress,
} from './common.ts'

const verify =
  'npx mandate usi verify --keystore {keystore} --org-code {orgCode} --usi {usi} --given-name {givenName} --family-name {familyName} --birth-date {birthDate}'

/** Conformance cases of the USI environment. */
export const usiCases: readonly ConformanceCase[] = [
  getToken('{usiService}', 'usi'),
  {
    id: 'use-token',
    title: 'Use it: verify a USI',
    why: 'The token and the signature with its proof key have to be right.',
    steps: [{ text: 'Have your software call VerifyUSI for a student of the test data.', command: verify }],
    sign: { seen: 'call', outcome: 'ACCEPTED', facts: { operation: 'VerifyUSI' } },
  },
  keepToken(
    'Have your software make two calls one after the other, without asking for a new token.',
    'npx mandate evte usi --keystore {keystore} --org-code {orgCode} --case keep-token',
  ),
  {
    id: 'bad-request',
    title: 'Send a request that breaks the contract',
    why: 'What the registry refuses as wrong (1002) is a fault of the software, and must not be sent again and again.',
    steps: [
      {
        text: 'Have your software send VerifyUSI with a birth date that is no day; switch its own check off for this. It must show number 1002 and the title.',
        command: 'npx mandate evte usi --keystore {keystore} --org-code {orgCode} --case bad-request',
      },
    ],
    sign: { seen: 'call', outcome: 'REFUSED', codes: ['usi.request-invalid'] },
  },
  {
    id: 'foreign-organisation',
    title: 'Use the code of another organisation',
    why: 'The ABN of the token and the organisation code belong together. Customers mix them up.',
    steps: [
      {
        text: 'Have your software call with the organisation code {foreignOrgCode}, which belongs to another business.',
        command: verify.replace('{orgCode}', '{foreignOrgCode}'),
      },
    ],
    sign: { seen: 'call', outcome: 'REFUSED', codes: ['usi.organisation-not-yours'] },
  },
  {
    id: 'wrong-audience',
    title: 'Use a token that is for another service',
    why: 'A token is for one service. Software that keeps tokens must keep them apart.',
    steps: [
      {
        text: 'Have your software get a token for {sbrServices} and send it to the USI service. It must be refused, and your software must get the right token then.',
        command: `${verify} --applies-to {sbrServices}`,
      },
    ],
    sign: { seen: 'call-with-foreign-token' },
  },
  {
    id: 'expired',
    title: 'Use a token or a message whose time is over',
    why: 'Clocks go wrong and programs sleep. Your software must get a new token, or say that the clock is wrong.',
    steps: [
      {
        text: 'Keep a short token for five minutes beyond its end and use it then, or set the clock of your test machine back by an hour. The kit pretends to have a wrong clock:',
        command: 'npx mandate evte usi --keystore {keystore} --org-code {orgCode} --case expired',
      },
    ],
    sign: { seen: 'call', outcome: 'REFUSED', codes: ['saml.expired', 'usi.message-expired'] },
  },
  unknownAddress,
  revokedCredential,
  changeover,
  badPassword,
  cloudActs,
  cloudRefused,
]
