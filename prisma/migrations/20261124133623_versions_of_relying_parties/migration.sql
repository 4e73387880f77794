-- AlterTable
ALTER TABLE "RelyingParty" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "RelyingService" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
