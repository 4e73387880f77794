import { resolve } from 'node:path'
import { z } from 'zod'

/** The services that one process can run. */
export const serviceNames = ['portal', 'mas', 'pki', 'myid', 'evte'] as const
export type ServiceName = (typeof serviceNames)[number]

type SettingRow = { name: string; standard: string; meaning: string }

/** Every setting, as the operations page prints it. The schema below reads just these. */
export const settingRows: readonly SettingRow[] = [
  {
    name: 'PORT',
    standard: '3000',
    meaning: 'Port for HTTP: the portal and everything else, for browsers on this machine.',
  },
  { name: 'HTTPS_PORT', standard: '3443', meaning: 'Port for HTTPS: the same, for software whose policy demands TLS.' },
  { name: 'HOST', standard: 'localhost', meaning: 'Address to listen on. `0.0.0.0` lets other machines in.' },
  {
    name: 'PUBLIC_URL',
    standard: 'http://localhost:PORT',
    meaning: 'Address that browsers use for the portal; sign-in stays on it.',
  },
  {
    name: 'PUBLIC_HTTPS_URL',
    standard: 'https://localhost:HTTPS_PORT',
    meaning: 'Address that software uses for the token service and EVTE.',
  },
  {
    name: 'MANDATE_DATA',
    standard: '.data',
    meaning: 'Data folder: embedded database, sealed keys, master key of the sandbox.',
  },
  {
    name: 'MANDATE_PROXY_ADDRESSES',
    standard: '(none)',
    meaning:
      'Addresses of reverse proxies before this server, separated by commas: what they write in X-Forwarded-For is believed, to count from how many places a credential is used.',
  },
  { name: 'DATABASE_URL', standard: '(embedded)', meaning: 'A PostgreSQL to use instead of the embedded database.' },
  {
    name: 'MANDATE_MODE',
    standard: 'sandbox',
    meaning: '`sandbox`, or `production`, which switches every simulation off.',
  },
  {
    name: 'MANDATE_SERVICES',
    standard: serviceNames.join(','),
    meaning: 'What this process runs, separated by commas.',
  },
  {
    name: 'MANDATE_MASTER_KEY',
    standard: '(sandbox: made in the data folder)',
    meaning: '32 bytes in hexadecimal that seal the keys at rest.',
  },
  {
    name: 'MANDATE_OIDC_ISSUER',
    standard: '(sandbox: the simulated myID)',
    meaning: 'OpenID Connect issuer that signs people in.',
  },
  { name: 'MANDATE_OIDC_CLIENT_ID', standard: '(sandbox: mandate-portal)', meaning: 'Our client id at that issuer.' },
  {
    name: 'MANDATE_OIDC_CLIENT_KEY',
    standard: '(sandbox: made in the data folder)',
    meaning: 'File with our private JWK for `private_key_jwt`.',
  },
  {
    name: 'MANDATE_SMTP_URL',
    standard: '(sandbox: the inbox page)',
    meaning: 'Mail server, as `smtps://user:password@host:465`.',
  },
  {
    name: 'MANDATE_REGISTER_URL',
    standard: '(sandbox: the simulated register)',
    meaning: 'Business register to ask about ABNs and associates.',
  },
  {
    name: 'MANDATE_CA_ORGANISATION',
    standard: '(host of PUBLIC_URL)',
    meaning: 'Organisation in the names of our own certificates, at most 35 characters; the sandbox has its own.',
  },
  {
    name: 'MANDATE_CA_POLICY_OID',
    standard: '(none)',
    meaning: 'Arc of the certificate policies, as `1.2.36.1.1234.5`; without it certificates name no policy.',
  },
  {
    name: 'MANDATE_CA_PKCS11',
    standard: '(sealed in the database)',
    meaning:
      'Key of the Sub CA in a PKCS#11 device, as `pkcs11:token=NAME;object=KEY?module-path=/usr/lib/MODULE.so` (RFC 7512); RSA 2048, made before the first start.',
  },
  {
    name: 'MANDATE_SHA1',
    standard: 'on in the sandbox, off in production',
    meaning:
      '`on` or `off`: whether S007v1.2, the version of the token service with SHA-1 signatures, and its tokens are accepted.',
  },
  { name: 'MANDATE_CA_PKCS11_PIN', standard: '(none)', meaning: 'PIN of that device.' },
]

const port = z.coerce.number().int().min(0).max(65_535)
const webAddress = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ''))

const schema = z.object({
  PORT: port.default(3000),
  HTTPS_PORT: port.default(3443),
  HOST: z.string().min(1).default('localhost'),
  PUBLIC_URL: webAddress.optional(),
  PUBLIC_HTTPS_URL: webAddress.optional(),
  MANDATE_DATA: z.string().min(1).default('.data'),
  MANDATE_PROXY_ADDRESSES: z
    .string()
    .default('')
    .transform((list) =>
      list
        .toLowerCase()
        .split(/[\s,]+/)
        .filter((address) => address !== ''),
    ),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  MANDATE_MODE: z.enum(['sandbox', 'production']).default('sandbox'),
  MANDATE_SERVICES: z
    .string()
    .default(serviceNames.join(','))
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(serviceNames)).min(1)),
  MANDATE_MASTER_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'must be 64 hexadecimal digits')
    .optional(),
  MANDATE_OIDC_ISSUER: webAddress.optional(),
  MANDATE_OIDC_CLIENT_ID: z.string().min(1).optional(),
  MANDATE_OIDC_CLIENT_KEY: z.string().min(1).optional(),
  MANDATE_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MANDATE_REGISTER_URL: webAddress.optional(),
  MANDATE_CA_ORGANISATION: z.string().trim().min(1).max(35).optional(),
  MANDATE_CA_POLICY_OID: z
    .string()
    .regex(/^[0-2](\.(0|[1-9]\d*)){2,20}$/, 'must be an object identifier in dotted form')
    .optional(),
  MANDATE_CA_PKCS11: z
    .string()
    .refine((uri) => parsePkcs11Uri(uri) !== undefined, 'must be a PKCS#11 URI with token, object and module-path')
    .optional(),
  MANDATE_SHA1: z.enum(['on', 'off']).optional(),
  MANDATE_CA_PKCS11_PIN: z.string().min(1).optional(),
})

