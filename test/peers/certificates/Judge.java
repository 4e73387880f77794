import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.*;
import java.util.*;

/** Judges what Mandate issues with the JDK: paths with revocation lists, and PKCS#12 files. */
public class Judge {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Date at = new Date(Long.parseLong(args[1]));
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    X509Certificate root = read(factory, folder, "root.der");
    X509Certificate sub = read(factory, folder, "sub.der");

    for (String name : List.of("good.der", "revoked.der")) {
      X509Certificate leaf = read(factory, folder, name);
      List<Object> lists = new ArrayList<>();
      for (String crl : List.of("root.crl", "sub.crl")) {
        try (FileInputStream in = new FileInputStream(folder.resolve(crl).toFile())) {
          lists.add(factory.generateCRL(in));
        }
      }
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setDate(at);
      parameters.setRevocationEnabled(true);
      parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
      CertPath path = factory.generateCertPath(List.of(leaf, sub));
      try {
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
        System.out.println(name + " valid");
      } catch (CertPathValidatorException refused) {
        System.out.println(name + " " + refused.getReason());
      }
      System.out.println(name + " " + leaf.getSubjectX500Principal().getName());
    }

    for (String name : List.of("good.der", "revoked.der")) {
      X509Certificate leaf = read(factory, folder, name);
      CertPathValidator validator = CertPathValidator.getInstance("PKIX");
      PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOcspResponses(Map.of(leaf, Files.readAllBytes(folder.resolve(name + ".ocsp"))));
      checker.setOptions(Set.of(PKIXRevocationChecker.Option.ONLY_END_ENTITY, PKIXRevocationChecker.Option.NO_FALLBACK));
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.setDate(at);
      parameters.addCertPathChecker(checker);
      try {
        validator.validate(factory.generateCertPath(List.of(leaf, sub)), parameters);
        System.out.println("ocsp " + name + " valid");
      } catch (CertPathValidatorException refused) {
        System.out.println("ocsp " + name + " " + refused.getReason() + " " + refused.getMessage());
      }
    }

    CertPath bundle = factory.generateCertPath(
        new ByteArrayInputStream(Files.readAllBytes(folder.resolve("bundle.p7b"))), "PKCS7");
    System.out.println("bundle " + bundle.getCertificates().size());

    for (String name : List.of("modern.p12", "legacy.p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      try (FileInputStream in = new FileInputStream(folder.resolve(name).toFile())) {
        store.load(in, "Password1!".toCharArray());
      }
      String alias = store.aliases().nextElement();
      PrivateKey key = (PrivateKey) store.getKey(alias, "Password1!".toCharArray());
      Signature signer = Signature.getInstance("SHA256withRSA");
      signer.initSign(key);
      signer.update(new byte[] {1, 2, 3});
      byte[] signature = signer.sign();
      signer.initVerify(store.getCertificateChain(alias)[0]);
      signer.update(new byte[] {1, 2, 3});
      System.out.println(name + " " + store.getCertificateChain(alias).length + " " + signer.verify(signature));
    }

    KeyStore made = KeyStore.getInstance("PKCS12");
    made.load(null, null);
    try (FileInputStream in = new FileInputStream(folder.resolve("modern.p12").toFile())) {
      KeyStore source = KeyStore.getInstance("PKCS12");
      source.load(in, "Password1!".toCharArray());
      String alias = source.aliases().nextElement();
      made.setKeyEntry("java", source.getKey(alias, "Password1!".toCharArray()), "Password1!".toCharArray(),
          source.getCertificateChain(alias));
    }
    try (var out = Files.newOutputStream(folder.resolve("java.p12"))) {
      made.store(out, "Password1!".toCharArray());
    }
  }

  private static X509Certificate read(CertificateFactory factory, Path folder, String name) throws Exception {
    try (FileInputStream in = new FileInputStream(folder.resolve(name).toFile())) {
      return (X509Certificate) factory.generateCertificate(in);
    }
  }
}
