-- AlterEnum
ALTER TYPE "AuthorityKeyRole" ADD VALUE 'OCSP';

-- AlterTable
ALTER TABLE "Credential" ADD COLUMN     "renewsId" UUID,
ADD COLUMN     "revokeAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Credential_status_notAfter_idx" ON "Credential"("status", "notAfter");

-- What each status carries with it.
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_issued_has_certificate" CHECK (
    "status" NOT IN ('ACTIVE', 'SUSPENDED')
    OR ("certificate" IS NOT NULL AND "sha1Fingerprint" IS NOT NULL AND "sha256Fingerprint" IS NOT NULL)
);
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_suspended_has_end" CHECK (
    ("status" = 'SUSPENDED') = ("worksUntil" IS NOT NULL)
);
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_suspended_has_no_custodian" CHECK (
    "status" <> 'SUSPENDED' OR ("custodianId" IS NULL AND "unassignedAt" IS NOT NULL)
);
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_revoked_has_reason" CHECK (
    ("status" = 'REVOKED') = ("revokedAt" IS NOT NULL) AND ("status" = 'REVOKED') = ("revocationReason" IS NOT NULL)
);
