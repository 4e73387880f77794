<?php
/**
 * Gets a token with a machine credential and asks the USI service whether a USI is a student's.
 *
 * Needs Debian's php-cli and php-xml. The password of the keystore file is in MANDATE_KEYSTORE_PASSWORD.
 *
 * Usage: php verify-usi.php KEYSTORE ROOT-PEM TOKEN-SERVICE USI-SERVICE ORG-CODE USI GIVEN-NAME FAMILY-NAME BIRTH-DATE
 */

declare(strict_types=1);

const NS = [
    'k' => 'http://auth.abr.gov.au/credential/xsd/SBRCredentialStore',
    's' => 'http://www.w3.org/2003/05/soap-envelope',
    'a' => 'http://www.w3.org/2005/08/addressing',
    'o' => 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd',
    'u' => 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
    't' => 'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
    'x' => 'http://www.w3.org/2001/04/xmlenc#',
    'ds' => 'http://www.w3.org/2000/09/xmldsig#',
    'usi' => 'http://usi.gov.au/2022/ws',
];
const X509 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3';
const BASE64 = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary';
const SAML2 = 'http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const CLAIMS = 'http://vanguard.ebusiness.gov.au/2008/06/identity/claims/';

/** The service answered with a fault. */
final class Refused extends RuntimeException
{
}

/** The private key and the certificate (DER) of the first credential in a keystore file. */
function openKeystore(string $path, string $password): array
{
    $store = new DOMDocument();
    if (!@$store->load($path, LIBXML_NONET)) {
        throw new RuntimeException("The keystore file $path cannot be read.");
    }
    $field = fn (string $name): string => trim(query($store, "//k:credential[1]/k:$name")?->textContent ?? '');
    $key = openssl_pkey_get_private(pem('ENCRYPTED PRIVATE KEY', $field('protectedPrivateKey')), $password);
    if ($key === false) {
        throw new RuntimeException('The password does not open the keystore file.');
    }
    openssl_pkcs7_read(pem('PKCS7', $field('publicCertificate')), $chain);
    foreach ($chain as $certificate) {
        if (openssl_x509_check_private_key($certificate, $key)) {
            return [$key, base64_decode(preg_replace('/-----[^-]+-----|\s/', '', $certificate))];
        }
    }
    throw new RuntimeException('The keystore file holds no certificate for its key.');
}

/** Asks the token service; the answer holds the encrypted token, the proof key, and how to refer to the token. */
function getToken(string $service, string $appliesTo, OpenSSLAsymmetricKey $key, string $certificate, string $root): array
{
    $claims = '';
    foreach (['abn', 'credentialtype'] as $name) {
        $claims .= '<i:ClaimType xmlns:i="http://schemas.xmlsoap.org/ws/2005/05/identity" Uri="' . CLAIMS . $name . '" Optional="false"/>';
    }
    $body = '<t:RequestSecurityToken xmlns:t="' . NS['t'] . '"><t:RequestType>' . NS['t'] . '/Issue</t:RequestType>'
        . '<t:TokenType>' . SAML2 . '</t:TokenType><t:KeyType>' . NS['t'] . '/SymmetricKey</t:KeyType><t:KeySize>256</t:KeySize>'
        . '<p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference xmlns:a="' . NS['a'] . '"><a:Address>'
        . text($appliesTo) . '</a:Address></a:EndpointReference></p:AppliesTo>'
        . '<t:Claims Dialect="http://schemas.xmlsoap.org/ws/2005/05/identity">' . $claims . '</t:Claims></t:RequestSecurityToken>';
    $envelope = newEnvelope(NS['t'] . '/RST/Issue', $service, $body);
    $tokenId = 'X509-' . uuid();
    append($envelope, '<o:BinarySecurityToken xmlns:o="' . NS['o'] . '" xmlns:u="' . NS['u'] . '" u:Id="' . $tokenId
        . '" EncodingType="' . BASE64 . '" ValueType="' . X509 . '">' . base64_encode($certificate) . '</o:BinarySecurityToken>');
    $reference = '<o:SecurityTokenReference xmlns:o="' . NS['o'] . '"><o:Reference URI="#' . $tokenId . '" ValueType="' . X509 . '"/></o:SecurityTokenReference>';
    sign($envelope, ['//u:Timestamp', '//a:To'], 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', NS['x'] . 'sha256', 'sha256', $reference,
        function (string $data) use ($key): string {
            openssl_sign($data, $signature, $key, OPENSSL_ALGO_SHA256);
            return $signature;
        });
    $answer = post($service, NS['t'] . '/RST/Issue', $envelope, $root);
    return [
        'data' => query($answer, '//t:RequestedSecurityToken//x:EncryptedData')->C14N(true),
        'reference' => query($answer, '//t:RequestedAttachedReference/o:SecurityTokenReference')->C14N(true),
        'secret' => base64_decode(query($answer, '//t:RequestedProofToken/t:BinarySecret')->textContent),
        'expires' => query($answer, '//t:Lifetime/u:Expires')->textContent,
    ];
}

