import java.io.File;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

/**
 * The JDK as a judge of XML signatures: validates every .xml file of a folder and prints "name true" or "name false".
 * Run as java Judge.java FOLDER PUBLIC-KEY (base64 of SubjectPublicKeyInfo).
 */
public class Judge {
  public static void main(String[] args) throws Exception {
    var spec = new X509EncodedKeySpec(Base64.getDecoder().decode(args[1]));
    PublicKey key = KeyFactory.getInstance("RSA").generatePublic(spec);
    var parsers = DocumentBuilderFactory.newInstance();
    parsers.setNamespaceAware(true);
    var signatures = XMLSignatureFactory.getInstance("DOM");
    File[] files = new File(args[0]).listFiles((folder, name) -> name.endsWith(".xml"));
    Arrays.sort(files);
    for (File file : files) {
      Document document = parsers.newDocumentBuilder().parse(file);
      markIds(document.getDocumentElement());
      NodeList found = document.getElementsByTagNameNS("http://www.w3.org/2000/09/xmldsig#", "Signature");
      String outcome;
      try {
        var context = new DOMValidateContext(key, found.item(0));
        outcome = String.valueOf(signatures.unmarshalXMLSignature(context).validate(context));
      } catch (Exception refused) {
        outcome = "refused " + refused;
      }
      System.out.println(file.getName() + " " + outcome);
    }
  }

  private static void markIds(Element element) {
    NamedNodeMap attributes = element.getAttributes();
    for (int at = 0; at < attributes.getLength(); at++) {
      Attr attribute = (Attr) attributes.item(at);
      String name = attribute.getLocalName();
      if (name.equalsIgnoreCase("id")) element.setIdAttributeNode(attribute, true);
    }
    for (var child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) markIds(inner);
    }
  }
}
