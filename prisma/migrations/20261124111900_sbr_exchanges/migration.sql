-- CreateTable
CREATE TABLE "SbrExchange" (
    "id" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "requestId" TEXT,
    "requestDigest" TEXT,
    "traceId" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "mpc" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "readyAt" TIMESTAMPTZ(3) NOT NULL,
    "answerId" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "pulledBy" TEXT,
    "pulledAt" TIMESTAMPTZ(3),
    "acknowledgedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SbrExchange_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SbrExchange_answerId_key" ON "SbrExchange"("answerId");

-- CreateIndex
CREATE INDEX "SbrExchange_abn_channel_mpc_readyAt_idx" ON "SbrExchange"("abn", "channel", "mpc", "readyAt");

-- CreateIndex
CREATE INDEX "SbrExchange_receivedAt_idx" ON "SbrExchange"("receivedAt");

-- CreateIndex
CREATE UNIQUE INDEX "SbrExchange_abn_requestId_key" ON "SbrExchange"("abn", "requestId");
