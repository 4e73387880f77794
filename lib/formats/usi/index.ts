export { usiAlphabet, usiCheckCharacter } from './check-character.ts'
export type { UsiProblem } from './message/problem.ts'
export { type ReadMessage, readUsiRequest, readUsiResponse } from './message/read-message.ts'
export { writeUsiRequest, writeUsiResponse } from './message/write-message.ts'
export { oldUsiNamespaces, usiAction, usiNamespaces } from './names.ts'
export {
  personalDetailsModifiers,
  type UsiApplication,
  type UsiApplicationResponse,
  type UsiOperation,
  type UsiRequest,
  type UsiResponse,
  usiOperations,
} from './schema/operations.ts'
export { bulkLimit, states } from './schema/shared.ts'
export { isUsi, parseUsi, type Usi } from './usi.ts'
export { type UsiAddresses, writeUsiWsdl } from './wsdl/write-wsdl.ts'
