-- CreateTable
CREATE TABLE "ExternalCredential" (
    "id" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sha256Fingerprint" TEXT NOT NULL,
    "chain" TEXT NOT NULL,
    "anchorSubject" TEXT NOT NULL,
    "anchorFingerprint" TEXT NOT NULL,
    "notAfter" TIMESTAMPTZ(3) NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ExternalCredential_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ExternalCredential_sha256Fingerprint_key" ON "ExternalCredential"("sha256Fingerprint");

-- CreateIndex
CREATE INDEX "ExternalCredential_abn_name_idx" ON "ExternalCredential"("abn", "name");

-- AddForeignKey
ALTER TABLE "ExternalCredential" ADD CONSTRAINT "ExternalCredential_abn_fkey" FOREIGN KEY ("abn") REFERENCES "Business"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The simulated USI Registry takes tokens with a symmetric key only; earlier sandboxes were seeded otherwise.
UPDATE "RelyingParty" SET "keyTypes" = ARRAY['symmetric'] WHERE "id" = 'usi' AND "keyTypes" = ARRAY['symmetric', 'public'];
