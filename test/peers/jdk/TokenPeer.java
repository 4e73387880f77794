import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
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
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What a token service on the JDK alone would have to do for each token: parse and verify the request, sign the
 * assertion, write it out. Prints how often it can do that in a second of one core.
 *
 * Usage: java TokenPeer.java REQUEST CERTIFICATE ASSERTION PRIVATE-KEY SECONDS
 */
public final class TokenPeer {
  private static final String WSU =
      "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
  private static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

  private final DocumentBuilderFactory documents = DocumentBuilderFactory.newInstance();
  private final XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");
  private final TransformerFactory transformers = TransformerFactory.newInstance();
  private final byte[] request;
  private final byte[] assertion;
  private final PublicKey verifying;
  private final PrivateKey signing;

  private TokenPeer(String[] paths) throws Exception {
    documents.setNamespaceAware(true);
    documents.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    request = Files.readAllBytes(Path.of(paths[0]));
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(Path.of(paths[1]))));
    verifying = certificate.getPublicKey();
    assertion = Files.readAllBytes(Path.of(paths[2]));
    signing =
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(Path.of(paths[3]))));
  }

  public static void main(String[] arguments) throws Exception {
    TokenPeer peer = new TokenPeer(arguments);
    double seconds = Double.parseDouble(arguments[4]);
    peer.rate(seconds);
    System.out.println(Math.round(peer.rate(seconds)));
  }

  private double rate(double seconds) throws Exception {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long elapsed = 0;
    int count = 0;
    while (elapsed < seconds * 1e9) {
      verify();
      sign();
      count++;
      elapsed = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
    }
    return count * 1e9 / elapsed;
  }

  private void verify() throws Exception {
    Document document = documents.newDocumentBuilder().parse(new ByteArrayInputStream(request));
    Element element = (Element) document.getElementsByTagNameNS(XMLSignature.XMLNS, "Signature").item(0);
    DOMValidateContext context = new DOMValidateContext(verifying, element);
    NodeList all = document.getElementsByTagName("*");
    for (int at = 0; at < all.getLength(); at++) {
      Element one = (Element) all.item(at);
      if (one.hasAttributeNS(WSU, "Id")) context.setIdAttributeNS(one, WSU, "Id");
    }
    if (!signatures.unmarshalXMLSignature(context).validate(context)) throw new IllegalStateException("not verified");
  }

  private void sign() throws Exception {
    Document document = documents.newDocumentBuilder().parse(new ByteArrayInputStream(assertion));
    Element root = document.getDocumentElement();
    root.setIdAttribute("ID", true);
    Reference reference =
        signatures.newReference(
            "#" + root.getAttribute("ID"),
            signatures.newDigestMethod(DigestMethod.SHA256, null),
            List.of(
                signatures.newTransform(Transform.ENVELOPED, (TransformParameterSpec) null),
                signatures.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
            null,
            null);
    SignedInfo info =
        signatures.newSignedInfo(
            signatures.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
            signatures.newSignatureMethod(RSA_SHA256, null),
            List.of(reference));
    signatures.newXMLSignature(info, null).sign(new DOMSignContext(signing, root));
    transformers
        .newTransformer()
        .transform(new DOMSource(document), new StreamResult(new ByteArrayOutputStream()));
  }
}
