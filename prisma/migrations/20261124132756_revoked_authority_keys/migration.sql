-- AlterTable
ALTER TABLE "AuthorityKey" ADD COLUMN     "revokedAt" TIMESTAMPTZ(3);
