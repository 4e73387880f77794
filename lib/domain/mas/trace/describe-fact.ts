/** Where a fact comes from: the message that was sent, or what this service knows, computes or decides. */
export type FactSide = 'message' | 'service'

/** A fact for people: what it is, and which side of the comparison it is on. */
export type FactDescription = { label: string; side: FactSide }

/** What a fact of a trace is called. A fact that is not listed keeps its own name, on the service's side. */
export function describeFact(name: string): FactDescription {
  return Object.hasOwn(facts, name) ? (facts[name] as FactDescription) : { label: name, side: 'service' }
}

/** Puts facts in the order of the table, as the database keeps them in none; others stay behind them. */
export function inOrder(names: readonly string[]): string[] {
  const place = (name: string) => order.get(name) ?? order.size
  return [...names].sort((a, b) => place(a) - place(b))
}

const facts: Readonly<Record<string, FactDescription>> = {
  ...sided('message', {
    bytes: 'Length of the message in bytes',
    subject: 'Name in the certificate or token',
    issuer: 'Issued by',
    serial: 'Serial number',
    sha1: 'Fingerprint (SHA-1)',
    uri: 'Signed part',
    digestAlgorithm: 'Digest algorithm',
    claimed: 'Digest in the message',
    canonical: 'Bytes that were hashed, in canonical form',
    signedInfo: 'Bytes that were signed, in canonical form',
    signatureAlgorithm: 'Signature algorithm',
    covers: 'The signature covers',
    created: 'Created',
    expires: 'Expires',
    to: 'Address in the message',
    appliesTo: 'Address in AppliesTo',
    asked: 'Asked for',
    client: 'Client business',
    provider: 'Provider of the software',
    softwareId: 'Software ID',
    assertion: 'Assertion',
    version: 'Version',
    audience: 'Audience',
    notBefore: 'Valid from',
    notAfter: 'Valid to',
    notOnOrAfter: 'Valid to',
    organisation: 'Organisation code',
    operation: 'Operation',
    attachments: 'Attachments',
    documents: 'Documents',
    compressed: 'Compressed with gzip',
    records: 'Records',
    repeated: 'Digests that the receipt repeats',
    messageId: 'Message',
    action: 'Action',
    role: 'Role of the sender',
    agent: 'Agent number',
    type: 'Type of message',
    codes: 'Error codes',
  }),
  ...sided('service', {
    computed: 'Digest computed here',
    now: 'Time here',
    at: "Time by the business's clock",
    chain: 'Chain of certificates',
    anchor: 'Trusted authority',
    revocation: 'Revocation',
    status: 'Status',
    name: 'Name',
    service: 'Service',
    notification: 'Notification',
    from: 'From',
    until: 'Until',
    provided: 'Given',
    granted: 'Given',
    maximumMinutes: 'Longest lifetime in minutes',
    bits: 'Key length in bits',
    abn: 'ABN',
    credentialType: 'Type of credential',
    trace: 'Trace',
    endpoint: 'Endpoint',
    exchange: 'Kind of exchange',
    report: 'Report',
    parts: 'Signed parts',
    signedParts: 'Signed parts',
    answer: 'Message that was waiting',
    inAnswerTo: 'In answer to',
    event: 'Event in the answer',
    proof: 'Proof of receipt',
  }),
}

const order = new Map(Object.keys(facts).map((name, at) => [name, at]))

function sided(side: FactSide, labels: Record<string, string>): Record<string, FactDescription> {
  return Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, { label, side }]))
}
