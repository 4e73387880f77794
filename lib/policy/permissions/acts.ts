import type { IdentityStrength } from '../identity/identity-strength.ts'
import type { Role } from './roles.ts'

/**
 * One cell of the permission matrix. Acts on the business as a whole are `yes` or `no`. Acts on one authorisation say
 * whose: `own`, `others`, or `all` of both.
 */
export type Cell = 'yes' | 'no' | 'own' | 'others' | 'all'

/** One row of the permission matrix. */
export type ActRow = {
  /** What the person does, for the documentation: starts with a verb. */
  label: string
  /** Acts on the business as a whole, or on one authorisation. */
  on: 'business' | 'authorisation'
  /** False where a principal authority's authorisation is out of reach of everybody but its holder. */
  reachesPrincipals?: boolean
  /** Weakest identity for the act, where it is more than the role needs. */
  strength?: IdentityStrength
  /** True where the published rules leave the answer open and Mandate chose; see docs/divergences.md. */
  ourChoice?: boolean
  cells: Record<Role, Cell>
}

/** Cells in the order of the columns: PA, primary person, AA, AA+MCA, user, user+MCA, basic. */
type Cells = readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell]
const row = (fields: Omit<ActRow, 'cells'>, c: Cells): ActRow => ({
  ...fields,
  cells: {
    PRINCIPAL_AUTHORITY: c[0],
    PRIMARY_PERSON: c[1],
    ADMINISTRATOR: c[2],
    ADMINISTRATOR_MCA: c[3],
    AUTHORISED_USER: c[4],
    AUTHORISED_USER_MCA: c[5],
    BASIC_USER: c[6],
  },
})

const everybody: Cells = ['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes']
const administrators: Cells = ['yes', 'yes', 'yes', 'yes', 'no', 'no', 'no']
const credentialKeepers: Cells = ['yes', 'yes', 'no', 'yes', 'no', 'yes', 'no']
const administratorsOfOthers: Cells = ['others', 'others', 'others', 'others', 'no', 'no', 'no']
const everybodysOwn: Cells = ['own', 'own', 'own', 'own', 'own', 'own', 'own']

/**
 * The permission matrix: who may do what for a business. The code runs on it, the documentation prints it, and a test
 * walks it cell by cell. A person without an authorisation in force for the business may do none of it.
 */
export const permissionMatrix = {
  'view-business': row({ label: 'See the business', on: 'business' }, everybody),
  'list-authorisations': row({ label: 'List, search and filter representatives', on: 'business' }, administrators),
  'view-authorisation': row({ label: 'See one authorisation', on: 'authorisation', reachesPrincipals: true }, [
    'all',
    'all',
    'all',
    'all',
    'own',
    'own',
    'own',
  ]),
  'create-authorisation': row({ label: 'Add a user', on: 'business' }, administrators),
  'import-authorisations': row(
    { label: 'Add many users from a file', on: 'business', ourChoice: true },
    administrators,
  ),
  'edit-authorisation': row({ label: 'Edit an authorisation', on: 'authorisation' }, administratorsOfOthers),
  'appoint-administrator': row(
    { label: 'Appoint an authorisation administrator', on: 'authorisation' },
    administratorsOfOthers,
  ),
  'appoint-machine-credential-administrator': row(
    { label: 'Appoint a machine credential administrator', on: 'authorisation' },
    administratorsOfOthers,
  ),
  'reissue-code': row({ label: 'Re-issue an authorisation code', on: 'authorisation' }, administratorsOfOthers),
  'remove-authorisation': row({ label: 'Remove an authorisation', on: 'authorisation' }, [
    'others',
    'all',
    'all',
    'all',
    'own',
    'own',
    'own',
  ]),
  'renew-authorisation': row({ label: 'Renew an authorisation', on: 'authorisation' }, [
    'others',
    'all',
    'others',
    'others',
    'no',
    'no',
    'no',
  ]),
  'change-email': row({ label: 'Change the email address of an authorisation', on: 'authorisation' }, everybodysOwn),
  'export-authorisations': row({ label: 'Export the list of representatives', on: 'business' }, administrators),
  'view-history': row({ label: 'See and export the history', on: 'business' }, administrators),
  'list-credentials': row({ label: 'See machine credentials', on: 'business' }, credentialKeepers),
  'create-credential': row({ label: 'Create a machine credential', on: 'business' }, credentialKeepers),
  'edit-credential': row({ label: 'Edit a machine credential', on: 'business', ourChoice: true }, credentialKeepers),
  'revoke-credential': row(
    { label: 'Revoke a machine credential', on: 'business', ourChoice: true },
    credentialKeepers,
  ),
  'claim-credential': row({ label: 'Claim a machine credential', on: 'business', ourChoice: true }, credentialKeepers),
  'list-notifications': row(
    { label: 'See cloud software notifications', on: 'business', ourChoice: true },
    administrators,
  ),
  'manage-notifications': row(
    { label: 'Add, accept, decline and end cloud software notifications', on: 'business', ourChoice: true },
    administrators,
  ),
  'request-notification': row(
    { label: 'Request a cloud software notification from a client', on: 'business', ourChoice: true },
    administrators,
  ),
  'list-api-tokens': row({ label: 'See API tokens', on: 'business', ourChoice: true }, administrators),
  'manage-api-tokens': row({ label: 'Create and revoke API tokens', on: 'business', ourChoice: true }, administrators),
} as const satisfies Record<string, ActRow>

/** Everything that a role can allow. */
export type Act = keyof typeof permissionMatrix
export const acts = Object.keys(permissionMatrix) as Act[]

/** Weakest identity that a role may be used with. */
export const roleStrength: Record<Role, IdentityStrength> = {
  PRINCIPAL_AUTHORITY: 'STANDARD',
  PRIMARY_PERSON: 'STANDARD',
  ADMINISTRATOR: 'STANDARD',
  ADMINISTRATOR_MCA: 'STANDARD',
  AUTHORISED_USER: 'STANDARD',
  AUTHORISED_USER_MCA: 'STANDARD',
  BASIC_USER: 'BASIC',
}
