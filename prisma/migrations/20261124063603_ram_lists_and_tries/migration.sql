-- AlterTable
ALTER TABLE "Authorisation" ADD COLUMN     "newCodeAskedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "WrongTries" (
    "personId" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WrongTries_pkey" PRIMARY KEY ("personId","act")
);

-- CreateTable
CREATE TABLE "BusinessVisit" (
    "personId" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "pinnedAt" TIMESTAMPTZ(3),
    "openedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BusinessVisit_pkey" PRIMARY KEY ("personId","abn")
);

-- CreateIndex
CREATE INDEX "BusinessVisit_personId_openedAt_idx" ON "BusinessVisit"("personId", "openedAt");

-- CreateIndex
CREATE INDEX "Authorisation_abn_familyName_givenNames_id_idx" ON "Authorisation"("abn", "familyName", "givenNames", "id");

-- CreateIndex
CREATE INDEX "Authorisation_abn_createdAt_id_idx" ON "Authorisation"("abn", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Authorisation_abn_endDate_id_idx" ON "Authorisation"("abn", "endDate", "id");

-- CreateIndex
CREATE INDEX "Authorisation_status_endDate_idx" ON "Authorisation"("status", "endDate");

-- CreateIndex
CREATE INDEX "Authorisation_status_startDate_idx" ON "Authorisation"("status", "startDate");

-- CreateIndex
CREATE INDEX "Authorisation_status_codeExpiresAt_idx" ON "Authorisation"("status", "codeExpiresAt");

-- CreateIndex
CREATE INDEX "Business_clockOffsetMs_idx" ON "Business"("clockOffsetMs");

-- AddForeignKey
ALTER TABLE "BusinessVisit" ADD CONSTRAINT "BusinessVisit_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BusinessVisit" ADD CONSTRAINT "BusinessVisit_abn_fkey" FOREIGN KEY ("abn") REFERENCES "Business"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;
