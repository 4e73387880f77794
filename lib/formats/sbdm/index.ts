export {
  type BusinessDocument,
  type BusinessMessage,
  type MessageEventItem,
  type SbdmOperation,
  sbdmNamespaces,
  sbdmOperations,
} from './message.ts'
export { readBusinessMessage } from './read-message.ts'
export { checkRequest, writeRequest, writeResponse } from './wrapper.ts'
