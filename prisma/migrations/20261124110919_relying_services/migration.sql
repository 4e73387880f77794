-- CreateTable
CREATE TABLE "RelyingService" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "keys" JSONB NOT NULL,
    "redirectUris" TEXT[],
    "scopes" TEXT[],
    "serviceIds" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RelyingService_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RelyingServicePerson" (
    "serviceId" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "strength" "IdentityStrength" NOT NULL,
    "signedInAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RelyingServicePerson_pkey" PRIMARY KEY ("serviceId","personId")
);

-- CreateIndex
CREATE INDEX "RelyingServicePerson_personId_idx" ON "RelyingServicePerson"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "RelyingServicePerson_serviceId_subject_key" ON "RelyingServicePerson"("serviceId", "subject");

-- AddForeignKey
ALTER TABLE "RelyingServicePerson" ADD CONSTRAINT "RelyingServicePerson_serviceId_fkey" FOREIGN KEY ("serviceId") REFERENCES "RelyingService"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RelyingServicePerson" ADD CONSTRAINT "RelyingServicePerson_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
