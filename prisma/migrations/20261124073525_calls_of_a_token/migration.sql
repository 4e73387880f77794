-- CreateIndex
CREATE INDEX "Trace_tokenTraceId_idx" ON "Trace"("tokenTraceId");
