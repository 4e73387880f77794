/** The business and the person that a benchmark looks at; everybody else is there to make the tables long. */
export const measured = { abn: '51824753556', personId: '00000000-0000-4000-8000-00000000000a' } as const

/** Runs a script of statements; the rows are those of the last one. */
export type SeedClient = { query<Row>(sql: string): Promise<{ rows: Row[] }> }

export type Seeded = { total: number; ofBusiness: number; credentials: number; history: number; ofPerson: number }

/**
 * Fills a migrated database up to `total` authorisations (it may be called again with more): one business with up to
 * 10,000 of them (`largest`), 1,000 credentials and as many history entries as authorisations; one person with up to 1,000
 * businesses; the others over businesses of twenty. Names are made up, ABNs have real check digits.
 */
export async function seedAuthorisations(
  client: SeedClient,
  total: number,
  largest = { business: 10_000, person: 1_000 },
): Promise<Seeded> {
  const sizes = {
    total,
    ofBusiness: Math.min(largest.business, total / 2),
    credentials: 1_000,
    history: Math.min(largest.business, total / 2),
    ofPerson: Math.min(largest.person, total / 4),
  }
  await client.query(helpers)
  // Spares the check of each foreign key; every row that is named here is made here.
  await client.query("SET session_replication_role = 'replica'")
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(plainIndexes)
  for (const { name } of indexes) await client.query(`DROP INDEX "${name}"`)
  try {
    await client.query(representatives)
    await client.query(business(sizes))
    await client.query(person(sizes))
    await client.query(others(sizes))
  } finally {
    for (const { definition } of indexes) await client.query(definition)
  }
  await client.query('RESET session_replication_role')
  await client.query('VACUUM ANALYZE')
  return sizes
}

/** All but primary keys: quicker made again at the end than kept up row by row, and what is unique is checked then. */
const plainIndexes = `
  SELECT i.indexname AS name, i.indexdef AS definition FROM pg_indexes i
  WHERE i.schemaname = 'public' AND i.tablename IN ('Authorisation', 'Business', 'HistoryEntry')
    AND i.indexname NOT LIKE '%_pkey'`

/** \`seed_abn\` puts the two check digits before nine; \`seed_id\` makes a UUID of a letter and a number. */
const helpers = `
  CREATE OR REPLACE FUNCTION seed_abn(nine bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT (99 - (SELECT sum(substr(lpad(nine::text, 9, '0'), i, 1)::int * (2 * i + 1)) FROM generate_series(1, 9) i) % 89)::text
      || lpad(nine::text, 9, '0') $$;
  CREATE OR REPLACE FUNCTION seed_id(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (kind || lpad(to_hex(n), 7, '0') || '-0000-4000-8000-000000000000')::uuid $$;
  CREATE OR REPLACE FUNCTION seed_word(words text[], n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT words[1 + n % cardinality(words)] $$;`

const given = `ARRAY['Olivia','Noah','Amelia','Jack','Isla','Leo','Mia','Henry','Ava','Theo','Grace','Lucas','Zoe','Oscar','Ruby','Ethan','Chloe','Liam','Sofia','Arjun','Mei','Yusuf','Tala','Hugo','Ines','Koa','Priya']`
const family = `ARRAY['Nguyen','Smith','Jones','Williams','Brown','Wilson','Taylor','Singh','Patel','Kaur','Walker','Harris','Martin','White','Thompson','Campbell','Kelly','Ryan','Chen','Wang','Rossi','Costa','Novak','Haddad','Tran','Murphy','Fraser','Bishop','Ortiz','Lindqvist','Okafor']`
const trades = `ARRAY['Bakery','Plumbing','Training','Software','Consulting','Orchards','Transport','Surveyors','Dental','Joinery','Catering','Accounting','Landscapes']`

/** Distinct people behind the representatives; in one business nobody comes twice. */
const people = 50_000

const columns = `("id","abn","type","isAdministrator","isMachineCredentialAdministrator","status","inactiveReason","personId","heldBy","givenNames","familyName","email","startDate","endDate","createdAt","acceptedAt","businessName","searchText")`

/** A tenth has ended, the others are in force; some end soon. The mail address tells people of one name apart. */
const givenNames = `seed_word(${given}, n * 7)`
const familyName = `(seed_word(${family}, n * 13) || CASE WHEN n % 3 = 0 THEN '-' || seed_word(${family}, n / 3) ELSE '' END)`
const email = `('person' || n || '@example.com')`
const representative = (kind: string, abn: string, businessName: string) => `
  seed_id('${kind}', n), ${abn}, CASE WHEN n % 8 = 0 THEN 'BASIC' ELSE 'STANDARD' END::"AuthorisationType",
  n % 50 = 1, n % 50 = 1 OR n % 40 = 3,
  CASE WHEN n % 10 = 9 THEN 'INACTIVE' ELSE 'ACTIVE' END::"AuthorisationStatus",
  CASE WHEN n % 10 = 9 THEN 'REMOVED' END::"InactiveReason", seed_id('5', n % ${people}),
  CASE WHEN n % 10 = 9 THEN NULL ELSE ${abn} || '/' || seed_id('5', n % ${people}) END,
  ${givenNames}, ${familyName}, ${email}, '2026-01-01', CASE WHEN n % 8 = 0 THEN to_char(now() + (n % 300) * interval '1 day', 'YYYY-MM-DD') END,
  now() - (n % 100000) * interval '1 minute', now(), ${businessName}, lower(${givenNames} || ' ' || ${familyName} || ' ' || ${email})`

