const vanguard = 'http://vanguard.ebusiness.gov.au/2008/06/identity/claims'
const identity = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims'

/** Claims that clients ask for, by the name we call them; docs/wire-formats.md, Claims. */
export const claimUris = {
  abn: `${vanguard}/abn`,
  commonName: `${vanguard}/commonname`,
  credentialType: `${vanguard}/credentialtype`,
  subjectId: `${vanguard}/samlsubjectid`,
  fingerprint: `${vanguard}/fingerprint`,
  personId: `${vanguard}/sbr_personid`,
  givenNames: `${vanguard}/givennames`,
  credentialAdministrator: `${vanguard}/credentialadministrator`,
  staleCrlMinutes: `${vanguard}/stalecrlminutes`,
  subjectDn: `${vanguard}/subjectdn`,
  issuerDn: `${vanguard}/issuerdn`,
  notAfterDate: `${vanguard}/notafterdate`,
  certificateSerialNumber: `${vanguard}/certificateserialnumber`,
  previousSubject: `${vanguard}/previoussubject`,
  surname: `${identity}/surname`,
  emailAddress: `${identity}/emailaddress`,
  nameIdentifier: `${identity}/nameidentifier`,
  /** Ours: in a token of cloud software, the provider whose credential asked for it, and the subscription. */
  providerAbn: 'urn:mandate:claims/providerabn',
  softwareId: 'urn:mandate:claims/softwareid',
  /** Ours: id of the trace of the request for this token. */
  trace: 'urn:mandate:claims/trace',
} as const
