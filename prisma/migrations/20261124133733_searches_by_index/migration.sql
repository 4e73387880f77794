-- AlterTable
ALTER TABLE "HistoryEntry" ADD COLUMN     "actorText" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "subjectText" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "HistoryEntry_search_idx" ON "HistoryEntry"("abn", "position", "subjectText", "actorText", "category", "at", "id");

-- Whoever writes an entry, what searches read beside it is right. Cut off, so that it always fits into the index.
CREATE FUNCTION "history_search_facts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."subjectText" := left(lower(NEW."subjectName"), 300);
  NEW."actorText" := left(lower(NEW."actorName"), 200);
  RETURN NEW;
END $$;
CREATE TRIGGER "HistoryEntry_search_facts" BEFORE INSERT ON "HistoryEntry"
  FOR EACH ROW EXECUTE FUNCTION "history_search_facts"();

-- The one time that entries are touched: what the chain covers stays as it is.
ALTER TABLE "HistoryEntry" DISABLE TRIGGER "HistoryEntry_append_only";
UPDATE "HistoryEntry" SET
  "subjectText" = left(lower("subjectName"), 300),
  "actorText" = left(lower("actorName"), 200);
ALTER TABLE "HistoryEntry" ENABLE TRIGGER "HistoryEntry_append_only";

-- The operator's desk looks for these few among all authorisations of the country.
CREATE INDEX "Authorisation_primary_code_asked_for" ON "Authorisation" ("newCodeAskedAt")
  WHERE "newCodeAskedAt" IS NOT NULL AND "type" NOT IN ('STANDARD', 'BASIC');
