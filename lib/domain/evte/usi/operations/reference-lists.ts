import type { UsiResponse } from '../../../../formats/usi/index.ts'
import { countries } from '../register/countries.ts'
import { nonDvsDocumentTypes } from '../register/document-types.ts'

/** The countries that a request may name. */
export async function getCountries(): Promise<UsiResponse<'GetCountries'>> {
  return {
    Countries: {
      CountryDetails: countries.map(({ code, name, isCurrent }) => ({
        CountryCode: code,
        Name: name,
        IsCurrent: isCurrent,
      })),
    },
  }
}

/** The kinds of document that an organisation may look at itself. */
export async function getNonDvsDocumentTypes(): Promise<UsiResponse<'GetNonDvsDocumentTypes'>> {
  return {
    NonDvsDocumentTypes: {
      NonDvsDocumentType: nonDvsDocumentTypes.map(({ id, name, sortOrder }) => ({
        Id: id,
        DocumentType: name,
        SortOrder: sortOrder,
      })),
    },
  }
}
