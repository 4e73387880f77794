/** A DigestMethod that Mandate can compute. */
export type DigestAlgorithm = { readonly uri: string; readonly hash: string; readonly bytes: number }

/** A SignatureMethod that Mandate can make and check. */
export type SignatureAlgorithm = {
  readonly uri: string
  readonly kind: 'rsa' | 'rsa-pss' | 'ecdsa' | 'hmac'
  readonly hash: string
  /** Length of the hash, and so of a whole HMAC value. */
  readonly bytes: number
}

/** A canonicalization, as method or as transform. */
export type CanonicalizationAlgorithm = {
  readonly uri: string
  readonly algorithm: 'exclusive' | 'inclusive' | 'inclusive11'
  readonly withComments: boolean
}

/** URIs by the name we call them. Data: what may be used is for each caller's policy to say. */
export const algorithms = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha224: 'http://www.w3.org/2001/04/xmldsig-more#sha224',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',

  rsaSha1: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  rsaSha224: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha224',
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha384: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  rsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',

  rsaPssSha1: 'http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1',
  rsaPssSha224: 'http://www.w3.org/2007/05/xmldsig-more#sha224-rsa-MGF1',
  rsaPssSha256: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  rsaPssSha384: 'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1',
  rsaPssSha512: 'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1',

  ecdsaSha1: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1',
  ecdsaSha224: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224',
  ecdsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  ecdsaSha384: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
  ecdsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512',

  hmacSha1: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
  hmacSha224: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha224',
  hmacSha256: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256',
  hmacSha384: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha384',
  hmacSha512: 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha512',

  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  exclusiveWithComments: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  inclusiveWithComments: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  inclusive11: 'http://www.w3.org/2006/12/xml-c14n11',
  inclusive11WithComments: 'http://www.w3.org/2006/12/xml-c14n11#WithComments',

  envelopedSignature: 'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
  base64: 'http://www.w3.org/2000/09/xmldsig#base64',
  /** Of a MIME part beside the document: SOAP Messages with Attachments Profile 1.1, section 5.4.2. */
  attachmentContent: 'http://docs.oasis-open.org/wss/oasis-wss-SwAProfile-1.1#Attachment-Content-Signature-Transform',
  strTransform: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform',
} as const

const { sha1, sha224, sha256, sha384, sha512 } = algorithms

/** Digests by URI. */
export const digestAlgorithms: ReadonlyMap<string, DigestAlgorithm> = table([
  { uri: sha1, hash: 'sha1', bytes: 20 },
  { uri: sha224, hash: 'sha224', bytes: 28 },
  { uri: sha256, hash: 'sha256', bytes: 32 },
  { uri: sha384, hash: 'sha384', bytes: 48 },
  { uri: sha512, hash: 'sha512', bytes: 64 },
])

/** Signature and message authentication algorithms by URI. */
export const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = table([
  { uri: algorithms.rsaSha1, kind: 'rsa', hash: 'sha1', bytes: 20 },
  { uri: algorithms.rsaSha224, kind: 'rsa', hash: 'sha224', bytes: 28 },
  { uri: algorithms.rsaSha256, kind: 'rsa', hash: 'sha256', bytes: 32 },
  { uri: algorithms.rsaSha384, kind: 'rsa', hash: 'sha384', bytes: 48 },
  { uri: algorithms.rsaSha512, kind: 'rsa', hash: 'sha512', bytes: 64 },
  { uri: algorithms.rsaPssSha1, kind: 'rsa-pss', hash: 'sha1', bytes: 20 },
  { uri: algorithms.rsaPssSha224, kind: 'rsa-pss', hash: 'sha224', bytes: 28 },
  { uri: algorithms.rsaPssSha256, kind: 'rsa-pss', hash: 'sha256', bytes: 32 },
  { uri: algorithms.rsaPssSha384, kind: 'rsa-pss', hash: 'sha384', bytes: 48 },
  { uri: algorithms.rsaPssSha512, kind: 'rsa-pss', hash: 'sha512', bytes: 64 },
  { uri: algorithms.ecdsaSha1, kind: 'ecdsa', hash: 'sha1', bytes: 20 },
  { uri: algorithms.ecdsaSha224, kind: 'ecdsa', hash: 'sha224', bytes: 28 },
  { uri: algorithms.ecdsaSha256, kind: 'ecdsa', hash: 'sha256', bytes: 32 },
  { uri: algorithms.ecdsaSha384, kind: 'ecdsa', hash: 'sha384', bytes: 48 },
  { uri: algorithms.ecdsaSha512, kind: 'ecdsa', hash: 'sha512', bytes: 64 },
  { uri: algorithms.hmacSha1, kind: 'hmac', hash: 'sha1', bytes: 20 },
  { uri: algorithms.hmacSha224, kind: 'hmac', hash: 'sha224', bytes: 28 },
  { uri: algorithms.hmacSha256, kind: 'hmac', hash: 'sha256', bytes: 32 },
  { uri: algorithms.hmacSha384, kind: 'hmac', hash: 'sha384', bytes: 48 },
  { uri: algorithms.hmacSha512, kind: 'hmac', hash: 'sha512', bytes: 64 },
])

/** Canonicalizations by URI. */
export const canonicalizationAlgorithms: ReadonlyMap<string, CanonicalizationAlgorithm> = table([
  { uri: algorithms.exclusive, algorithm: 'exclusive', withComments: false },
  { uri: algorithms.exclusiveWithComments, algorithm: 'exclusive', withComments: true },
  { uri: algorithms.inclusive, algorithm: 'inclusive', withComments: false },
  { uri: algorithms.inclusiveWithComments, algorithm: 'inclusive', withComments: true },
  { uri: algorithms.inclusive11, algorithm: 'inclusive11', withComments: false },
  { uri: algorithms.inclusive11WithComments, algorithm: 'inclusive11', withComments: true },
])

function table<Row extends { readonly uri: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.uri, row]))
}
