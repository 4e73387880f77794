import type { ConformanceCase } from './case.ts'

/** Cases of machine credentials and tokens, which every environment has. */

/** @param target place of the address that the token is for, such as `{usiService}` */
export function getToken(target: string, relyingParty: string): ConformanceCase {
  return {
    id: 'get-token',
    title: 'Get a token',
    why: 'Everything begins with a token for the service.',
    steps: [
      { text: 'Make a test credential of the product.', command: newCredential },
      {
        text: 'Have your software ask the token service for a token for the service. The kit does it like this:',
        command: `npx mandate token --keystore {keystore} --applies-to ${target}`,
      },
    ],
    sign: { seen: 'token', outcome: 'ACCEPTED', relyingParty },
  }
}

const newCredential = 'npx mandate sandbox credential --abn {abn} --name {credential} --out {keystore}'

export const unknownAddress: ConformanceCase = {
  id: 'unknown-address',
  title: 'Ask for a token for an unknown service',
  why: 'A typing mistake in a setting must be told as such, and not as "try again later".',
  steps: [
    {
      text: 'Have your software ask for a token for an address that no service has. It must show event E2003.',
      command: 'npx mandate token --keystore {keystore} --applies-to https://nobody.example/service',
    },
  ],
  sign: { seen: 'token', outcome: 'REFUSED', codes: ['mas.relying-party-unknown'] },
}

export const revokedCredential: ConformanceCase = {
  id: 'revoked',
  title: 'Use a revoked credential',
  why: 'A customer whose credential is revoked must learn that a new one is needed.',
  steps: [
    {
      text: 'Make one more credential of the product for your own organisation, in the browser or with the command.',
      command: 'npx mandate sandbox credential --abn {ownAbn} --name {credential}-old --out {credential}-old.xml',
    },
    {
      text: 'Revoke it: open the business, "Manage credentials", and choose "Revoke" next to it. A test credential can be revoked with the command as well.',
      command: 'npx mandate sandbox revoke {credential}-old.xml',
    },
    {
      text: 'Have your software ask for a token with it. It must show event E2014, and say what to do.',
      command: 'npx mandate token --keystore {credential}-old.xml --applies-to {usiService}',
    },
  ],
  sign: { seen: 'token', outcome: 'REFUSED', codes: ['mas.credential-revoked'] },
}

export const changeover: ConformanceCase = {
  id: 'renewal',
  title: 'Change over to a renewed credential',
  why: 'A credential lasts two years. The new one has the same name, and nobody should notice the change.',
  steps: [
    { text: 'Get a token with the first credential, as in the first case.' },
    {
      text: 'Make a second credential with the very same name, as a renewal does.',
      command: 'npx mandate sandbox credential --abn {abn} --name {credential} --out {credential}-new.xml',
    },
    {
      text: 'Give it to your software in place of the first, and have it ask for a token.',
      command: 'npx mandate token --keystore {credential}-new.xml --applies-to {usiService}',
    },
  ],
  sign: { seen: 'changeover' },
}

export const badPassword: ConformanceCase = {
  id: 'bad-password',
  title: 'Open the keystore with a wrong password',
  why: 'Nothing is sent, so no service can see it: you say yourself what your software did.',
  steps: [
    { text: 'Give your software a wrong password for its keystore file.' },
    { text: 'It must say that the password is wrong, must not send anything, and must not lock anybody out.' },
    { text: 'Write down below what it said.' },
  ],
  sign: { told: 'What did your software say?' },
}

export const cloudActs: ConformanceCase = {
  id: 'cloud-acts-for-client',
  title: 'Cloud: act for a client',
  why: 'Cloud software has one credential and speaks for the business that notified its software ID.',
  hostings: ['CLOUD'],
  steps: [
    {
      text: 'A client must have told government of your software ID: in RAM, "Manage notifications", either the client adds it or you request it and the client accepts. Ironbark Bakery (sign in as grace@example.com) can play the client.',
    },
    {
      text: 'Make a credential of the product for your own organisation.',
      command: 'npx mandate sandbox credential --abn {ownAbn} --name {credential} --out {credential}-own.xml',
    },
    {
      text: 'Have your software ask for a token for the client, with the software ID of the notification.',
      command:
        'npx mandate token --keystore {credential}-own.xml --applies-to {usiService} --act-as {clientAbn} --software-id {softwareId}',
    },
  ],
  sign: { seen: 'token', outcome: 'ACCEPTED', actsForClient: true },
}

export const cloudRefused: ConformanceCase = {
  id: 'cloud-not-notified',
  title: 'Cloud: act for a business that has not notified',
  why: 'A new customer forgets the notification first of all. Your software must say so.',
  hostings: ['CLOUD'],
  steps: [
    {
      text: 'Have your software ask for a token for a business with a software ID that it has not notified. It must say what the customer has to do.',
      command:
        'npx mandate token --keystore {credential}-own.xml --applies-to {usiService} --act-as {clientAbn} --software-id 9999999999',
    },
  ],
  sign: { seen: 'token', outcome: 'REFUSED', codes: ['mas.act-as-not-notified'] },
}

/** @param text what the software has to do; @param command how the kit plays it */
export function keepToken(text: string, command: string): ConformanceCase {
  return {
    id: 'keep-token',
    title: 'Use one token for several calls',
    why: 'A token lasts for many calls. Asking for one each time makes your software slow.',
    steps: [{ text }, { text: 'The kit does it in its own check:', command }],
    sign: { seen: 'token-used-again', times: 2 },
  }
}
