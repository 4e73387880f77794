-- CreateEnum
CREATE TYPE "SharingAct" AS ENUM ('AGREED', 'WITHDRAWN');

-- AlterTable
ALTER TABLE "RelyingServicePerson" ADD COLUMN     "agreedAt" TIMESTAMPTZ(3),
ADD COLUMN     "lastUsedAt" TIMESTAMPTZ(3),
ADD COLUMN     "scopes" TEXT[];

-- What was agreed before: at the latest at the last sign-in, at the most what the service may ask for.
UPDATE "RelyingServicePerson" SET
  "agreedAt" = "signedInAt",
  "scopes" = array_remove((SELECT "scopes" FROM "RelyingService" WHERE "id" = "serviceId"), 'ram:decisions');
ALTER TABLE "RelyingServicePerson" ALTER COLUMN "agreedAt" SET NOT NULL;

-- CreateTable
CREATE TABLE "SharingEvent" (
    "id" BIGSERIAL NOT NULL,
    "personId" UUID NOT NULL,
    "serviceId" TEXT NOT NULL,
    "serviceName" TEXT NOT NULL,
    "act" "SharingAct" NOT NULL,
    "scopes" TEXT[],
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SharingEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "SharingEvent_personId_serviceId_id_idx" ON "SharingEvent"("personId", "serviceId", "id");

-- AddForeignKey
ALTER TABLE "SharingEvent" ADD CONSTRAINT "SharingEvent_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TRIGGER "SharingEvent_append_only" BEFORE UPDATE OR DELETE ON "SharingEvent"
  FOR EACH ROW EXECUTE FUNCTION "history_is_append_only"();
