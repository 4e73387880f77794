-- AlterTable
ALTER TABLE "Credential" ADD COLUMN     "expiryReminded" INTEGER,
ADD COLUMN     "unassignedReminded" INTEGER;
