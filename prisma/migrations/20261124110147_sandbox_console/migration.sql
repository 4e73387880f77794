-- CreateTable
CREATE TABLE "SandboxAct" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "area" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "SandboxAct_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SandboxFault" (
    "id" UUID NOT NULL,
    "service" TEXT,
    "errorCode" TEXT,
    "delayMs" INTEGER NOT NULL DEFAULT 0,
    "drops" BOOLEAN NOT NULL DEFAULT false,
    "abn" TEXT,
    "credentialId" UUID,
    "remaining" INTEGER,
    "hits" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SandboxFault_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SandboxSnapshot" (
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "migration" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,

    CONSTRAINT "SandboxSnapshot_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "SandboxSnapshotPart" (
    "snapshotName" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "tableName" TEXT NOT NULL,
    "rows" JSONB NOT NULL,

    CONSTRAINT "SandboxSnapshotPart_pkey" PRIMARY KEY ("snapshotName","position")
);

-- CreateIndex
CREATE INDEX "SandboxAct_at_idx" ON "SandboxAct"("at");

-- AddForeignKey
ALTER TABLE "SandboxSnapshotPart" ADD CONSTRAINT "SandboxSnapshotPart_snapshotName_fkey" FOREIGN KEY ("snapshotName") REFERENCES "SandboxSnapshot"("name") ON DELETE CASCADE ON UPDATE CASCADE;