/** Calls VerifyUSI with the token; the proof key signs the time of the message. */
function verifyUsi(string $service, array $token, array $student, string $root): array
{
    $fields = '';
    foreach (array_combine(['OrgCode', 'USI', 'FirstName', 'FamilyName', 'DateOfBirth'], $student) as $name => $value) {
        $fields .= "<$name>" . text($value) . "</$name>";
    }
    $action = NS['usi'] . '/VerifyUSI';
    $envelope = newEnvelope($action, $service, '<VerifyUSI xmlns="' . NS['usi'] . '">' . $fields . '</VerifyUSI>');
    append($envelope, $token['data']);
    sign($envelope, ['//u:Timestamp'], NS['ds'] . 'hmac-sha1', NS['ds'] . 'sha1', 'sha1', $token['reference'],
        fn (string $data): string => hash_hmac('sha1', $data, $token['secret'], true));
    $answer = post($service, $action, $envelope, $root);
    $found = [];
    foreach (xpath($answer)->query('//usi:VerifyUSIResponse//*[not(*)]') as $field) {
        $found[$field->localName] = $field->textContent;
    }
    return $found;
}

/** A SOAP 1.2 message with its addressing headers and a time of five minutes. */
function newEnvelope(string $action, string $to, string $body): DOMDocument
{
    $now = new DateTimeImmutable('now', new DateTimeZone('UTC'));
    $envelope = new DOMDocument();
    $envelope->loadXML('<s:Envelope xmlns:s="' . NS['s'] . '" xmlns:a="' . NS['a'] . '" xmlns:u="' . NS['u'] . '"><s:Header>'
        . '<a:Action s:mustUnderstand="1">' . $action . '</a:Action><a:MessageID>urn:uuid:' . uuid() . '</a:MessageID>'
        . '<a:ReplyTo><a:Address>' . NS['a'] . '/anonymous</a:Address></a:ReplyTo><a:To s:mustUnderstand="1" u:Id="_1">' . text($to) . '</a:To>'
        . '<o:Security xmlns:o="' . NS['o'] . '" s:mustUnderstand="1"><u:Timestamp u:Id="TS-' . uuid() . '">'
        . '<u:Created>' . iso($now) . '</u:Created><u:Expires>' . iso($now->modify('+5 minutes')) . '</u:Expires></u:Timestamp></o:Security>'
        . '</s:Header><s:Body>' . $body . '</s:Body></s:Envelope>');
    return $envelope;
}

/** Adds an XML signature over the parts, each by its wsu:Id, in exclusive canonical form. */
function sign(DOMDocument $envelope, array $parts, string $method, string $digestMethod, string $digest, string $keyReference, callable $make): void
{
    $references = '';
    foreach ($parts as $path) {
        $part = query($envelope, $path);
        $references .= '<ds:Reference URI="#' . $part->getAttributeNS(NS['u'], 'Id') . '"><ds:Transforms><ds:Transform Algorithm="' . EXCLUSIVE
            . '"/></ds:Transforms><ds:DigestMethod Algorithm="' . $digestMethod . '"/><ds:DigestValue>'
            . base64_encode(hash($digest, $part->C14N(true), true)) . '</ds:DigestValue></ds:Reference>';
    }
    append($envelope, '<ds:Signature xmlns:ds="' . NS['ds'] . '"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="' . EXCLUSIVE
        . '"/><ds:SignatureMethod Algorithm="' . $method . '"/>' . $references . '</ds:SignedInfo><ds:SignatureValue/><ds:KeyInfo>'
        . $keyReference . '</ds:KeyInfo></ds:Signature>');
    $signedInfo = query($envelope, '//o:Security/ds:Signature/ds:SignedInfo')->C14N(true);
    query($envelope, '//o:Security/ds:Signature/ds:SignatureValue')->textContent = base64_encode($make($signedInfo));
}

