import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Gets a token with a machine credential and asks the USI service whether a USI is a student's. Needs a JDK from 17 and
 * nothing else. The password of the keystore file is in MANDATE_KEYSTORE_PASSWORD.
 *
 * <p>Usage: java VerifyUsi.java KEYSTORE ROOT-PEM TOKEN-SERVICE USI-SERVICE ORG-CODE USI GIVEN-NAME FAMILY-NAME BIRTH-DATE
 */
public final class VerifyUsi {
  static final String KEYSTORE = "http://auth.abr.gov.au/credential/xsd/SBRCredentialStore";
  static final String SOAP = "http://www.w3.org/2003/05/soap-envelope";
  static final String WSA = "http://www.w3.org/2005/08/addressing";
  static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  static final String WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  static final String TRUST = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
  static final String XENC = "http://www.w3.org/2001/04/xmlenc#";
  static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
  static final String USI = "http://usi.gov.au/2022/ws";
  static final String X509 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";
  static final String BASE64 =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
  static final String SAML2 = "http://docs.oasis-open.org/wss/oasis-wss-saml-token-profile-1.1#SAMLV2.0";
  static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  static final String CLAIMS = "http://vanguard.ebusiness.gov.au/2008/06/identity/claims/";

  /** The service answered with a fault. */
  static final class Refused extends Exception {
    Refused(String message) {
      super(message);
    }
  }

  record Credential(PrivateKey key, X509Certificate certificate) {}

  /** The encrypted token, how to refer to it, and the proof key; the key is for memory only. */
  record Token(Element data, Element reference, byte[] secret, String expires) {}

  private final HttpClient http;
  private final DocumentBuilder documents;
  private final XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");

  VerifyUsi(Path root) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    documents = factory.newDocumentBuilder();
    // Only the authority in this file may vouch for the servers.
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (var file = Files.newInputStream(root)) {
      trusted.setCertificateEntry("root", CertificateFactory.getInstance("X.509").generateCertificate(file));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    http = HttpClient.newBuilder().sslContext(tls).connectTimeout(Duration.ofSeconds(10)).build();
  }

