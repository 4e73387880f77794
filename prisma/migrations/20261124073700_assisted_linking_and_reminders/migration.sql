-- CreateEnum
CREATE TYPE "LinkCaseStatus" AS ENUM ('OPEN', 'APPROVED', 'DECLINED', 'WITHDRAWN');

-- AlterTable
ALTER TABLE "Authorisation" ADD COLUMN     "renewalReminder" INTEGER;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "isOperator" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "LinkCase" (
    "id" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "businessName" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "givenNames" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "type" "AuthorisationType" NOT NULL,
    "capacity" TEXT NOT NULL,
    "strength" "IdentityStrength" NOT NULL,
    "evidence" JSONB NOT NULL,
    "status" "LinkCaseStatus" NOT NULL,
    "decidedById" UUID,
    "decidedByName" TEXT,
    "decisionReason" TEXT,
    "decidedAt" TIMESTAMPTZ(3),
    "authorisationId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "LinkCase_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LinkCase_status_createdAt_id_idx" ON "LinkCase"("status", "createdAt", "id");

-- CreateIndex
CREATE INDEX "LinkCase_personId_createdAt_idx" ON "LinkCase"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "LinkCase_abn_status_idx" ON "LinkCase"("abn", "status");

-- CreateIndex
CREATE INDEX "RegisterAssociate_birthDate_postcode_idx" ON "RegisterAssociate"("birthDate", "postcode");

-- AddForeignKey
ALTER TABLE "LinkCase" ADD CONSTRAINT "LinkCase_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- A decided case says who decided it, when and why.
ALTER TABLE "LinkCase"
  ADD CONSTRAINT "LinkCase_decided_has_decision"
    CHECK ("status" NOT IN ('APPROVED', 'DECLINED')
      OR ("decidedAt" IS NOT NULL AND "decidedByName" IS NOT NULL AND "decisionReason" IS NOT NULL)),
  ADD CONSTRAINT "LinkCase_approved_has_authorisation"
    CHECK (("status" = 'APPROVED') = ("authorisationId" IS NOT NULL));
