-- AlterTable
ALTER TABLE "SbrExchange" ADD COLUMN     "handedOut" JSONB;
