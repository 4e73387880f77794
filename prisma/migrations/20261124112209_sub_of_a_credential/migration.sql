-- AlterTable
ALTER TABLE "Credential" ADD COLUMN     "sub" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "Credential_sub_status_notAfter_idx" ON "Credential"("sub", "status", "notAfter");
