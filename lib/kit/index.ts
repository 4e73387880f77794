/**
 * The developer kit: everything that software needs to use a machine credential. It stands beside the services and
 * shares only the formats with them.
 *
 * @example
 * const credential = chooseCredential(await openKeystoreFile('keystore.xml', password))
 * const service = 'https://localhost:3443/evte/usi/service/v5/usiservice.svc'
 * const token = await requestToken({ credential, appliesTo: service })
 * const { status } = await verifyUsi(
 *   { orgCode: 'VA1803', usi: 'BNGH7C75FN', givenName: 'Maryam', familyName: 'Fredrick', birthDate: '1966-05-25' },
 *   { token, endpoint: service, credentialRoot: credential.root },
 * )
 */
export { type Abn, formatAbn, parseAbn } from '../core/abn.ts'
export { describeError, type ErrorCode, hasCode, isMandateError, MandateError } from '../core/errors/index.ts'
export { type CheckedKeystore, checkKeystore } from '../formats/keystore/check/check.ts'
export { type OpenedCredential, openCredentialFile } from '../formats/keystore/convert/open-any.ts'
export { writeCredentialPem } from '../formats/keystore/convert/write-pem.ts'
export type { Keystore, KeystoreCredential, OpenedKeystore } from '../formats/keystore/keystore.ts'
export { parseKeystorePassword } from '../formats/keystore/password.ts'
export { readKeystore } from '../formats/keystore/read.ts'
export { sealKeystore } from '../formats/keystore/seal.ts'
export { writePkcs12 } from '../formats/pki/pkcs12/write.ts'
export { parseUsi, type Usi, type UsiOperation, type UsiRequest, type UsiResponse } from '../formats/usi/index.ts'
export { type ExamineOptions, examine } from './doctor/examine.ts'
export type { Finding, FindingOutcome, FindingSubject } from './doctor/finding.ts'
export type { PlayedCase } from './evte/play.ts'
export { type PlayableSbr1Case, playableSbr1Cases, playSbr1Cases } from './evte/play-sbr1-cases.ts'
export { type PlayableSbr2Case, playableSbr2Cases, playSbr2Cases } from './evte/play-sbr2-cases.ts'
export {
  cloudUsiCases,
  type PlayableUsiCase,
  playableUsiCases,
  playUsiCases,
  type UsiCaseOptions,
} from './evte/play-usi-cases.ts'
export type { CaseOptions } from './evte/token-cases.ts'
export { defaultBase, usualPaths } from './http/address.ts'
export { chooseCredential, type KitCredential } from './keystore/credential.ts'
export { openKeystoreFile } from './keystore/open-keystore-file.ts'
export { type KeystoreRenewal, type RenewKeystoreOptions, renewKeystoreFile } from './keystore/renew/renew.ts'
export {
  addSandboxAssociate,
  changeSandboxBusiness,
  createSandboxBusiness,
  listSandboxBusinesses,
  type NewSandboxBusiness,
  removeSandboxAssociate,
  type SandboxAssociate,
  type SandboxBusiness,
} from './sandbox/console/businesses.ts'
export {
  addSandboxFault,
  listSandboxFaults,
  type NewSandboxFault,
  removeSandboxFault,
  removeSandboxFaults,
  type SandboxFault,
} from './sandbox/console/faults.ts'
export {
  listSandboxActs,
  listSandboxMails,
  listSandboxTraffic,
  type SandboxAct,
  type SandboxCall,
  type SandboxMail,
  type SandboxMailRow,
  viewSandboxMail,
} from './sandbox/console/look.ts'
export {
  changeSandboxPersona,
  createSandboxPersona,
  listSandboxPersonas,
  type NewSandboxPersona,
  type SandboxPersona,
  type SandboxStrength,
} from './sandbox/console/people.ts'
export {
  listSandboxClocks,
  type SandboxClock,
  type SandboxDestination,
  type SandboxJourney,
  travelInTime,
} from './sandbox/console/time.ts'
export {
  deleteSandboxSnapshot,
  listSandboxSnapshots,
  resetSandbox,
  restoreSandboxSnapshot,
  type SandboxSnapshot,
  type SandboxWorld,
  setUpSandbox,
  takeSandboxSnapshot,
  type WantedSandboxWorld,
} from './sandbox/console/world.ts'
export { createSandboxCredential, type SandboxCredentialOptions } from './sandbox/create-credential.ts'
export { type ExplainedTrace, explainTrace } from './sandbox/explain-trace.ts'
export { fetchSandboxRoot } from './sandbox/fetch-root.ts'
export { newTestCredential } from './sandbox/new-test-credential.ts'
export { revokeSandboxCredential } from './sandbox/revoke-credential.ts'
export { type ExternalCredential, listTrusted, stopTrusting, trustKeystore } from './sandbox/trust-keystore.ts'
export type { SbrAnswer, SbrOptions } from './sbr/exchange.ts'
export { lodgeReport, type Sbr1Report } from './sbr/lodge-report.ts'
export { pullReport, type SbrPull } from './sbr/pull-report.ts'
export { pingSbr, type SbrReport, sendReport } from './sbr/send-report.ts'
export { requestSbrToken } from './sbr/token-for-sbr.ts'
export { type KitToken, requestToken, type TokenOptions } from './token/request-token.ts'
export { type ValidatedToken, type ValidateOptions, validateToken } from './token/validate-token.ts'
export { callUsi, type UsiCallOptions } from './usi/call-usi.ts'
export { type StudentToVerify, type UsiVerification, verifyUsi } from './usi/verify-usi.ts'
