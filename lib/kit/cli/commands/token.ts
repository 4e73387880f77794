import { formatAbn, isAbn, parseAbn } from '../../../core/abn.ts'
import { toBase64 } from '../../../core/bytes.ts'
import { isoTime } from '../../../core/clock.ts'
import { parseSoftwareId } from '../../../core/software-id.ts'
import type { KitCredential } from '../../keystore/credential.ts'
import { type KitToken, requestToken, type TokenOptions } from '../../token/request-token.ts'
import { usage } from '../arguments.ts'
import type { Command, CommandInput } from '../command.ts'
import type { CliContext } from '../context.ts'
import { credentialOptions, readCredential } from '../credential.ts'
import { endpointOptions, readEndpoint } from '../endpoint.ts'
import { away, moment, next, pairs, shellWord } from '../output.ts'
import { passwordNote } from '../password.ts'

export const tokenCommand: Command = {
  name: 'token',
  summary: 'Ask the token service for a token.',
  usage: '--keystore FILE --applies-to URI [options]',
  options: [
    ...credentialOptions,
    { name: 'applies-to', value: 'URI', meaning: 'Address of the service that the token is for.', required: true },
    ...endpointOptions,
    { name: 'fault', value: 'FAULT', meaning: 'Sandbox only: have it fail so, such as mas.credential-revoked.' },
    { name: 'lifetime', value: 'MINUTES', meaning: 'How long the token should last. Default: 30.' },
    { name: 'saml', value: 'VERSION', meaning: 'Kind of token: 2.0 or 1.1. Default: 2.0.' },
    { name: 'key-size', value: 'BITS', meaning: 'Size of the proof key. Default: 256; SBR uses 512.' },
    { name: 'act-as', value: 'ABN', meaning: 'For cloud software: the business to act for.' },
    { name: 'software-id', value: 'ID', meaning: 'For cloud software: the software ID of that business, 10 digits.' },
    { name: 'show-proof-key', meaning: 'With --json: show the secret proof key as well.' },
  ],
  notes: [
    passwordNote,
    'Without --json, a summary is shown and the token is not. With --json, the token is there; who reads it can do nothing with it without its proof key, which is shown only on demand. Do not log either.',
  ],
  examples: [
    'npx mandate token --keystore keystore.xml --applies-to https://3pt.portal.usi.gov.au/service/v5/usiservice.svc',
    'npx mandate token --keystore keystore.xml --applies-to https://test.sbr.gov.au/services --key-size 512 --json',
  ],
  async run(context, input) {
    if (input.has('show-proof-key') && !input.has('json')) throw usage(tokenCommand, '--show-proof-key needs --json.')
    const asked = readAsked(input)
    const { endpoint, ca } = await readEndpoint(context, input)
    const credential = await readCredential(context, input)
    const { clock, random } = context
    const token = await requestToken({ ...asked, credential, endpoint, ca, clock, random })
    return {
      text: describe(context, input, credential, token),
      json: {
        token: token.token,
        tokenType: token.tokenType,
        attachedReference: token.attachedReference,
        ...(input.has('show-proof-key') && { proofKey: token.proofKey && toBase64(token.proofKey) }),
        abn: token.abn,
        credential: credential.id,
        appliesTo: token.appliesTo,
        tokenService: token.tokenService,
        created: token.created && isoTime(token.created),
        expires: token.expires && isoTime(token.expires),
        trace: token.trace,
      },
    }
  },
}

function readAsked(input: CommandInput): Omit<TokenOptions, 'credential'> {
  const lifetime = input.value('lifetime') ?? '30'
  const keySize = input.value('key-size') ?? '256'
  const saml = input.value('saml') ?? '2.0'
  const actAs = input.value('act-as')
  const softwareId = input.value('software-id')
  if (!/^\d{1,5}$/.test(lifetime) || Number(lifetime) < 1)
    throw usage(tokenCommand, '--lifetime takes minutes, such as 30.')
  if (!/^\d{2,4}$/.test(keySize)) throw usage(tokenCommand, '--key-size takes bits, such as 256.')
  if (saml !== '2.0' && saml !== '1.1') throw usage(tokenCommand, '--saml takes 2.0 or 1.1.')
  if ((actAs === undefined) !== (softwareId === undefined)) {
    throw usage(tokenCommand, '--act-as and --software-id belong together.')
  }
  return {
    appliesTo: input.required('applies-to'),
    lifetimeMinutes: Number(lifetime),
    ...(input.has('fault') && { fault: input.required('fault') }),
    keySize: Number(keySize),
    tokenType: saml === '2.0' ? 'saml2' : 'saml1',
    ...(actAs && softwareId && { actAs: { abn: parseAbn(actAs), softwareId: parseSoftwareId(softwareId) } }),
  }
}

function describe({ clock }: CliContext, input: CommandInput, credential: KitCredential, token: KitToken): string {
  const { created, expires, proofKey, abn, trace, tokenService, appliesTo } = token
  const rows = pairs([
    ['Speaks for', isAbn(abn) ? formatAbn(abn) : abn],
    ['Asked by', credential.id],
    ['For', appliesTo],
    [
      'Kind',
      `${token.tokenType.endsWith('V2.0') ? 'SAML 2.0' : 'SAML 1.1'}${proofKey ? `, proof key of ${proofKey.length * 8} bits` : ''}`,
    ],
    ['Valid', created && expires ? `${moment(created)} to ${moment(expires)}` : undefined],
    ['Ends', expires && away(expires, clock.now())],
    ['Size', `${token.token.length} characters`],
    ['Issued by', tokenService],
    ['Trace', trace],
  ])
  const keystore = shellWord(input.required('keystore'))
  const hint = /usi/i.test(appliesTo)
    ? `npx mandate usi verify --keystore ${keystore} --org-code VA1803 --usi BNGH7C75FN --given-name Maryam --family-name Fredrick --birth-date 1966-05-25`
    : `npx mandate token --keystore ${keystore} --applies-to ${shellWord(appliesTo)} --json`
  return `A token was issued.\n\n${rows}\n${next(hint)}`
}
