export {
  type ContentAlgorithm,
  contentAlgorithms,
  encryptionAlgorithms,
  maskGenerationByHash,
} from './algorithms.ts'
export { decryptElement } from './decrypt-element.ts'
export { decryptKey } from './decrypt-key.ts'
export { decryptXml } from './decrypt-xml.ts'
export { type ElementEncryption, encryptElement } from './encrypt-element.ts'
export { encryptKey, type KeyEncryption } from './encrypt-key.ts'
export type { DecryptionPolicy, Recipient } from './types.ts'
