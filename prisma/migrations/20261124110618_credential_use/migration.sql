-- CreateTable
CREATE TABLE "CredentialUse" (
    "credentialId" UUID NOT NULL,
    "day" TEXT NOT NULL,
    "relyingPartyId" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "tokens" INTEGER NOT NULL,
    "lastAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "CredentialUse_pkey" PRIMARY KEY ("credentialId","day","relyingPartyId","address")
);

-- CreateIndex
CREATE INDEX "CredentialUse_credentialId_lastAt_idx" ON "CredentialUse"("credentialId", "lastAt");

-- CreateIndex
CREATE INDEX "CredentialUse_day_idx" ON "CredentialUse"("day");
