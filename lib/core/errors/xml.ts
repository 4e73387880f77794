import { defineErrors } from './define.ts'

/** Errors of XML messages, XML signatures and XML encryption. */
export const xmlErrors = defineErrors({
  'xml.empty': {
    status: 400,
    title: 'The message is empty',
    happened: 'There is no XML element in what was sent.',
    remedy: 'Send the whole XML document in the body of the request.',
  },
  'xml.too-large': {
    status: 413,
    title: 'The message is too large',
    happened: 'The XML has {bytes} bytes; the limit is {limit}.',
    remedy: 'Send a smaller message.',
  },
  'xml.not-utf8': {
    status: 400,
    title: 'The message is not in UTF-8',
    happened: 'The XML is written in {encoding}. Mandate reads UTF-8 only.',
    remedy: 'Encode the message in UTF-8 and say so, or nothing, in its XML declaration.',
  },
  'xml.invalid-utf8': {
    status: 400,
    title: 'The message has broken characters',
    happened: 'The bytes of the message are not valid UTF-8.',
    remedy: 'Encode the message in UTF-8. Check that nothing cut or converted it on its way.',
  },
  'xml.declaration': {
    status: 400,
    title: 'The XML declaration is wrong',
    happened: 'The first line of the XML (its declaration) is not one of XML 1.0.',
    remedy: 'Begin with <?xml version="1.0" encoding="UTF-8"?> or leave the line out.',
  },
  'xml.doctype': {
    status: 400,
    title: 'Document types are not accepted',
    happened: 'The XML holds a DOCTYPE. It is refused, because it can read files and fill memory.',
    remedy: 'Send the message without a DOCTYPE.',
  },
  'xml.processing-instruction': {
    status: 400,
    title: 'Processing instructions are not accepted',
    happened: 'The XML holds a processing instruction.',
    remedy: 'Send the message without <? ... ?> parts, other than the XML declaration.',
  },
  'xml.malformed': {
    status: 400,
    title: 'The message is not well-formed XML',
    happened: 'The XML is broken at character {at}: {problem}.',
    remedy: 'Build the message with an XML library rather than by joining text, and send it unchanged.',
  },
  'xml.forbidden-character': {
    status: 400,
    title: 'A character is not allowed in XML',
    happened: 'The XML holds a character that XML 1.0 forbids, at character {at}.',
    remedy: 'Remove control characters from the values that you send.',
  },
  'xml.unknown-entity': {
    status: 400,
    title: 'An entity is not known',
    happened: 'The XML refers to the entity "{entity}". Only amp, lt, gt, quot, apos and numbers are known.',
    remedy: 'Write the character itself in UTF-8.',
  },
  'xml.undeclared-prefix': {
    status: 400,
    title: 'A namespace prefix is not declared',
    happened: 'The XML uses the prefix "{prefix}" without declaring it.',
    remedy: 'Declare the prefix with xmlns on the element or one around it.',
  },
  'xml.invalid-namespace': {
    status: 400,
    title: 'A namespace declaration is wrong',
    happened: 'The declaration of the prefix "{prefix}" is not allowed.',
    remedy:
      'Do not redeclare the prefixes xml and xmlns. A namespace is never empty for a prefix, and has no white space.',
  },
  'xml.duplicate-attribute': {
    status: 400,
    title: 'An attribute is there twice',
    happened: 'The element {element} has the attribute {attribute} twice.',
    remedy: 'Write each attribute once.',
  },
  'xml.duplicate-id': {
    status: 400,
    title: 'An identifier is used twice',
    happened: 'Two elements have the identifier "{id}", so a signature could mean either.',
    remedy: 'Give each element its own identifier.',
  },
  'xml.invalid-id': {
    status: 400,
    title: 'An identifier is not valid',
    happened: 'The element {element} has an identifier that is empty or holds white space.',
    remedy: 'Use a name without spaces, such as _1 or a UUID that begins with an underscore.',
  },
  'xml.too-deep': {
    status: 400,
    title: 'The message is nested too deep',
    happened: 'Elements stand inside each other more than {limit} deep.',
    remedy: 'Send a message with fewer levels.',
  },
  'xml.too-many-attributes': {
    status: 400,
    title: 'An element has too many attributes',
    happened: 'The element {element} has more than {limit} attributes.',
    remedy: 'Send fewer attributes on one element.',
  },
  'xml.too-many-namespaces': {
    status: 400,
    title: 'The message declares too many namespaces',
    happened: 'More than {limit} namespace declarations are in force at one place.',
    remedy: 'Declare each namespace once, on the outermost element that needs it.',
  },
  'xml.canonical-too-large': {
    status: 413,
    title: 'A signed part is too large',
    happened: 'The canonical form of a signed part is longer than {limit} characters.',
    remedy: 'Sign smaller parts, and declare namespaces once on an element that uses them.',
  },
  'xml.name-too-long': {
    status: 400,
    title: 'A name is too long',
    happened: 'A name or namespace in the XML is longer than {limit} characters.',
    remedy: 'Use the names of the published formats.',
  },
  'xml.attribute-too-long': {
    status: 400,
    title: 'An attribute is too long',
    happened: 'The value of the attribute {attribute} is longer than {limit} characters.',
    remedy: 'Send a shorter value.',
  },
  'xml.too-many-nodes': {
    status: 400,
    title: 'The message has too many parts',
    happened: 'The XML has more than {limit} elements, texts and comments.',
    remedy: 'Send a smaller message.',
  },
  'xml.missing-element': {
    status: 400,
    title: 'An element is missing',
    happened: 'The element {parent} lacks its element {element}.',
    remedy: 'Add the element, in the right namespace.',
  },
  'xml.repeated-element': {
    status: 400,
    title: 'An element is there twice',
    happened: 'The element {parent} has more than one element {element}.',
    remedy: 'Send the element once.',
  },
  'xml.unexpected-element': {
    status: 400,
    title: 'An element is in the wrong place',
    happened: 'The element {element} may not stand inside {parent}.',
    remedy: 'Check the message against the published format.',
  },
  'xml.unexpected-text': {
    status: 400,
    title: 'Text is in the wrong place',
    happened: 'The element {parent} holds text where only elements may stand.',
    remedy: 'Check the message against the published format.',
  },
  'xml.missing-attribute': {
    status: 400,
    title: 'An attribute is missing',
    happened: 'The element {element} lacks its attribute {attribute}.',
    remedy: 'Add the attribute.',
  },
  'xml.unwritable-text': {
    status: 400,
    title: 'A value cannot be written in XML',
    happened: 'A value holds a control character or half of a character, which XML 1.0 cannot carry.',
    remedy: 'Remove control characters from the value.',
  },
  'xml.inherited-base': {
    status: 400,
    title: 'xml:base is not supported here',
    happened: 'The signed element inherits xml:base, which Canonical XML 1.1 would have to rewrite.',
    remedy: 'Use exclusive canonicalization, or leave xml:base out.',
  },
  'xmldsig.malformed': {
    status: 400,
    title: 'The signature is not built as it should be',
    happened: 'The XML signature is broken: {problem}.',
    remedy: 'Make the signature with a WS-Security library and send the message unchanged.',
  },
  'xmldsig.algorithm-not-allowed': {
    status: 400,
    title: 'This algorithm is not accepted',
    happened: 'The signature uses {algorithm} as {role}, which this service does not accept.',
    remedy: 'Use one of the algorithms in the policy of the service.',
  },
  'xmldsig.too-many-references': {
    status: 400,
    title: 'The signature covers too many parts',
    happened: 'The signature has {count} references; the limit is {limit}.',
    remedy: 'Sign only the parts that the service asks for.',
  },
  'xmldsig.repeated-reference': {
    status: 400,
    title: 'The signature covers a part twice',
    happened: 'The signature has more than one reference to "{reference}".',
    remedy: 'Sign each part once.',
  },
  'xmldsig.reference-not-allowed': {
    status: 400,
    title: 'This kind of reference is not accepted',
    happened:
      'The signature refers to "{reference}". Only parts of the same message, named by identifier, are accepted.',
    remedy: 'Refer to each signed part as # and its identifier.',
  },
  'xmldsig.reference-not-found': {
    status: 400,
    title: 'A signed part is missing',
    happened: 'The signature refers to "{reference}", but no element of the message has that identifier.',
    remedy: 'Send the signed part with the identifier that the signature names.',
  },
  'xmldsig.digest-mismatch': {
    status: 400,
    title: 'A signed part was changed',
    happened:
      'The part "{reference}" is not the one that was signed: its digest is {computed}, the signature says {claimed}.',
    remedy:
      'Sign last, and send the message exactly as it was signed: no reformatting, no changed prefixes or line ends.',
  },
  'xmldsig.signature-mismatch': {
    status: 400,
    title: 'The signature does not match',
    happened:
      'The signature value was not made by the key of the certificate in the message, or SignedInfo was changed.',
    remedy:
      'Sign with the private key that belongs to the certificate that you send, and do not change the signature afterwards.',
  },
  'xmldsig.key-mismatch': {
    status: 400,
    title: 'The key does not fit the algorithm',
    happened: 'The algorithm {algorithm} cannot be used with this kind of key.',
    remedy: 'Use the algorithm that belongs to the key: RSA signatures for a certificate, HMAC for a proof key.',
  },
  'xmldsig.weak-key': {
    status: 400,
    title: 'The key is too short',
    happened: 'The RSA key has {bits} bits; at least {minimum} are needed.',
    remedy: 'Use a longer key.',
  },
  'xmldsig.truncated-hmac': {
    status: 400,
    title: 'A shortened HMAC is not accepted',
    happened: 'The signature asks for only a part of its HMAC to be checked.',
    remedy: 'Leave HMACOutputLength out.',
  },
  'xmldsig.not-signed': {
    status: 400,
    title: 'A part that must be signed is not',
    happened: 'The element {element} is not covered by the signature.',
    remedy: 'Sign the element itself, where it stands in the message, by its identifier.',
  },
  'xmlenc.malformed': {
    status: 400,
    title: 'The encrypted data is not built as it should be',
    happened: 'The encrypted XML is broken: {problem}.',
    remedy: 'Send the encrypted token exactly as it was issued.',
  },
  'xmlenc.algorithm-not-allowed': {
    status: 400,
    title: 'This encryption is not accepted',
    happened: 'The data is encrypted with {algorithm} as {role}, which this service does not accept.',
    remedy: 'Use one of the algorithms in the policy of the service.',
  },
  'xmlenc.too-large': {
    status: 413,
    title: 'The encrypted data is too large',
    happened: 'The encrypted data is larger than the limit of {limit} bytes.',
    remedy: 'Send less.',
  },
  'xmlenc.cannot-decrypt': {
    status: 400,
    title: 'The encrypted data cannot be opened',
    happened: 'The encrypted data could not be opened with the key of this service.',
    remedy: 'Ask for a token for this service, and send it exactly as it was issued.',
  },
})
