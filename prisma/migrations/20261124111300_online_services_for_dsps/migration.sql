-- CreateEnum
CREATE TYPE "DspHosting" AS ENUM ('DESKTOP', 'SERVER', 'CLOUD');

-- CreateEnum
CREATE TYPE "DspAudience" AS ENUM ('COMMERCIAL', 'IN_HOUSE');

-- CreateEnum
CREATE TYPE "DspService" AS ENUM ('SBR1', 'SBR2', 'USI');

-- CreateEnum
CREATE TYPE "DspEnrolmentStatus" AS ENUM ('REGISTERED', 'PACK_SENT', 'TESTING', 'TESTED', 'VERIFIED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DspRequestKind" AS ENUM ('DEVELOPER_REGISTRATION', 'CONTACT_REGISTRATION', 'PRODUCT_REGISTRATION', 'USI_KIT', 'QUESTION', 'INCIDENT', 'FEEDBACK');

-- CreateEnum
CREATE TYPE "DspRequestStatus" AS ENUM ('OPEN', 'ANSWERED', 'RESOLVED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DspSeverity" AS ENUM ('CRITICAL', 'HIGH', 'NORMAL', 'LOW');

-- AlterEnum
ALTER TYPE "HistoryCategory" ADD VALUE 'SOFTWARE';

-- CreateTable
CREATE TABLE "DspOrganisation" (
    "abn" TEXT NOT NULL,
    "developerKinds" TEXT[],
    "website" TEXT,
    "registeredAt" TIMESTAMPTZ(3) NOT NULL,
    "registeredById" UUID NOT NULL,
    "registeredByName" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DspOrganisation_pkey" PRIMARY KEY ("abn")
);

-- CreateTable
CREATE TABLE "DspContact" (
    "id" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "givenNames" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "position" TEXT,
    "isMain" BOOLEAN NOT NULL DEFAULT false,
    "mainOf" TEXT,
    "personId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "removedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DspContact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DspProduct" (
    "id" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "productVersion" TEXT NOT NULL,
    "identity" TEXT NOT NULL,
    "hosting" "DspHosting" NOT NULL,
    "audience" "DspAudience" NOT NULL,
    "channel" TEXT NOT NULL,
    "registeredById" UUID NOT NULL,
    "registeredByName" TEXT NOT NULL,
    "packDownloadedAt" TIMESTAMPTZ(3),
    "usiKitGrantedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DspProduct_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DspEnrolment" (
    "productId" UUID NOT NULL,
    "service" "DspService" NOT NULL,
    "status" "DspEnrolmentStatus" NOT NULL,
    "packSentAt" TIMESTAMPTZ(3),
    "firstCallAt" TIMESTAMPTZ(3),
    "testedAt" TIMESTAMPTZ(3),
    "verifiedAt" TIMESTAMPTZ(3),
    "withdrawnAt" TIMESTAMPTZ(3),
    "report" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DspEnrolment_pkey" PRIMARY KEY ("productId","service")
);

-- CreateTable
CREATE TABLE "DspTick" (
    "productId" UUID NOT NULL,
    "service" "DspService" NOT NULL,
    "caseId" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "traceId" TEXT,
    "evidence" TEXT NOT NULL,
    "attestedById" UUID,
    "attestedBy" TEXT,

    CONSTRAINT "DspTick_pkey" PRIMARY KEY ("productId","service","caseId")
);

-- CreateTable
CREATE TABLE "DspRequest" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "abn" TEXT NOT NULL,
    "kind" "DspRequestKind" NOT NULL,
    "topic" TEXT,
    "subject" TEXT NOT NULL,
    "status" "DspRequestStatus" NOT NULL,
    "isPrivate" BOOLEAN NOT NULL DEFAULT false,
    "createdById" UUID NOT NULL,
    "createdByName" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "productId" UUID,
    "credentialId" UUID,
    "traceIds" TEXT[],
    "severity" "DspSeverity",
    "escalatedAt" TIMESTAMPTZ(3),
    "answerDueAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "DspRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DspMessage" (
    "id" UUID NOT NULL,
    "requestId" UUID NOT NULL,
    "authorId" UUID,
    "authorName" TEXT NOT NULL,
    "fromDesk" BOOLEAN NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "DspMessage_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "DspContact_mainOf_key" ON "DspContact"("mainOf");

-- CreateIndex
CREATE INDEX "DspContact_abn_removedAt_familyName_id_idx" ON "DspContact"("abn", "removedAt", "familyName", "id");

-- CreateIndex
CREATE UNIQUE INDEX "DspProduct_code_key" ON "DspProduct"("code");

-- CreateIndex
CREATE UNIQUE INDEX "DspProduct_identity_key" ON "DspProduct"("identity");

-- CreateIndex
CREATE INDEX "DspProduct_abn_createdAt_id_idx" ON "DspProduct"("abn", "createdAt", "id");

-- CreateIndex
CREATE INDEX "DspEnrolment_status_idx" ON "DspEnrolment"("status");

-- CreateIndex
CREATE UNIQUE INDEX "DspRequest_number_key" ON "DspRequest"("number");

-- CreateIndex
CREATE INDEX "DspRequest_abn_changedAt_id_idx" ON "DspRequest"("abn", "changedAt", "id");

-- CreateIndex
CREATE INDEX "DspRequest_status_answerDueAt_id_idx" ON "DspRequest"("status", "answerDueAt", "id");

-- CreateIndex
CREATE INDEX "DspMessage_requestId_at_idx" ON "DspMessage"("requestId", "at");

-- AddForeignKey
ALTER TABLE "DspOrganisation" ADD CONSTRAINT "DspOrganisation_abn_fkey" FOREIGN KEY ("abn") REFERENCES "Business"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DspContact" ADD CONSTRAINT "DspContact_abn_fkey" FOREIGN KEY ("abn") REFERENCES "DspOrganisation"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DspProduct" ADD CONSTRAINT "DspProduct_abn_fkey" FOREIGN KEY ("abn") REFERENCES "DspOrganisation"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DspEnrolment" ADD CONSTRAINT "DspEnrolment_productId_fkey" FOREIGN KEY ("productId") REFERENCES "DspProduct"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DspTick" ADD CONSTRAINT "DspTick_productId_service_fkey" FOREIGN KEY ("productId", "service") REFERENCES "DspEnrolment"("productId", "service") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DspRequest" ADD CONSTRAINT "DspRequest_abn_fkey" FOREIGN KEY ("abn") REFERENCES "DspOrganisation"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DspRequest" ADD CONSTRAINT "DspRequest_productId_fkey" FOREIGN KEY ("productId") REFERENCES "DspProduct"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DspMessage" ADD CONSTRAINT "DspMessage_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "DspRequest"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say.
ALTER TABLE "DspContact" ADD CONSTRAINT "DspContact_main_is_current" CHECK (
  ("isMain" AND "removedAt" IS NULL AND "mainOf" = "abn") OR (NOT "isMain" AND "mainOf" IS NULL));
ALTER TABLE "DspEnrolment" ADD CONSTRAINT "DspEnrolment_status_has_its_fields" CHECK (
  ("status" = 'REGISTERED' OR "packSentAt" IS NOT NULL OR "status" = 'WITHDRAWN')
  AND (("status" = 'VERIFIED') <= ("verifiedAt" IS NOT NULL AND "report" IS NOT NULL))
  AND (("status" = 'WITHDRAWN') = ("withdrawnAt" IS NOT NULL)));
ALTER TABLE "DspTick" ADD CONSTRAINT "DspTick_is_seen_or_attested" CHECK (("attestedById" IS NULL) = ("attestedBy" IS NULL));
ALTER TABLE "DspRequest" ADD CONSTRAINT "DspRequest_incident_has_severity" CHECK (("kind" = 'INCIDENT') = ("severity" IS NOT NULL));
