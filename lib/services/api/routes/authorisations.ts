import {
  createAuthorisation,
  createAuthorisationInput,
} from '../../../domain/ram/authorisations/create-authorisation.ts'
import {
  prepareAuthorisation,
  prepareAuthorisationInput,
} from '../../../domain/ram/authorisations/draft/prepare-authorisation.ts'
import {
  editAuthorisation,
  editAuthorisationInput,
} from '../../../domain/ram/authorisations/edit/edit-authorisation.ts'
import {
  importAuthorisations,
  importAuthorisationsInput,
} from '../../../domain/ram/authorisations/imports/import-authorisations.ts'
import { previewImport, previewImportInput } from '../../../domain/ram/authorisations/imports/preview-import.ts'
import {
  exportAuthorisations,
  exportAuthorisationsInput,
} from '../../../domain/ram/authorisations/list/export-authorisations.ts'
import {
  listAuthorisations,
  listAuthorisationsInput,
} from '../../../domain/ram/authorisations/list/list-authorisations.ts'
import {
  removeAuthorisation,
  removeAuthorisationInput,
} from '../../../domain/ram/authorisations/remove-authorisation.ts'
import {
  renewAuthorisations,
  renewAuthorisationsInput,
} from '../../../domain/ram/authorisations/renew-authorisations.ts'
import { reissueCode, reissueCodeInput } from '../../../domain/ram/authorisations/requests/reissue-code.ts'
import { viewAuthorisation, viewAuthorisationInput } from '../../../domain/ram/authorisations/view-authorisation.ts'
import {
  agencyChoices,
  authorisation,
  authorisationEdited,
  authorisationPage,
  authorisationRemoved,
  authorisationRequested,
  authorisationsImported,
  authorisationsRenewed,
  codeReissued,
  importPreview,
} from '../answers/authorisation.ts'
import { type Area, fileRoute, route } from '../route.ts'

const collection = '/businesses/{abn}/authorisations'
const one = `${collection}/{id}` as const

export const authorisationRoutes: Area = {
  name: 'Representatives',
  about:
    'People who may act for the business. Creating an authorisation sends a request by mail; the person accepts or declines it in the portal, signed in, which no program can do for them.',
  routes: [
    route({
      method: 'GET',
      path: collection,
      id: 'listAuthorisations',
      summary: 'List representatives',
      description: 'Requests that wait for an answer have the status PENDING.',
      right: 'authorisations:read',
      input: listAuthorisationsInput,
      answer: authorisationPage,
      call: listAuthorisations,
    }),
    route({
      method: 'GET',
      path: `${collection}/choices`,
      id: 'listAuthorisationChoices',
      summary: 'See what a new authorisation can be given',
      description: 'Limits of dates, and with representativeType the agencies and services that suit it.',
      right: 'authorisations:write',
      input: prepareAuthorisationInput,
      answer: agencyChoices,
      call: prepareAuthorisation,
    }),
    route({
      method: 'POST',
      path: collection,
      id: 'createAuthorisation',
      summary: 'Authorise a person',
      status: 201,
      right: 'authorisations:write',
      input: createAuthorisationInput,
      answer: authorisationRequested,
      call: createAuthorisation,
    }),
    fileRoute({
      method: 'GET',
      path: `${collection}/export`,
      id: 'exportAuthorisations',
      summary: 'Download the representatives',
      description: 'With the filter of the list and without a limit. The history notes it.',
      right: 'authorisations:read',
      input: exportAuthorisationsInput,
      media: { types: ['text/csv; charset=utf-8', 'application/json'], about: 'One line or object for each.' },
      call: exportAuthorisations,
    }),
    route({
      method: 'POST',
      path: `${collection}/imports`,
      id: 'importAuthorisations',
      summary: 'Authorise the people of a CSV file',
      description:
        'Each line stands for itself: the answer names those to whom a request was sent and those not, and why.',
      bodyLimit: 2 * 1024 * 1024,
      right: 'authorisations:write',
      input: importAuthorisationsInput,
      answer: authorisationsImported,
      call: importAuthorisations,
    }),
    route({
      method: 'POST',
      path: `${collection}/imports/preview`,
      id: 'previewImport',
      summary: 'See what would become of each line of a CSV file',
      description: 'Nothing is written.',
      bodyLimit: 2 * 1024 * 1024,
      right: 'authorisations:write',
      input: previewImportInput,
      answer: importPreview,
      call: previewImport,
    }),
    route({
      method: 'POST',
      path: `${collection}/renewals`,
      id: 'renewAuthorisations',
      summary: 'Renew authorisations',
      description: 'Each stands for itself: the answer names those that were renewed and those that were not, and why.',
      right: 'authorisations:write',
      input: renewAuthorisationsInput,
      answer: authorisationsRenewed,
      call: renewAuthorisations,
    }),
    route({
      method: 'GET',
      path: one,
      id: 'viewAuthorisation',
      summary: 'See one authorisation',
      right: 'authorisations:read',
      input: viewAuthorisationInput,
      answer: authorisation,
      call: viewAuthorisation,
    }),
    route({
      method: 'PATCH',
      path: one,
      id: 'editAuthorisation',
      summary: 'Edit an authorisation',
      description: 'Fields that are left out stay. null as endDate takes the end date away; access is the whole list.',
      right: 'authorisations:write',
      input: editAuthorisationInput,
      answer: authorisationEdited,
      call: editAuthorisation,
    }),
    route({
      method: 'POST',
      path: `${one}/code`,
      id: 'reissueCode',
      summary: 'Send a new authorisation code',
      right: 'authorisations:write',
      input: reissueCodeInput,
      answer: codeReissued,
      call: reissueCode,
    }),
    route({
      method: 'DELETE',
      path: one,
      id: 'removeAuthorisation',
      summary: 'Remove an authorisation',
      description: 'Ends it at once, or withdraws the request.',
      right: 'authorisations:write',
      input: removeAuthorisationInput,
      answer: authorisationRemoved,
      call: removeAuthorisation,
    }),
  ],
}
