import { date, dateOrYearMonth, element, oneOf, optional, sequence, text, variants } from './build.ts'
import { state } from './shared.ts'

const ten = text({ minLength: 1, maxLength: 10 })

/** Documents that the document verification service can check. A request names one by `xsi:type`. */
export const dvsDocument = variants('DVSDocumentType', [
  sequence(
    'BirthCertificateDocumentType',
    optional('RegistrationNumber', ten),
    element('RegistrationState', state),
    optional('RegistrationDate', date),
    optional('DatePrinted', date),
    optional('CertificateNumber', text({ minLength: 1, maxLength: 11, pattern: '[A-Za-z0-9]*' })),
  ),
  sequence('CertificateOfRegistrationByDescentDocumentType', element('AcquisitionDate', date)),
  sequence(
    'CitizenshipCertificateDocumentType',
    element('StockNumber', text({ minLength: 4, maxLength: 11, pattern: '[-A-Za-z0-9/]*' })),
    element('AcquisitionDate', date),
  ),
  sequence(
    'DriversLicenceDocumentType',
    element('LicenceNumber', ten),
    element('State', state),
    optional('CardNumber', ten),
  ),
  sequence('ImmiCardDocumentType', element('ImmiCardNumber', text({ minLength: 9, maxLength: 9 }))),
  sequence(
    'MedicareDocumentType',
    element('MedicareCardNumber', text({ length: 10, pattern: '[0-9]*' })),
    element('IndividualRefNumber', text({ length: 1, pattern: '[1-9]' })),
    element('ExpiryDate', dateOrYearMonth),
    element('CardColour', oneOf(['Green', 'Blue', 'Yellow'])),
    element('NameLine1', text({ maxLength: 27 })),
    optional('NameLine2', text({ maxLength: 25 })),
    optional('NameLine3', text({ maxLength: 23 })),
    optional('NameLine4', text({ maxLength: 21 })),
  ),
  sequence(
    'CentrelinkCardType',
    element('CRN', text({ length: 10, pattern: '[0-9]{9}[a-zA-Z]' })),
    element('Name', text({ maxLength: 32 })),
    element('ExpiryDate', date),
    element('Type', oneOf(['PCC', 'HCC', 'SHC'])),
  ),
  sequence(
    'PassportDocumentType',
    element('DocumentNumber', text({ minLength: 8, maxLength: 9, pattern: '[a-zA-Z]{1,2}[0-9]{7}' })),
  ),
  sequence(
    'VisaDocumentType',
    element('PassportNumber', text({ minLength: 1, maxLength: 14, pattern: '[A-Za-z0-9]*' })),
  ),
])
