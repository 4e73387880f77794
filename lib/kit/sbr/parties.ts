import type { Party } from '../../formats/as4/index.ts'

/** Parties as Standard Business Reporting names them; docs/wire-formats.md, SBR2. */
export const agency: Party = {
  id: '51824753556',
  type: 'http://abr.gov.au/PartyIdType/ABN',
  role: 'http://sbr.gov.au/agency',
}

/** The business that lodges for itself. */
export function businessParty(abn: string): Party {
  return { id: abn, type: agency.type, role: 'http://sbr.gov.au/ato/Role/Business' }
}
