-- CreateEnum
CREATE TYPE "CredentialStatus" AS ENUM ('ISSUING', 'ACTIVE', 'SUSPENDED', 'REVOKED');

-- CreateEnum
CREATE TYPE "RevocationReason" AS ENUM ('UNSPECIFIED', 'KEY_COMPROMISE', 'AFFILIATION_CHANGED', 'SUPERSEDED', 'CESSATION_OF_OPERATION');

-- CreateEnum
CREATE TYPE "AuthorityKeyRole" AS ENUM ('ROOT', 'SUB', 'TOKEN_SIGNING', 'TLS', 'RELYING_PARTY');

-- CreateEnum
CREATE TYPE "RegisterStatus" AS ENUM ('REGISTERED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "TraceOutcome" AS ENUM ('ACCEPTED', 'REFUSED');

-- CreateEnum
CREATE TYPE "HistoryCategory" AS ENUM ('AUTHORISATION', 'CREDENTIAL', 'NOTIFICATION');

-- CreateEnum
CREATE TYPE "MailStatus" AS ENUM ('QUEUED', 'SENT', 'FAILED');

-- CreateEnum
CREATE TYPE "AuthorisationType" AS ENUM ('PRINCIPAL_AUTHORITY', 'GOVERNMENT_REPRESENTATIVE', 'INDIRECT_ASSOCIATE', 'RESPONSIBLE_AUTHORITY', 'STANDARD', 'BASIC');

-- CreateEnum
CREATE TYPE "AuthorisationStatus" AS ENUM ('PENDING', 'ACCEPTED', 'ACTIVE', 'INACTIVE');

-- CreateEnum
CREATE TYPE "InactiveReason" AS ENUM ('OVERRIDDEN', 'EXPIRED', 'REMOVED', 'SELF_REMOVED', 'DECLINED', 'CODE_EXPIRED', 'NO_LONGER_ASSOCIATE');

-- CreateEnum
CREATE TYPE "AccessLevel" AS ENUM ('FULL', 'CUSTOM', 'NONE');

-- CreateEnum
CREATE TYPE "IdentityStrength" AS ENUM ('BASIC', 'STANDARD', 'STRONG');

-- CreateEnum
CREATE TYPE "EmailCodePurpose" AS ENUM ('LINK_BUSINESS', 'CHANGE_EMAIL');

-- CreateEnum
CREATE TYPE "NotificationStatus" AS ENUM ('PENDING', 'ACCEPTED', 'DECLINED', 'ENDED');

-- CreateTable
CREATE TABLE "Credential" (
    "id" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" "CredentialStatus" NOT NULL,
    "serial" TEXT NOT NULL,
    "keyHash" TEXT NOT NULL,
    "sha1Fingerprint" TEXT,
    "sha256Fingerprint" TEXT,
    "certificate" BYTEA,
    "notBefore" TIMESTAMPTZ(3) NOT NULL,
    "notAfter" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID,
    "createdByName" TEXT NOT NULL,
    "custodianId" UUID,
    "unassignedAt" TIMESTAMPTZ(3),
    "worksUntil" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "revocationReason" "RevocationReason",
    "isTest" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Credential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthorityKey" (
    "id" UUID NOT NULL,
    "role" "AuthorityKeyRole" NOT NULL,
    "name" TEXT NOT NULL,
    "certificate" BYTEA NOT NULL,
    "sealedKey" BYTEA NOT NULL,
    "notAfter" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "retiredAt" TIMESTAMPTZ(3),

    CONSTRAINT "AuthorityKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Counter" (
    "name" TEXT NOT NULL,
    "value" BIGINT NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "RegisterEntry" (
    "abn" TEXT NOT NULL,
    "acn" TEXT,
    "name" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "status" "RegisterStatus" NOT NULL,
    "statusFrom" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,

    CONSTRAINT "RegisterEntry_pkey" PRIMARY KEY ("abn")
);

-- CreateTable
CREATE TABLE "RegisterAssociate" (
    "id" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "givenNames" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "birthDate" TEXT NOT NULL,
    "addressLine" TEXT NOT NULL,
    "suburb" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "detailsOutdated" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "RegisterAssociate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Persona" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "givenNames" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "birthDate" TEXT NOT NULL,
    "strength" "IdentityStrength" NOT NULL,
    "story" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "Persona_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "OidcRecord" (
    "key" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "payload" JSONB NOT NULL,
    "grantId" TEXT,
    "uid" TEXT,
    "consumedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),

    CONSTRAINT "OidcRecord_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "UsiOrganisation" (
    "code" TEXT NOT NULL,
    "abn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "authorised" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "UsiOrganisation_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "UsiRecord" (
    "usi" TEXT NOT NULL,
    "firstName" TEXT,
    "familyName" TEXT,
    "singleName" TEXT,
    "birthDate" TEXT NOT NULL,
    "status" TEXT NOT NULL,

    CONSTRAINT "UsiRecord_pkey" PRIMARY KEY ("usi")
);

-- CreateTable
CREATE TABLE "RelyingParty" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "certificate" BYTEA NOT NULL,
    "keyTypes" TEXT[],
    "defaultLifetimeSeconds" INTEGER NOT NULL,
    "maximumLifetimeSeconds" INTEGER NOT NULL,
    "serviceId" TEXT,

    CONSTRAINT "RelyingParty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RelyingPartyAddress" (
    "address" TEXT NOT NULL,
    "relyingPartyId" TEXT NOT NULL,

    CONSTRAINT "RelyingPartyAddress_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "SeenMessage" (
    "digest" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SeenMessage_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "Trace" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "service" TEXT NOT NULL,
    "outcome" "TraceOutcome" NOT NULL,
    "errorCode" TEXT,
    "event" TEXT,
    "abn" TEXT,
    "credentialId" UUID,
    "relyingPartyId" TEXT,
    "tokenTraceId" TEXT,
    "durationMicros" INTEGER NOT NULL,
    "steps" JSONB NOT NULL,

    CONSTRAINT "Trace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HistoryEntry" (
    "id" BIGSERIAL NOT NULL,
    "abn" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "category" "HistoryCategory" NOT NULL,
    "act" TEXT NOT NULL,
    "actorId" UUID,
    "actorName" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "subjectName" TEXT NOT NULL,
    "details" JSONB NOT NULL,
    "previousHash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "HistoryEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Mail" (
    "id" UUID NOT NULL,
    "dedupeKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "abn" TEXT,
    "recipient" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "calendar" TEXT,
    "status" "MailStatus" NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextAttemptAt" TIMESTAMPTZ(3) NOT NULL,
    "lastError" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "outcome" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "givenNames" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "birthDate" TEXT,
    "email" TEXT,
    "termsAcceptedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Business" (
    "abn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "entityType" TEXT NOT NULL,
    "clockOffsetMs" BIGINT NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Business_pkey" PRIMARY KEY ("abn")
);

-- CreateTable
CREATE TABLE "Authorisation" (
    "id" UUID NOT NULL,
    "abn" TEXT NOT NULL,
    "type" "AuthorisationType" NOT NULL,
    "isAdministrator" BOOLEAN NOT NULL DEFAULT false,
    "isMachineCredentialAdministrator" BOOLEAN NOT NULL DEFAULT false,
    "status" "AuthorisationStatus" NOT NULL,
    "inactiveReason" "InactiveReason",
    "declineReason" TEXT,
    "personId" UUID,
    "heldBy" TEXT,
    "givenNames" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "startDate" TEXT NOT NULL,
    "endDate" TEXT,
    "codeHash" TEXT,
    "codeExpiresAt" TIMESTAMPTZ(3),
    "acceptedAt" TIMESTAMPTZ(3),
    "endedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "createdById" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Authorisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AuthorisationAccess" (
    "authorisationId" UUID NOT NULL,
    "agencyId" TEXT NOT NULL,
    "level" "AccessLevel" NOT NULL,
    "serviceIds" TEXT[],

    CONSTRAINT "AuthorisationAccess_pkey" PRIMARY KEY ("authorisationId","agencyId")
);

-- CreateTable
CREATE TABLE "Agency" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "supportsSelection" BOOLEAN NOT NULL,
    "supportsCustom" BOOLEAN NOT NULL,

    CONSTRAINT "Agency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AgencyService" (
    "id" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "minimumStrength" "IdentityStrength" NOT NULL,
    "acceptsMachineCredentials" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "AgencyService_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EmailCode" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "purpose" "EmailCodePurpose" NOT NULL,
    "email" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "attemptsLeft" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "verifiedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "EmailCode_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CloudNotification" (
    "id" UUID NOT NULL,
    "clientAbn" TEXT NOT NULL,
    "providerAbn" TEXT NOT NULL,
    "softwareId" TEXT NOT NULL,
    "serviceId" TEXT NOT NULL,
    "status" "NotificationStatus" NOT NULL,
    "requestedByProvider" BOOLEAN NOT NULL DEFAULT false,
    "startDate" TEXT NOT NULL,
    "endDate" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "CloudNotification_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Credential_serial_key" ON "Credential"("serial");

-- CreateIndex
CREATE UNIQUE INDEX "Credential_keyHash_key" ON "Credential"("keyHash");

-- CreateIndex
CREATE UNIQUE INDEX "Credential_sha1Fingerprint_key" ON "Credential"("sha1Fingerprint");

-- CreateIndex
CREATE UNIQUE INDEX "Credential_sha256Fingerprint_key" ON "Credential"("sha256Fingerprint");

-- CreateIndex
CREATE INDEX "Credential_abn_status_name_id_idx" ON "Credential"("abn", "status", "name", "id");

-- CreateIndex
CREATE INDEX "Credential_custodianId_idx" ON "Credential"("custodianId");

-- CreateIndex
CREATE INDEX "AuthorityKey_role_name_idx" ON "AuthorityKey"("role", "name");

-- CreateIndex
CREATE INDEX "RegisterAssociate_familyName_givenNames_idx" ON "RegisterAssociate"("familyName", "givenNames");

-- CreateIndex
CREATE UNIQUE INDEX "Persona_email_key" ON "Persona"("email");

-- CreateIndex
CREATE INDEX "OidcRecord_grantId_idx" ON "OidcRecord"("grantId");

-- CreateIndex
CREATE INDEX "OidcRecord_uid_idx" ON "OidcRecord"("uid");

-- CreateIndex
CREATE INDEX "OidcRecord_expiresAt_idx" ON "OidcRecord"("expiresAt");

-- CreateIndex
CREATE INDEX "UsiOrganisation_abn_idx" ON "UsiOrganisation"("abn");

-- CreateIndex
CREATE INDEX "SeenMessage_expiresAt_idx" ON "SeenMessage"("expiresAt");

-- CreateIndex
CREATE INDEX "Trace_abn_at_idx" ON "Trace"("abn", "at");

-- CreateIndex
CREATE INDEX "Trace_credentialId_at_idx" ON "Trace"("credentialId", "at");

-- CreateIndex
CREATE INDEX "Trace_at_idx" ON "Trace"("at");

-- CreateIndex
CREATE UNIQUE INDEX "HistoryEntry_hash_key" ON "HistoryEntry"("hash");

-- CreateIndex
CREATE INDEX "HistoryEntry_abn_category_at_idx" ON "HistoryEntry"("abn", "category", "at");

-- CreateIndex
CREATE UNIQUE INDEX "HistoryEntry_abn_position_key" ON "HistoryEntry"("abn", "position");

-- CreateIndex
CREATE UNIQUE INDEX "Mail_dedupeKey_key" ON "Mail"("dedupeKey");

-- CreateIndex
CREATE INDEX "Mail_status_nextAttemptAt_idx" ON "Mail"("status", "nextAttemptAt");

-- CreateIndex
CREATE INDEX "Mail_recipient_createdAt_idx" ON "Mail"("recipient", "createdAt");

-- CreateIndex
CREATE INDEX "Mail_createdAt_idx" ON "Mail"("createdAt");

-- CreateIndex
CREATE INDEX "Submission_createdAt_idx" ON "Submission"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Person_subject_key" ON "Person"("subject");

-- CreateIndex
CREATE UNIQUE INDEX "Authorisation_heldBy_key" ON "Authorisation"("heldBy");

-- CreateIndex
CREATE UNIQUE INDEX "Authorisation_codeHash_key" ON "Authorisation"("codeHash");

-- CreateIndex
CREATE INDEX "Authorisation_abn_status_familyName_id_idx" ON "Authorisation"("abn", "status", "familyName", "id");

-- CreateIndex
CREATE INDEX "Authorisation_personId_status_idx" ON "Authorisation"("personId", "status");

-- CreateIndex
CREATE INDEX "EmailCode_personId_purpose_createdAt_idx" ON "EmailCode"("personId", "purpose", "createdAt");

-- CreateIndex
CREATE INDEX "CloudNotification_clientAbn_status_idx" ON "CloudNotification"("clientAbn", "status");

-- CreateIndex
CREATE INDEX "CloudNotification_providerAbn_status_idx" ON "CloudNotification"("providerAbn", "status");

-- CreateIndex
CREATE INDEX "CloudNotification_providerAbn_clientAbn_softwareId_idx" ON "CloudNotification"("providerAbn", "clientAbn", "softwareId");

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_abn_fkey" FOREIGN KEY ("abn") REFERENCES "Business"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_custodianId_fkey" FOREIGN KEY ("custodianId") REFERENCES "Authorisation"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RegisterAssociate" ADD CONSTRAINT "RegisterAssociate_abn_fkey" FOREIGN KEY ("abn") REFERENCES "RegisterEntry"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelyingPartyAddress" ADD CONSTRAINT "RelyingPartyAddress_relyingPartyId_fkey" FOREIGN KEY ("relyingPartyId") REFERENCES "RelyingParty"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Authorisation" ADD CONSTRAINT "Authorisation_abn_fkey" FOREIGN KEY ("abn") REFERENCES "Business"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Authorisation" ADD CONSTRAINT "Authorisation_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthorisationAccess" ADD CONSTRAINT "AuthorisationAccess_authorisationId_fkey" FOREIGN KEY ("authorisationId") REFERENCES "Authorisation"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AuthorisationAccess" ADD CONSTRAINT "AuthorisationAccess_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AgencyService" ADD CONSTRAINT "AgencyService_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmailCode" ADD CONSTRAINT "EmailCode_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CloudNotification" ADD CONSTRAINT "CloudNotification_clientAbn_fkey" FOREIGN KEY ("clientAbn") REFERENCES "Business"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CloudNotification" ADD CONSTRAINT "CloudNotification_providerAbn_fkey" FOREIGN KEY ("providerAbn") REFERENCES "Business"("abn") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the schema language cannot say: each status has just the fields that belong to it.
ALTER TABLE "Authorisation"
  ADD CONSTRAINT "Authorisation_held_while_in_force"
    CHECK (("status" IN ('ACCEPTED', 'ACTIVE')) = ("heldBy" IS NOT NULL)),
  ADD CONSTRAINT "Authorisation_held_by_its_person"
    CHECK ("heldBy" IS NULL OR "heldBy" = "abn" || '/' || "personId"::text),
  ADD CONSTRAINT "Authorisation_inactive_has_reason"
    CHECK (("status" = 'INACTIVE') = ("inactiveReason" IS NOT NULL)),
  ADD CONSTRAINT "Authorisation_pending_has_code"
    CHECK ("status" <> 'PENDING' OR ("codeHash" IS NOT NULL AND "codeExpiresAt" IS NOT NULL)),
  ADD CONSTRAINT "Authorisation_basic_has_no_role"
    CHECK ("type" <> 'BASIC' OR ("isAdministrator" = false AND "isMachineCredentialAdministrator" = false)),
  ADD CONSTRAINT "Authorisation_dates_in_order"
    CHECK ("endDate" IS NULL OR "endDate" >= "startDate");

ALTER TABLE "Credential"
  ADD CONSTRAINT "Credential_issued_has_certificate"
    CHECK (("status" = 'ISSUING') = ("certificate" IS NULL)),
  ADD CONSTRAINT "Credential_revoked_has_reason"
    CHECK (("status" = 'REVOKED') = ("revokedAt" IS NOT NULL AND "revocationReason" IS NOT NULL)),
  ADD CONSTRAINT "Credential_suspended_has_end"
    CHECK ("status" <> 'SUSPENDED' OR ("unassignedAt" IS NOT NULL AND "worksUntil" IS NOT NULL));

-- History is append-only, whoever asks.
CREATE FUNCTION "history_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'history is append-only';
END $$;
CREATE TRIGGER "HistoryEntry_append_only" BEFORE UPDATE OR DELETE ON "HistoryEntry"
  FOR EACH ROW EXECUTE FUNCTION "history_is_append_only"();
