import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.jcp.xml.dsig.internal.dom.XMLDSigRI;
import org.apache.wss4j.common.ext.Attachment;
import org.apache.wss4j.common.ext.AttachmentRequestCallback;
import org.apache.wss4j.dom.resolvers.ResolverAttachment;
import org.apache.wss4j.dom.transform.AttachmentContentSignatureTransform;
import org.apache.wss4j.dom.transform.AttachmentContentSignatureTransformProvider;
import org.apache.wss4j.dom.transform.AttachmentTransformParameterSpec;
import org.apache.xml.security.utils.resolver.ResourceResolver;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Judges AS4 messages with Apache Santuario (XML signatures), WSS4J (the transform of signed attachments) and Jakarta Mail
 * (multipart). A message is two files: NAME.type with its content type, NAME.body with its bytes.
 *
 * <p>Usage: Judge verify NAME | Judge receipt NAME RECEIPT-NAME | Judge sign NAME KEY.pk8 OUT
 */
public final class Judge {
  static final String DSIG = "http://www.w3.org/2000/09/xmldsig#";
  static final String WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
  static final String WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  static final String EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#";
  static final String EBBP = "http://docs.oasis-open.org/ebxml-bp/ebbp-signals-2.0";
  static final String X509 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";

  record Part(String mediaType, byte[] bytes) {}

  record Message(Document envelope, Map<String, Part> attachments) {}

