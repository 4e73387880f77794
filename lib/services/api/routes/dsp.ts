import { attestCase, attestCaseInput } from '../../../domain/dsp/conformance/attest-case.ts'
import { finishTests, finishTestsInput } from '../../../domain/dsp/conformance/finish-tests.ts'
import { viewChecklist, viewChecklistInput } from '../../../domain/dsp/conformance/view-checklist.ts'
import { viewPerformance, viewPerformanceInput } from '../../../domain/dsp/conformance/view-performance.ts'
import { registerDeveloper, registerDeveloperInput } from '../../../domain/dsp/organisations/register-developer.ts'
import { viewOrganisation, viewOrganisationInput } from '../../../domain/dsp/organisations/view-organisation.ts'
import { applyForUsiKit, applyForUsiKitInput } from '../../../domain/dsp/products/apply-for-usi-kit.ts'
import { registerProduct, registerProductInput } from '../../../domain/dsp/products/register-product.ts'
import { viewProduct, viewProductInput } from '../../../domain/dsp/products/view-product.ts'
import { actOnRequest, actOnRequestInput } from '../../../domain/dsp/support/act-on-request.ts'
import { listRequests, listRequestsInput } from '../../../domain/dsp/support/list-requests.ts'
import { openRequest, openRequestInput } from '../../../domain/dsp/support/open-request.ts'
import { viewRequest, viewRequestInput } from '../../../domain/dsp/support/view-request.ts'
import {
  caseAttested,
  checklist,
  developerRegistered,
  dspOrganisation,
  dspProduct,
  dspRequest,
  dspRequestChanged,
  dspRequestOpened,
  dspRequestPage,
  productChanged,
  productPerformance,
  productRegistered,
} from '../answers/dsp.ts'
import { type Area, route } from '../route.ts'

const home = '/businesses/{abn}/dsp'
const tests = `${home}/products/{productId}/tests/{service}` as const
const requests = `${home}/requests`

export const dspRoutes: Area = {
  name: 'Online services for DSPs',
  about: 'Products of a software vendor, the checklists of their tests, and the operator’s desk.',
  routes: [
    route({
      method: 'GET',
      path: home,
      id: 'viewDsp',
      summary: 'See the organisation, its contacts and products',
      right: 'dsp:read',
      input: viewOrganisationInput,
      answer: dspOrganisation,
      call: viewOrganisation,
    }),
    route({
      method: 'POST',
      path: home,
      id: 'registerDeveloper',
      summary: 'Send the SBR developer registration',
      description: 'With the main contact. It is in force at once.',
      status: 201,
      right: 'dsp:write',
      input: registerDeveloperInput,
      answer: developerRegistered,
      call: registerDeveloper,
    }),
    route({
      method: 'POST',
      path: `${home}/products`,
      id: 'registerProduct',
      summary: 'Register a product and enter EVTE',
      description: 'The welcome pack is mailed in the same moment.',
      status: 201,
      right: 'dsp:write',
      input: registerProductInput,
      answer: productRegistered,
      call: registerProduct,
    }),
    route({
      method: 'GET',
      path: `${home}/products/{id}`,
      id: 'viewProduct',
      summary: 'See a product',
      right: 'dsp:read',
      input: viewProductInput,
      answer: dspProduct,
      call: viewProduct,
    }),
    route({
      method: 'POST',
      path: `${home}/products/{productId}/usi-kit`,
      id: 'applyForUsiKit',
      summary: 'Apply for the USI developer kit',
      right: 'dsp:write',
      input: applyForUsiKitInput,
      answer: productChanged,
      call: applyForUsiKit,
    }),
    route({
      method: 'GET',
      path: tests,
      id: 'viewChecklist',
      summary: 'See which conformance cases were seen',
      right: 'dsp:read',
      input: viewChecklistInput,
      answer: checklist,
      call: viewChecklist,
    }),
    route({
      method: 'POST',
      path: `${tests}/cases/{caseId}`,
      id: 'attestCase',
      summary: 'Confirm a case that no service can see',
      right: 'dsp:write',
      input: attestCaseInput,
      answer: caseAttested,
      call: attestCase,
    }),
    route({
      method: 'POST',
      path: `${tests}/verification`,
      id: 'finishTests',
      summary: 'Finish the tests',
      description: 'Refused with what is missing, until every case is ticked.',
      right: 'dsp:write',
      input: finishTestsInput,
      answer: productChanged,
      call: finishTests,
    }),
    route({
      method: 'GET',
      path: `${home}/products/{productId}/performance`,
      id: 'viewPerformance',
      summary: 'See how fast the calls of a product were answered',
      right: 'dsp:read',
      input: viewPerformanceInput,
      answer: productPerformance,
      call: viewPerformance,
    }),
    route({
      method: 'GET',
      path: requests,
      id: 'listDspRequests',
      summary: 'List requests to the desk',
      right: 'dsp:read',
      input: listRequestsInput,
      answer: dspRequestPage,
      call: listRequests,
    }),
    route({
      method: 'POST',
      path: requests,
      id: 'openDspRequest',
      summary: 'Ask the desk, report an incident, or give feedback',
      status: 201,
      right: 'dsp:write',
      input: openRequestInput,
      answer: dspRequestOpened,
      call: openRequest,
    }),
    route({
      method: 'GET',
      path: `${requests}/{id}`,
      id: 'viewDspRequest',
      summary: 'See a request with its messages',
      right: 'dsp:read',
      input: viewRequestInput,
      answer: dspRequest,
      call: viewRequest,
    }),
    route({
      method: 'POST',
      path: `${requests}/{id}/messages`,
      id: 'actOnDspRequest',
      summary: 'Reply, escalate, resolve, open again, or withdraw',
      right: 'dsp:write',
      input: actOnRequestInput,
      answer: dspRequestChanged,
      call: actOnRequest,
    }),
  ],
}