/** Sends a message; a fault becomes Refused with what happened, what to do, and the id of its trace. */
function post(string $url, string $action, DOMDocument $envelope, string $root): DOMDocument
{
    $context = stream_context_create([
        // Only the authority in this file may vouch for the servers.
        'ssl' => ['cafile' => $root, 'verify_peer' => true, 'verify_peer_name' => true],
        'http' => [
            'method' => 'POST',
            'header' => 'Content-Type: application/soap+xml; charset=utf-8; action="' . $action . '"',
            'content' => $envelope->saveXML($envelope->documentElement),
            'ignore_errors' => true,
            'timeout' => 30,
        ],
    ]);
    $content = @file_get_contents($url, false, $context);
    if ($content === false) {
        throw new RuntimeException('No way to the service: ' . preg_replace('/\s+/', ' ', error_get_last()['message'] ?? 'unknown'));
    }
    $answer = new DOMDocument();
    if (!@$answer->loadXML($content, LIBXML_NONET)) {
        throw new RuntimeException('The answer is not XML: ' . $http_response_header[0]);
    }
    $reason = query($answer, '//s:Fault/s:Reason/s:Text');
    if ($reason !== null) {
        $traces = preg_grep('/^mandate-trace:/i', $http_response_header);
        throw new Refused($reason->textContent . "\nTrace: " . ($traces ? trim(substr(reset($traces), 14)) : 'none'));
    }
    return $answer;
}

function append(DOMDocument $envelope, string $xml): void
{
    $fragment = new DOMDocument();
    $fragment->loadXML($xml);
    query($envelope, '//o:Security')->appendChild($envelope->importNode($fragment->documentElement, true));
}

function query(DOMDocument $document, string $path): ?DOMElement
{
    return xpath($document)->query($path)->item(0);
}

function xpath(DOMDocument $document): DOMXPath
{
    $xpath = new DOMXPath($document);
    foreach (NS as $prefix => $uri) {
        $xpath->registerNamespace($prefix, $uri);
    }
    return $xpath;
}

function pem(string $label, string $base64): string
{
    return "-----BEGIN $label-----\n" . chunk_split(preg_replace('/\s+/', '', $base64), 64, "\n") . "-----END $label-----\n";
}

function text(string $value): string
{
    return htmlspecialchars($value, ENT_XML1 | ENT_QUOTES);
}

function iso(DateTimeImmutable $moment): string
{
    return $moment->format('Y-m-d\TH:i:s.v\Z');
}

function uuid(): string
{
    $bytes = random_bytes(16);
    $bytes[6] = chr(ord($bytes[6]) & 0x0F | 0x40);
    $bytes[8] = chr(ord($bytes[8]) & 0x3F | 0x80);
    return vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex($bytes), 4));
}

if ($argc !== 10) {
    fwrite(STDERR, "Usage: php verify-usi.php KEYSTORE ROOT-PEM TOKEN-SERVICE USI-SERVICE ORG-CODE USI GIVEN-NAME FAMILY-NAME BIRTH-DATE\n");
    exit(2);
}
[, $keystore, $root, $tokenService, $usiService] = $argv;
try {
    [$key, $certificate] = openKeystore($keystore, (string) getenv('MANDATE_KEYSTORE_PASSWORD'));
    $token = getToken($tokenService, $usiService, $key, $certificate, $root);
    echo "Token until {$token['expires']}\n";
    foreach (verifyUsi($usiService, $token, array_slice($argv, 5), $root) as $name => $value) {
        echo "$name: $value\n";
    }
} catch (Refused $refusal) {
    fwrite(STDERR, "Refused: {$refusal->getMessage()}\n");
    exit(3);
} catch (RuntimeException $problem) {
    fwrite(STDERR, "{$problem->getMessage()}\n");
    exit(1);
}