const representatives = `
  INSERT INTO "Person" ("id","subject","givenNames","familyName","termsAcceptedAt","createdAt","lastSeenAt")
    SELECT seed_id('5', n), 'seed-' || n, seed_word(${given}, n * 7), seed_word(${family}, n * 13), now(), now(), now()
    FROM generate_series(0, ${people - 1}) n ON CONFLICT DO NOTHING`

const business = ({ ofBusiness, credentials, history }: Omit<Seeded, 'total'>) => `
  INSERT INTO "Person" ("id","subject","givenNames","familyName","termsAcceptedAt","createdAt","lastSeenAt")
    VALUES ('${measured.personId}', 'seed-person', 'Robin', 'Measured', now(), now(), now()) ON CONFLICT DO NOTHING;
  INSERT INTO "Business" ("abn","name","entityType","createdAt")
    VALUES ('${measured.abn}', 'Large Business Holdings', 'Australian Private Company', now()) ON CONFLICT DO NOTHING;
  INSERT INTO "Authorisation" ${columns} VALUES (seed_id('0', 0), '${measured.abn}', 'PRINCIPAL_AUTHORITY', false, false, 'ACTIVE', NULL,
    '${measured.personId}', '${measured.abn}/${measured.personId}', 'Robin', 'Measured', 'robin@example.com', '2026-01-01', NULL, now(), now(),
    'Large Business Holdings', 'robin measured robin@example.com') ON CONFLICT DO NOTHING;
  INSERT INTO "Authorisation" ${columns} SELECT ${representative('1', `'${measured.abn}'`, `'Large Business Holdings'`)}
    FROM generate_series(1, ${ofBusiness - 1}) n ON CONFLICT DO NOTHING;
  INSERT INTO "Credential" ("id","abn","name","status","serial","keyHash","sha1Fingerprint","sha256Fingerprint","certificate","notBefore","notAfter","createdByName","custodianId","createdAt","revokedAt","revocationReason")
    SELECT seed_id('2', n), '${measured.abn}', seed_word(${trades}, n) || ' server ' || n, CASE WHEN n % 20 = 9 THEN 'REVOKED' ELSE 'ACTIVE' END::"CredentialStatus",
      lpad(to_hex(n), 32, '7'), 'seed-' || n, 'seed-' || n, 'seed-' || n, '\\x00', now() - interval '1 day',
      now() + (30 + n % 700) * interval '1 day', 'Robin Measured', seed_id('0', 0), now() - n * interval '1 minute',
      CASE WHEN n % 20 = 9 THEN now() END, CASE WHEN n % 20 = 9 THEN 'SUPERSEDED' END::"RevocationReason"
    FROM generate_series(1, ${credentials}) n ON CONFLICT DO NOTHING;
  INSERT INTO "HistoryEntry" ("abn","position","at","category","act","actorName","subjectId","subjectName","details","previousHash","hash","actorText","subjectText")
    SELECT '${measured.abn}', n, now() - (${history} - n) * interval '1 minute', 'AUTHORISATION', 'authorisation-accepted',
      seed_word(${given}, n) || ' ' || seed_word(${family}, n), seed_id('1', n)::text, seed_word(${given}, n * 7) || ' ' || seed_word(${family}, n * 13), '{}', '', 'seed-' || n,
      lower(seed_word(${given}, n) || ' ' || seed_word(${family}, n)), lower(seed_word(${given}, n * 7) || ' ' || seed_word(${family}, n * 13))
    FROM generate_series((SELECT coalesce(max("position"), 0) + 1 FROM "HistoryEntry" WHERE "abn" = '${measured.abn}'), ${history}) n;`

const person = ({ ofPerson }: Seeded) => `
  INSERT INTO "Business" ("abn","name","entityType","createdAt")
    SELECT seed_abn(100000000 + n), seed_word(${family}, n) || ' ' || seed_word(${trades}, n / 31) || ' ' || n, 'Australian Private Company', now()
    FROM generate_series(1, ${ofPerson - 1}) n ON CONFLICT DO NOTHING;
  INSERT INTO "Authorisation" ${columns}
    SELECT seed_id('3', n), seed_abn(100000000 + n), 'STANDARD', n % 2 = 0, false, 'ACTIVE', NULL, '${measured.personId}',
      seed_abn(100000000 + n) || '/${measured.personId}', 'Robin', 'Measured', 'robin@example.com', '2026-01-01', NULL, now(), now(),
      seed_word(${family}, n) || ' ' || seed_word(${trades}, n / 31) || ' ' || n, 'robin measured robin@example.com'
    FROM generate_series(1, ${ofPerson - 1}) n ON CONFLICT DO NOTHING;`

const others = ({ total, ofBusiness, ofPerson }: Seeded) => {
  const many = total - ofBusiness - ofPerson + 1
  return `
  CREATE TEMP TABLE seed_businesses AS
    SELECT b, seed_abn(200000000 + b) AS abn, seed_word(${family}, b) || ' ' || seed_word(${trades}, b / 31) || ' ' || b AS name FROM generate_series(0, ${Math.ceil(many / 20)}) b
    WHERE b >= (SELECT count(*) FROM "Authorisation" WHERE "id" >= '40000000-0000-0000-0000-000000000000' AND "id" < '50000000-0000-0000-0000-000000000000') / 20;
  INSERT INTO "Business" ("abn","name","entityType","createdAt")
    SELECT abn, name, 'Australian Private Company', now() FROM seed_businesses ON CONFLICT DO NOTHING;
  INSERT INTO "Authorisation" ${columns} SELECT ${representative('4', 'abn', 'name')}
    FROM seed_businesses, LATERAL generate_series(b * 20, least(b * 20 + 19, ${many - 1})) n ON CONFLICT DO NOTHING;
  DROP TABLE seed_businesses;`
}
