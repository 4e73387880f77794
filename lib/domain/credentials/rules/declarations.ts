/** What a person declares when they make a machine credential. */
export const createDeclaration =
  'I understand and accept the machine credential details. I am allowed to create a machine credential for this business, I will look after it and its password, and I will revoke it when it is not needed or may be in wrong hands.'

/** What a person declares when they claim one. */
export const claimDeclaration =
  'I take over the care for this machine credential. I will look after it and its password, and I will revoke it when it is not needed or may be in wrong hands.'

/** What a person declares when they revoke one. */
export const revokeDeclaration =
  'I understand that a revoked credential stops working at once and cannot be used again.'
