/** A block cipher mode for content. */
export type ContentAlgorithm = {
  readonly uri: string
  readonly cipher: 'aes-128-cbc' | 'aes-192-cbc' | 'aes-256-cbc' | 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm'
  readonly mode: 'cbc' | 'gcm'
  readonly keyBytes: 16 | 24 | 32
}

/** URIs by the name we call them. Data: what may be used is for each caller's policy to say. */
export const encryptionAlgorithms = {
  aes128Cbc: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  aes192Cbc: 'http://www.w3.org/2001/04/xmlenc#aes192-cbc',
  aes256Cbc: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  aes128Gcm: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  aes192Gcm: 'http://www.w3.org/2009/xmlenc11#aes192-gcm',
  aes256Gcm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  /** OAEP of XML Encryption 1.0: mask generation is MGF1 with SHA-1, and we take SHA-1 for the digest only. */
  rsaOaepMgf1p: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  /** OAEP of XML Encryption 1.1: mask generation with the same hash as the digest. */
  rsaOaep11: 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
  typeElement: 'http://www.w3.org/2001/04/xmlenc#Element',
  typeContent: 'http://www.w3.org/2001/04/xmlenc#Content',
} as const

/** Content ciphers by URI. */
export const contentAlgorithms: ReadonlyMap<string, ContentAlgorithm> = new Map(
  (
    [
      { uri: encryptionAlgorithms.aes128Cbc, cipher: 'aes-128-cbc', mode: 'cbc', keyBytes: 16 },
      { uri: encryptionAlgorithms.aes192Cbc, cipher: 'aes-192-cbc', mode: 'cbc', keyBytes: 24 },
      { uri: encryptionAlgorithms.aes256Cbc, cipher: 'aes-256-cbc', mode: 'cbc', keyBytes: 32 },
      { uri: encryptionAlgorithms.aes128Gcm, cipher: 'aes-128-gcm', mode: 'gcm', keyBytes: 16 },
      { uri: encryptionAlgorithms.aes192Gcm, cipher: 'aes-192-gcm', mode: 'gcm', keyBytes: 24 },
      { uri: encryptionAlgorithms.aes256Gcm, cipher: 'aes-256-gcm', mode: 'gcm', keyBytes: 32 },
    ] as const
  ).map((row) => [row.uri, row]),
)

/** Mask generation functions of `xenc11:MGF`, by the digest that OAEP uses. */
export const maskGenerationByHash: Readonly<Record<string, string>> = {
  sha1: 'http://www.w3.org/2009/xmlenc11#mgf1sha1',
  sha224: 'http://www.w3.org/2009/xmlenc11#mgf1sha224',
  sha256: 'http://www.w3.org/2009/xmlenc11#mgf1sha256',
  sha384: 'http://www.w3.org/2009/xmlenc11#mgf1sha384',
  sha512: 'http://www.w3.org/2009/xmlenc11#mgf1sha512',
}