  /** The private key and the certificate of the first credential in a keystore file. */
  Credential openKeystore(Path path, char[] password) throws Exception {
    Document store = documents.parse(path.toFile());
    var encrypted = new EncryptedPrivateKeyInfo(bytesOf(store, "protectedPrivateKey"));
    Key secret = SecretKeyFactory.getInstance(encrypted.getAlgName()).generateSecret(new PBEKeySpec(password));
    Cipher cipher = Cipher.getInstance(encrypted.getAlgName());
    cipher.init(Cipher.DECRYPT_MODE, secret, encrypted.getAlgParameters());
    PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(encrypted.getKeySpec(cipher));
    String serial = first(store, KEYSTORE, "serialNumber").getTextContent().trim();
    var chain = new ByteArrayInputStream(bytesOf(store, "publicCertificate"));
    for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(chain)) {
      X509Certificate one = (X509Certificate) certificate;
      if (one.getSerialNumber().toString().equals(serial)) return new Credential(key, one);
    }
    throw new IllegalStateException("The keystore file holds no certificate with its serial number.");
  }

  /** Asks the token service. */
  Token getToken(String service, String appliesTo, Credential credential) throws Exception {
    String claims = "";
    for (String name : List.of("abn", "credentialtype")) {
      claims += "<i:ClaimType xmlns:i='http://schemas.xmlsoap.org/ws/2005/05/identity' Optional='false' Uri='" + CLAIMS + name + "'/>";
    }
    Document envelope =
        newEnvelope(
            TRUST + "/RST/Issue",
            service,
            """
            <t:RequestSecurityToken xmlns:t="%1$s"><t:RequestType>%1$s/Issue</t:RequestType><t:TokenType>%2$s</t:TokenType>
            <t:KeyType>%1$s/SymmetricKey</t:KeyType><t:KeySize>256</t:KeySize>
            <p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference>
            <a:Address>%3$s</a:Address></a:EndpointReference></p:AppliesTo>
            <t:Claims Dialect="http://schemas.xmlsoap.org/ws/2005/05/identity">%4$s</t:Claims></t:RequestSecurityToken>
            """
                .formatted(TRUST, SAML2, text(appliesTo), claims));
    String tokenId = "X509-" + UUID.randomUUID();
    String certificate = Base64.getEncoder().encodeToString(credential.certificate().getEncoded());
    append(
        envelope,
        parse(
            "<o:BinarySecurityToken xmlns:o='%s' xmlns:u='%s' u:Id='%s' EncodingType='%s' ValueType='%s'>%s</o:BinarySecurityToken>"
                .formatted(WSSE, WSU, tokenId, BASE64, X509, certificate)));
    Element reference =
        parse(
            "<o:SecurityTokenReference xmlns:o='%s'><o:Reference URI='#%s' ValueType='%s'/></o:SecurityTokenReference>"
                .formatted(WSSE, tokenId, X509));
    List<Element> parts = List.of(first(envelope, WSU, "Timestamp"), first(envelope, WSA, "To"));
    sign(envelope, parts, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", XENC + "sha256", reference, credential.key());
    Document answer = post(service, TRUST + "/RST/Issue", envelope);
    return new Token(
        first(answer, XENC, "EncryptedData"),
        first(first(answer, TRUST, "RequestedAttachedReference"), WSSE, "SecurityTokenReference"),
        Base64.getMimeDecoder().decode(first(answer, TRUST, "BinarySecret").getTextContent()),
        first(first(answer, TRUST, "Lifetime"), WSU, "Expires").getTextContent());
  }

  /** Calls VerifyUSI with the token; the proof key signs the time of the message. */
  Map<String, String> verifyUsi(String service, Token token, List<String> student) throws Exception {
    List<String> names = List.of("OrgCode", "USI", "FirstName", "FamilyName", "DateOfBirth");
    StringBuilder fields = new StringBuilder();
    for (int at = 0; at < names.size(); at++) {
      fields.append("<%1$s>%2$s</%1$s>".formatted(names.get(at), text(student.get(at))));
    }
    String body = "<VerifyUSI xmlns='%s'>%s</VerifyUSI>".formatted(USI, fields);
    Document envelope = newEnvelope(USI + "/VerifyUSI", service, body);
    append(envelope, token.data());
    List<Element> parts = List.of(first(envelope, WSU, "Timestamp"));
    Key proof = new SecretKeySpec(token.secret(), "HmacSHA1");
    sign(envelope, parts, DSIG + "hmac-sha1", DSIG + "sha1", token.reference(), proof);
    Element response = first(post(service, USI + "/VerifyUSI", envelope), USI, "VerifyUSIResponse");
    Map<String, String> found = new LinkedHashMap<>();
    NodeList all = response.getElementsByTagNameNS("*", "*");
    for (int at = 0; at < all.getLength(); at++) {
      Element field = (Element) all.item(at);
      if (field.getElementsByTagNameNS("*", "*").getLength() == 0) {
        found.put(field.getLocalName(), field.getTextContent());
      }
    }
    return found;
  }

  /** A SOAP 1.2 message with its addressing headers and a time of five minutes. */
  private Document newEnvelope(String action, String to, String body) throws Exception {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return parse(
            """
            <s:Envelope xmlns:s="%s" xmlns:a="%s" xmlns:u="%s"><s:Header><a:Action s:mustUnderstand="1">%s</a:Action>\
            <a:MessageID>urn:uuid:%s</a:MessageID><a:ReplyTo><a:Address>%2$s/anonymous</a:Address></a:ReplyTo>\
            <a:To s:mustUnderstand="1" u:Id="_1">%6$s</a:To><o:Security xmlns:o="%7$s" s:mustUnderstand="1">\
            <u:Timestamp u:Id="TS-%8$s"><u:Created>%9$s</u:Created><u:Expires>%10$s</u:Expires></u:Timestamp></o:Security>\
            </s:Header><s:Body>%11$s</s:Body></s:Envelope>"""
                .formatted(SOAP, WSA, WSU, action, UUID.randomUUID(), text(to), WSSE, UUID.randomUUID(), now, now.plusSeconds(300), body))
        .getOwnerDocument();
  }

  /** Adds an XML signature over the parts, each by its wsu:Id, in exclusive canonical form. */
  private void sign(
      Document envelope, List<Element> parts, String method, String digestMethod, Element keyReference, Key key)
      throws Exception {
    List<Reference> references = new ArrayList<>();
    for (Element part : parts) {
      part.setIdAttributeNS(WSU, "Id", true);
      references.add(
          signatures.newReference(
              "#" + part.getAttributeNS(WSU, "Id"),
              signatures.newDigestMethod(digestMethod, null),
              List.of(signatures.newTransform(EXCLUSIVE, (TransformParameterSpec) null)),
              null,
              null));
    }
    CanonicalizationMethod canonical = signatures.newCanonicalizationMethod(EXCLUSIVE, (C14NMethodParameterSpec) null);
    SignedInfo signed = signatures.newSignedInfo(canonical, signatures.newSignatureMethod(method, null), references);
    Element reference = (Element) envelope.importNode(keyReference, true);
    KeyInfo keyInfo = signatures.getKeyInfoFactory().newKeyInfo(List.of(new DOMStructure(reference)));
    DOMSignContext context = new DOMSignContext(key, first(envelope, WSSE, "Security"));
    context.setDefaultNamespacePrefix("ds");
    signatures.newXMLSignature(signed, keyInfo).sign(context);
  }

  /** Sends a message; a fault becomes Refused with what happened, what to do, and the id of its trace. */
  private Document post(String url, String action, Document envelope) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("content-type", "application/soap+xml; charset=utf-8; action=\"" + action + "\"")
            .POST(HttpRequest.BodyPublishers.ofString(write(envelope)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    Document answer = parse(response.body()).getOwnerDocument();
    if (first(answer, SOAP, "Fault") != null) {
      String reason = first(first(answer, SOAP, "Reason"), SOAP, "Text").getTextContent();
      throw new Refused(reason + "\nTrace: " + response.headers().firstValue("mandate-trace").orElse("none"));
    }
    return answer;
  }

  private static void append(Document envelope, Element element) {
    first(envelope, WSSE, "Security").appendChild(envelope.importNode(element, true));
  }

  private Element parse(String xml) throws Exception {
    return documents.parse(new InputSource(new StringReader(xml))).getDocumentElement();
  }

  private static String write(Document document) throws Exception {
    Transformer transformer = TransformerFactory.newInstance().newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    StringWriter out = new StringWriter();
    transformer.transform(new DOMSource(document), new StreamResult(out));
    return out.toString();
  }

  private static byte[] bytesOf(Document store, String name) {
    return Base64.getMimeDecoder().decode(first(store, KEYSTORE, name).getTextContent());
  }

  private static Element first(Document document, String namespace, String name) {
    return (Element) document.getElementsByTagNameNS(namespace, name).item(0);
  }

  private static Element first(Element parent, String namespace, String name) {
    return (Element) parent.getElementsByTagNameNS(namespace, name).item(0);
  }

  private static String text(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 9) {
      System.err.println(
          "Usage: java VerifyUsi.java KEYSTORE ROOT-PEM TOKEN-SERVICE USI-SERVICE ORG-CODE USI GIVEN-NAME FAMILY-NAME BIRTH-DATE");
      System.exit(2);
    }
    VerifyUsi client = new VerifyUsi(Path.of(arguments[1]));
    Credential credential = null;
    try {
      String password = System.getenv().getOrDefault("MANDATE_KEYSTORE_PASSWORD", "");
      credential = client.openKeystore(Path.of(arguments[0]), password.toCharArray());
    } catch (java.security.GeneralSecurityException wrong) {
      System.err.println("The password does not open the keystore file.");
      System.exit(1);
    }
    try {
      Token token = client.getToken(arguments[2], arguments[3], credential);
      System.out.println("Token until " + token.expires());
      List<String> student = List.of(arguments).subList(4, 9);
      client.verifyUsi(arguments[3], token, student).forEach((name, value) -> System.out.println(name + ": " + value));
    } catch (Refused refusal) {
      System.err.println("Refused: " + refusal.getMessage());
      System.exit(3);
    } catch (java.io.IOException problem) {
      System.err.println("No way to the service: " + problem.getMessage());
      System.exit(1);
    }
  }
}
