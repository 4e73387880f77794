-- AlterTable
ALTER TABLE "Authorisation" ADD COLUMN     "businessName" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "Authorisation_abn_status_startDate_idx" ON "Authorisation"("abn", "status", "startDate");

-- CreateIndex
CREATE INDEX "Authorisation_abn_isAdministrator_type_idx" ON "Authorisation"("abn", "isAdministrator", "type");

-- CreateIndex
CREATE INDEX "Authorisation_abn_codeExpiresAt_idx" ON "Authorisation"("abn", "codeExpiresAt");

-- CreateIndex
CREATE INDEX "Authorisation_abn_newCodeAskedAt_idx" ON "Authorisation"("abn", "newCodeAskedAt");

-- CreateIndex
CREATE INDEX "Authorisation_personId_businessName_id_idx" ON "Authorisation"("personId", "businessName", "id");

-- What lists are ordered and searched by, beside the authorisation itself: whoever writes, it is right.
CREATE FUNCTION "authorisation_list_facts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."searchText" := lower(NEW."givenNames" || ' ' || NEW."familyName" || ' ' || NEW."email");
  NEW."businessName" := coalesce((SELECT "name" FROM "Business" WHERE "abn" = NEW."abn"), '');
  RETURN NEW;
END $$;
CREATE TRIGGER "Authorisation_list_facts"
  BEFORE INSERT OR UPDATE OF "givenNames", "familyName", "email", "abn", "businessName", "searchText" ON "Authorisation"
  FOR EACH ROW EXECUTE FUNCTION "authorisation_list_facts"();

CREATE FUNCTION "business_name_in_lists"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "Authorisation" SET "businessName" = NEW."name" WHERE "abn" = NEW."abn";
  RETURN NULL;
END $$;
CREATE TRIGGER "Business_name_in_lists" AFTER UPDATE OF "name" ON "Business"
  FOR EACH ROW WHEN (OLD."name" IS DISTINCT FROM NEW."name") EXECUTE FUNCTION "business_name_in_lists"();

UPDATE "Authorisation" SET "searchText" = '';
