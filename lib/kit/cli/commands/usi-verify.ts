import { usiAction } from '../../../formats/usi/index.ts'
import { parseUsi } from '../../../formats/usi/usi.ts'
import { endpointAt, parseAddress, usualPaths } from '../../http/address.ts'
import { requestToken } from '../../token/request-token.ts'
import { type StudentToVerify, type UsiVerification, verifyUsi } from '../../usi/verify-usi.ts'
import { usage } from '../arguments.ts'
import type { Command, CommandInput } from '../command.ts'
import { credentialOptions, readCredential } from '../credential.ts'
import { endpointOptions, readEndpoint } from '../endpoint.ts'
import { pairs } from '../output.ts'
import { passwordNote } from '../password.ts'

export const usiVerifyCommand: Command = {
  name: 'usi verify',
  summary: "Get a token and ask the USI service whether a USI is a student's.",
  usage:
    '--keystore FILE --org-code CODE --usi USI --birth-date DATE (--given-name NAME --family-name NAME | --single-name NAME)',
  options: [
    ...credentialOptions,
    { name: 'org-code', value: 'CODE', meaning: 'Code of your organisation.', required: true },
    { name: 'usi', value: 'USI', meaning: 'USI of the student.', required: true },
    { name: 'given-name', value: 'NAME', meaning: 'First name of the student.' },
    { name: 'family-name', value: 'NAME', meaning: 'Family name of the student.' },
    { name: 'single-name', value: 'NAME', meaning: 'The name of a student who has only one.' },
    { name: 'birth-date', value: 'DATE', meaning: 'Day of birth: 1966-05-25 or 25/05/1966.', required: true },
    ...endpointOptions,
    {
      name: 'usi-endpoint',
      value: 'URL',
      meaning: 'Address of the USI service, where it is not with the token service.',
    },
    { name: 'applies-to', value: 'URI', meaning: 'Address to get the token for. Default: that of the USI service.' },
  ],
  notes: [
    passwordNote,
    'The exit code says whether the call was answered, not what the answer is: 0 also for "Invalid" and "NoMatch".',
  ],
  examples: [
    'npx mandate usi verify --keystore keystore.xml --org-code VA1803 --usi BNGH7C75FN --given-name Maryam --family-name Fredrick --birth-date 1966-05-25',
  ],
  async run(context, input) {
    const student = readStudent(input)
    const { endpoint, ca } = await readEndpoint(context, input)
    const base = parseAddress(endpoint).origin
    const usiEndpoint = endpointAt(input.value('usi-endpoint') ?? base, usualPaths.usi)
    const credential = await readCredential(context, input)
    const { clock, random } = context
    const appliesTo = input.value('applies-to') ?? usiEndpoint
    const token = await requestToken({ credential, appliesTo, endpoint, ca, clock, random })
    const call = { token, endpoint: usiEndpoint, ca, credentialRoot: credential.root, clock, random }
    const verification = await verifyUsi(student, call)
    return {
      text: describe(student, verification),
      json: {
        operation: usiAction('VerifyUSI'),
        usi: student.usi,
        ...verification,
        matches: matches(verification),
        tokenTrace: token.trace,
      },
    }
  },
}

function readStudent(input: CommandInput): StudentToVerify {
  const orgCode = input.required('org-code')
  if (!/^[A-Za-z0-9]{1,8}$/.test(orgCode)) throw usage(usiVerifyCommand, '--org-code takes 1 to 8 letters and digits.')
  const common = { orgCode, usi: parseUsi(input.required('usi')), birthDate: readDay(input.required('birth-date')) }
  const singleName = input.value('single-name')
  const givenName = input.value('given-name')
  const familyName = input.value('family-name')
  if (singleName !== undefined && givenName === undefined && familyName === undefined) return { ...common, singleName }
  if (singleName === undefined && givenName !== undefined && familyName !== undefined) {
    return { ...common, givenName, familyName }
  }
  throw usage(usiVerifyCommand, 'A student has --given-name and --family-name, or --single-name alone.')
}

function readDay(text: string): string {
  const australian = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const day = australian
    ? `${australian[3]}-${australian[2]?.padStart(2, '0')}-${australian[1]?.padStart(2, '0')}`
    : text
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day) {
    throw usage(usiVerifyCommand, `"${text.slice(0, 40)}" is not a day; write it as 1966-05-25 or 25/05/1966.`)
  }
  return day
}

function matches({ status, ...fields }: UsiVerification): boolean {
  return status === 'Valid' && Object.values(fields).every((result) => result === 'Match')
}

function describe(student: StudentToVerify, verification: UsiVerification): string {
  const words = { Match: 'as in the register', NoMatch: 'not as in the register' }
  const { status, givenName, familyName, singleName, birthDate } = verification
  const rows = pairs([
    ['USI', `${student.usi}: ${statusWords[status]}`],
    ['Given name', givenName && words[givenName]],
    ['Family name', familyName && words[familyName]],
    ['Single name', singleName && words[singleName]],
    ['Birth date', birthDate && words[birthDate]],
  ])
  const summary = matches(verification)
    ? 'The USI belongs to this student.'
    : status === 'Valid'
      ? 'The USI is valid, but not all details are those of its student.'
      : 'The USI cannot be used.'
  return `${summary}\n\n${rows}\n`
}

const statusWords = {
  Valid: 'valid',
  Invalid: 'not in the register',
  Deactivated: 'deactivated; the student has to ask the registry',
} as const
