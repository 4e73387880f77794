-- AlterEnum
ALTER TYPE "AuthorityKeyRole" ADD VALUE 'OCSP';

-- AlterTable
ALTER TABLE "Credential" ADD COLUMN     "renewsId" UUID,
ADD COLUMN     "revokeAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Credential_status_notAfter_idx" ON "Credential"("status", "notAfter");

-- A credential whose issuing was cut off is revoked without a certificate: its serial number may have been signed.
ALTER TABLE "Credential"
  DROP CONSTRAINT "Credential_issued_has_certificate",
  ADD CONSTRAINT "Credential_in_use_has_certificate"
    CHECK ("status" NOT IN ('ACTIVE', 'SUSPENDED')
      OR ("certificate" IS NOT NULL AND "sha1Fingerprint" IS NOT NULL AND "sha256Fingerprint" IS NOT NULL)),
  ADD CONSTRAINT "Credential_issuing_has_no_certificate"
    CHECK ("status" <> 'ISSUING' OR "certificate" IS NULL),
  ADD CONSTRAINT "Credential_suspended_has_no_custodian"
    CHECK ("status" <> 'SUSPENDED' OR "custodianId" IS NULL);
