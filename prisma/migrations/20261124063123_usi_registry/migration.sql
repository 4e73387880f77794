-- CreateEnum
CREATE TYPE "UsiStatus" AS ENUM ('ACTIVE', 'DEACTIVATED');

-- CreateEnum
CREATE TYPE "UsiGender" AS ENUM ('M', 'F', 'X');

-- AlterTable
ALTER TABLE "UsiRecord" ADD COLUMN     "address" JSONB,
ADD COLUMN     "countryOfBirthCode" TEXT NOT NULL,
ADD COLUMN     "countryOfResidence" TEXT NOT NULL,
ADD COLUMN     "createdAt" TIMESTAMPTZ(3) NOT NULL,
ADD COLUMN     "createdBy" TEXT,
ADD COLUMN     "email" TEXT,
ADD COLUMN     "gender" "UsiGender" NOT NULL,
ADD COLUMN     "middleName" TEXT,
ADD COLUMN     "phoneHome" TEXT,
ADD COLUMN     "phoneMobile" TEXT,
ADD COLUMN     "preferredFamilyName" TEXT,
ADD COLUMN     "preferredFirstName" TEXT,
ADD COLUMN     "preferredSingleName" TEXT,
ADD COLUMN     "townCityOfBirth" TEXT NOT NULL,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
DROP COLUMN "status",
ADD COLUMN     "status" "UsiStatus" NOT NULL DEFAULT 'ACTIVE';

-- CreateTable
CREATE TABLE "UsiBulkUpload" (
    "receiptNumber" TEXT NOT NULL,
    "orgCode" TEXT NOT NULL,
    "abn" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "readyAt" TIMESTAMPTZ(3) NOT NULL,
    "results" JSONB NOT NULL,

    CONSTRAINT "UsiBulkUpload_pkey" PRIMARY KEY ("receiptNumber")
);

-- CreateIndex
CREATE INDEX "UsiBulkUpload_abn_receivedAt_idx" ON "UsiBulkUpload"("abn", "receivedAt");

-- CreateIndex
CREATE INDEX "UsiRecord_birthDate_idx" ON "UsiRecord"("birthDate");

-- A student has either first and family name, or a single name.
ALTER TABLE "UsiRecord" ADD CONSTRAINT "UsiRecord_one_name" CHECK (
    ("singleName" IS NULL AND "firstName" IS NOT NULL AND "familyName" IS NOT NULL)
    OR ("singleName" IS NOT NULL AND "firstName" IS NULL AND "middleName" IS NULL AND "familyName" IS NULL)
);
