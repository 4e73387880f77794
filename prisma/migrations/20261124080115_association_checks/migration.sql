-- AlterTable
ALTER TABLE "Authorisation" ADD COLUMN     "associationCheckedAt" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "Authorisation_type_status_associationCheckedAt_idx" ON "Authorisation"("type", "status", "associationCheckedAt");
