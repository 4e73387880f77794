import type { UsiOperation, UsiRequest, UsiResponse } from '../../../../formats/usi/index.ts'
import type { UsiContext } from '../context.ts'
import { bulkUpload, bulkUploadRetrieve } from './bulk-upload.ts'
import { bulkVerifyUsi } from './bulk-verify-usi.ts'
import { createUsi } from './create-usi.ts'
import { locateUsi } from './locate-usi.ts'
import { getCountries, getNonDvsDocumentTypes } from './reference-lists.ts'
import { updateContactDetails } from './update-contact-details.ts'
import { updatePersonalDetails } from './update-personal-details.ts'
import { verifyUsi } from './verify-usi.ts'

type Performers = {
  [Operation in UsiOperation]: (context: UsiContext, request: UsiRequest<Operation>) => Promise<UsiResponse<Operation>>
}

const performers: Performers = {
  BulkUpload: bulkUpload,
  BulkVerifyUSI: bulkVerifyUsi,
  VerifyUSI: verifyUsi,
  BulkUploadRetrieve: bulkUploadRetrieve,
  CreateUSI: createUsi,
  GetNonDvsDocumentTypes: getNonDvsDocumentTypes,
  UpdateUSIContactDetails: updateContactDetails,
  UpdateUSIPersonalDetails: updatePersonalDetails,
  LocateUSI: locateUsi,
  GetCountries: getCountries,
}

/** Performs an operation of the registry for a caller who was admitted. */
export async function performOperation<Operation extends UsiOperation>(
  operation: Operation,
  context: UsiContext,
  request: UsiRequest<Operation>,
): Promise<UsiResponse<Operation>> {
  return await performers[operation](context, request)
}