  public static void main(String[] arguments) throws Exception {
    org.apache.xml.security.Init.init();
    Security.addProvider(new XMLDSigRI());
    Security.addProvider(new AttachmentContentSignatureTransformProvider());
    ResourceResolver.register(new ResolverAttachment(), false);
    Message message = read(arguments[1]);
    switch (arguments[0]) {
      case "verify" -> System.out.println(String.join("\n", verify(message)));
      case "receipt" -> System.out.println(compare(verify(message), read(arguments[2])));
      case "sign" -> sign(message, Files.readAllBytes(Path.of(arguments[2])), Path.of(arguments[3]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Verifies the one signature; gives "URI digest" of each part that it covers. Throws where anything does not hold. */
  static List<String> verify(Message message) throws Exception {
    Document envelope = message.envelope();
    NodeList signatures = envelope.getElementsByTagNameNS(DSIG, "Signature");
    if (signatures.getLength() != 1) throw new IllegalStateException("there are " + signatures.getLength() + " signatures");
    String der = envelope.getElementsByTagNameNS(WSSE, "BinarySecurityToken").item(0).getTextContent();
    var bytes = new ByteArrayInputStream(Base64.getMimeDecoder().decode(der));
    var certificate = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
    var context = new DOMValidateContext(certificate.getPublicKey(), signatures.item(0));
    context.setProperty(AttachmentContentSignatureTransform.ATTACHMENT_CALLBACKHANDLER, handing(message.attachments()));
    XMLSignature signature = factory().unmarshalXMLSignature(context);
    if (!signature.getSignatureValue().validate(context)) throw new IllegalStateException("the signature value is wrong");
    List<String> covered = new ArrayList<>();
    for (Object one : signature.getSignedInfo().getReferences()) {
      Reference reference = (Reference) one;
      if (!reference.validate(context)) throw new IllegalStateException(reference.getURI() + " was changed");
      covered.add(reference.getURI() + " " + Base64.getEncoder().encodeToString(reference.getCalculatedDigestValue()));
    }
    for (String id : message.attachments().keySet()) {
      if (covered.stream().noneMatch(one -> one.startsWith("cid:" + id + " "))) {
        throw new IllegalStateException(id + " is not signed");
      }
    }
    return covered;
  }

  /** A receipt has to repeat just what was computed here. */
  static String compare(List<String> computed, Message receipt) {
    NodeList all = receipt.envelope().getElementsByTagNameNS(EBBP, "MessagePartNRInformation");
    Set<String> told = new HashSet<>();
    for (int at = 0; at < all.getLength(); at++) {
      Element reference = (Element) ((Element) all.item(at)).getElementsByTagNameNS(DSIG, "Reference").item(0);
      String digest = reference.getElementsByTagNameNS(DSIG, "DigestValue").item(0).getTextContent();
      told.add(reference.getAttribute("URI") + " " + digest);
    }
    if (!told.equals(new HashSet<>(computed))) throw new IllegalStateException("the receipt is for something else: " + told);
    return told.size() + " digests agree";
  }

  /** Signs eb:Messaging, the token, the Body and each attachment of an unsigned message; writes the signed envelope. */
  static void sign(Message message, byte[] pkcs8, Path out) throws Exception {
    Document envelope = message.envelope();
    PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    XMLSignatureFactory factory = factory();
    CallbackHandler attachments = handing(message.attachments());
    DigestMethod sha256 = factory.newDigestMethod(DigestMethod.SHA256, null);
    List<Reference> references = new ArrayList<>();
    for (String id : List.of("messaging", "token", "body")) {
      Transform canonical = factory.newTransform(EXCLUSIVE, (TransformParameterSpec) null);
      references.add(factory.newReference("#" + id, sha256, List.of(canonical), null, null));
    }
    for (var entry : message.attachments().entrySet()) {
      var about = new AttachmentTransformParameterSpec(attachments, attachment(entry.getKey(), entry.getValue()));
      Transform transform = factory.newTransform(AttachmentContentSignatureTransform.TRANSFORM_URI, about);
      references.add(factory.newReference("cid:" + entry.getKey(), sha256, List.of(transform), null, null));
    }
    SignedInfo signed =
        factory.newSignedInfo(
            factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
            references);
    Element reference = envelope.createElementNS(WSSE, "o:SecurityTokenReference");
    reference.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:o", WSSE);
    Element inner = envelope.createElementNS(WSSE, "o:Reference");
    inner.setAttribute("URI", "#certificate");
    inner.setAttribute("ValueType", X509);
    reference.appendChild(inner);
    var keyInfo = factory.getKeyInfoFactory().newKeyInfo(List.of(new DOMStructure(reference)));
    var context = new DOMSignContext(key, envelope.getElementsByTagNameNS(WSSE, "Security").item(0));
    context.setDefaultNamespacePrefix("ds");
    context.setProperty(AttachmentContentSignatureTransform.ATTACHMENT_CALLBACKHANDLER, attachments);
    factory.newXMLSignature(signed, keyInfo).sign(context);
    Transformer writer = TransformerFactory.newInstance().newTransformer();
    writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    var bytes = new ByteArrayOutputStream();
    writer.transform(new DOMSource(envelope), new StreamResult(bytes));
    Files.write(out, bytes.toByteArray());
  }

  static XMLSignatureFactory factory() {
    return XMLSignatureFactory.getInstance("DOM", new XMLDSigRI());
  }

  static CallbackHandler handing(Map<String, Part> parts) {
    return callbacks -> {
      for (Callback callback : callbacks) {
        if (!(callback instanceof AttachmentRequestCallback request)) continue;
        Part part = parts.get(request.getAttachmentId());
        if (part != null) request.setAttachments(List.of(attachment(request.getAttachmentId(), part)));
      }
    };
  }

  static Attachment attachment(String id, Part part) {
    Attachment attachment = new Attachment();
    attachment.setId(id);
    attachment.setMimeType(part.mediaType());
    attachment.setSourceStream(new ByteArrayInputStream(part.bytes()));
    return attachment;
  }

  static Message read(String name) throws Exception {
    String type = Files.readString(Path.of(name + ".type")).trim();
    byte[] body = Files.readAllBytes(Path.of(name + ".body"));
    if (!type.startsWith("multipart/related")) return new Message(parse(body), Map.of());
    MimeMultipart parts = new MimeMultipart(new ByteArrayDataSource(body, type));
    Map<String, Part> attachments = new LinkedHashMap<>();
    for (int at = 1; at < parts.getCount(); at++) {
      BodyPart part = parts.getBodyPart(at);
      String id = part.getHeader("Content-ID")[0].replaceAll("^<|>$", "");
      attachments.put(id, new Part(part.getContentType(), part.getInputStream().readAllBytes()));
    }
    return new Message(parse(parts.getBodyPart(0).getInputStream().readAllBytes()), attachments);
  }

  static Document parse(byte[] xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    NodeList all = document.getElementsByTagName("*");
    for (int at = 0; at < all.getLength(); at++) {
      Element element = (Element) all.item(at);
      if (element.hasAttributeNS(WSU, "Id")) element.setIdAttributeNS(WSU, "Id", true);
    }
    return document;
  }
}