/** Everything that can be set, checked. Only {@link readSettings} makes one. */
export type Settings = {
  httpPort: number
  httpsPort: number
  host: string
  publicUrl: string
  publicHttpsUrl: string
  dataFolder: string
  /** Reverse proxies whose X-Forwarded-For is believed. */
  proxyAddresses: readonly string[]
  databaseUrl: string | undefined
  mode: 'sandbox' | 'production'
  services: ReadonlySet<ServiceName>
  masterKey: string | undefined
  oidcIssuer: string | undefined
  oidcClientId: string
  oidcClientKeyFile: string | undefined
  smtpUrl: string | undefined
  registerUrl: string | undefined
  authorityOrganisation: string | undefined
  authorityPolicyOid: string | undefined
  /** Whether signatures with SHA-1 count, as S007v1.2 has them. */
  sha1: boolean
  /** Where the key of the Sub CA is, if not sealed in the database. */
  authorityPkcs11: (Pkcs11Place & { pin: string | undefined }) | undefined
}

/** A key in a PKCS#11 device: library, label of the token, label of the key. */
export type Pkcs11Place = { module: string; token: string; object: string }

/** Reads the parts of a PKCS#11 URI (RFC 7512) that say which key is meant; `undefined` where one is missing. */
export function parsePkcs11Uri(uri: string): Pkcs11Place | undefined {
  const [, path = '', query = ''] = /^pkcs11:([^?]*)\??(.*)$/.exec(uri) ?? []
  const parts = new Map([...path.split(';'), ...query.split('&')].map((part) => part.split('=', 2) as [string, string]))
  const [token, object, module] = ['token', 'object', 'module-path'].map((name) => {
    const value = parts.get(name)
    return value !== undefined && /^(%[0-9a-f]{2}|[^%\p{Cc}])+$/iu.test(value) ? decodeURIComponent(value) : undefined
  })
  return token !== undefined && object !== undefined && module?.startsWith('/') ? { module, token, object } : undefined
}

/** A setting that cannot be used; `problems` has one sentence for each. */
export class SettingsError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

/**
 * Reads the settings from environment variables; an empty variable counts as not set.
 *
 * @throws SettingsError naming every problem at once; in production also every setting that is missing
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(settingRows.map(({ name }) => [name, environment[name] || undefined]))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    throw new SettingsError(parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}.`))
  }
  const values = parsed.data
  if (values.MANDATE_MODE === 'production') {
    const missing = productionNeeds.filter((name) => given[name] === undefined)
    if (missing.length > 0)
      throw new SettingsError(missing.map((name) => `${name} must be set in production: ${meaningOf(name)}`))
  }
  return {
    httpPort: values.PORT,
    httpsPort: values.HTTPS_PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    publicHttpsUrl: values.PUBLIC_HTTPS_URL ?? `https://localhost:${values.HTTPS_PORT}`,
    dataFolder: resolve(values.MANDATE_DATA),
    proxyAddresses: values.MANDATE_PROXY_ADDRESSES,
    databaseUrl: values.DATABASE_URL,
    mode: values.MANDATE_MODE,
    services: new Set(values.MANDATE_SERVICES),
    masterKey: values.MANDATE_MASTER_KEY?.toLowerCase(),
    oidcIssuer: values.MANDATE_OIDC_ISSUER,
    oidcClientId: values.MANDATE_OIDC_CLIENT_ID ?? 'mandate-portal',
    oidcClientKeyFile: values.MANDATE_OIDC_CLIENT_KEY,
    smtpUrl: values.MANDATE_SMTP_URL,
    registerUrl: values.MANDATE_REGISTER_URL,
    authorityOrganisation: values.MANDATE_CA_ORGANISATION,
    authorityPolicyOid: values.MANDATE_CA_POLICY_OID,
    sha1: (values.MANDATE_SHA1 ?? (values.MANDATE_MODE === 'production' ? 'off' : 'on')) === 'on',
    authorityPkcs11: pkcs11Of(values.MANDATE_CA_PKCS11, values.MANDATE_CA_PKCS11_PIN),
  }
}

const productionNeeds = [
  'PUBLIC_URL',
  'PUBLIC_HTTPS_URL',
  'DATABASE_URL',
  'MANDATE_MASTER_KEY',
  'MANDATE_OIDC_ISSUER',
  'MANDATE_OIDC_CLIENT_ID',
  'MANDATE_OIDC_CLIENT_KEY',
  'MANDATE_SMTP_URL',
  'MANDATE_REGISTER_URL',
]

function pkcs11Of(uri: string | undefined, pin: string | undefined): Settings['authorityPkcs11'] {
  const place = uri === undefined ? undefined : parsePkcs11Uri(uri)
  return place && { ...place, pin }
}

function meaningOf(name: string): string {
  return settingRows.find((row) => row.name === name)?.meaning ?? ''
}
