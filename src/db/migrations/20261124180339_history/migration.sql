CREATE TABLE `disputes` (
	`entry_id` integer PRIMARY KEY,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	CONSTRAINT `fk_disputes_entry_id_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`entry_id`,`kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `records` (
	`id` integer PRIMARY KEY,
	`noun` text NOT NULL,
	`key` text NOT NULL,
	`state` text NOT NULL,
	`revision` integer,
	`survivor_id` integer,
	CONSTRAINT `fk_records_revision_revisions_sequence_fk` FOREIGN KEY (`revision`) REFERENCES `revisions`(`sequence`),
	CONSTRAINT `fk_records_survivor_id_records_id_fk` FOREIGN KEY (`survivor_id`) REFERENCES `records`(`id`),
	CONSTRAINT "records_noun" CHECK("noun" IN ('source', 'country', 'group', 'person', 'organization', 'office', 'term', 'commodity', 'topic', 'trip', 'visit', 'agreement', 'trade-link', 'statement', 'position', 'figure', 'coverage')),
	CONSTRAINT "records_state" CHECK("state" IN ('LIVE', 'WITHDRAWN', 'MERGED')),
	CONSTRAINT "records_merged" CHECK(("survivor_id" IS NOT NULL) = ("state" = 'MERGED') AND "survivor_id" IS NOT "id")
);
--> statement-breakpoint
CREATE TABLE `revisions` (
	`sequence` integer PRIMARY KEY,
	`record_id` integer NOT NULL,
	`action` text NOT NULL,
	`recorded_at` text NOT NULL,
	`known_at` text NOT NULL,
	`by` text NOT NULL,
	`reason` text,
	`source_record_id` integer,
	`into_id` integer,
	`changes` text NOT NULL,
	CONSTRAINT `fk_revisions_record_id_records_id_fk` FOREIGN KEY (`record_id`) REFERENCES `records`(`id`),
	CONSTRAINT `fk_revisions_source_record_id_records_id_fk` FOREIGN KEY (`source_record_id`) REFERENCES `records`(`id`),
	CONSTRAINT `fk_revisions_into_id_records_id_fk` FOREIGN KEY (`into_id`) REFERENCES `records`(`id`),
	CONSTRAINT "revisions_action" CHECK("action" IN ('RECORDED', 'CORRECTED', 'WITHDRAWN', 'MERGED')),
	CONSTRAINT "revisions_changes" CHECK(json_valid("changes")),
	CONSTRAINT "revisions_merged" CHECK(("into_id" IS NOT NULL) = ("action" = 'MERGED'))
);
--> statement-breakpoint
CREATE TABLE `requests` (
	`token_id` integer NOT NULL,
	`key` text NOT NULL,
	`digest` text NOT NULL,
	`outcome` text NOT NULL,
	`sequence` integer NOT NULL,
	CONSTRAINT `requests_pk` PRIMARY KEY(`token_id`, `key`),
	CONSTRAINT `fk_requests_token_id_tokens_id_fk` FOREIGN KEY (`token_id`) REFERENCES `tokens`(`id`)
);
--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` integer PRIMARY KEY,
	`prefix` text NOT NULL,
	`holder` text NOT NULL,
	`role` text NOT NULL,
	`hash` text NOT NULL,
	`created_at` text NOT NULL,
	`expires_at` text NOT NULL,
	`revoked_at` text,
	CONSTRAINT "tokens_role" CHECK("role" IN ('EDITOR', 'ADMIN'))
);
--> statement-breakpoint
ALTER TABLE `sources` ADD `published_at` text;
--> statement-breakpoint
ALTER TABLE `sources` ADD `length` integer;
--> statement-breakpoint
CREATE TABLE `__new_citations` (
	`id` integer PRIMARY KEY,
	`entry_id` integer,
	`party_id` integer,
	`term_id` integer,
	`rendering_id` integer,
	`field` text,
	`source_id` integer NOT NULL,
	`basis` text NOT NULL,
	`voice_id` integer,
	`value` text,
	`rank` text,
	`reason` text,
	`ordinal` integer NOT NULL,
	CONSTRAINT `fk_citations_entry_id_entries_id_fk` FOREIGN KEY (`entry_id`) REFERENCES `entries`(`id`),
	CONSTRAINT `fk_citations_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_citations_term_id_terms_id_fk` FOREIGN KEY (`term_id`) REFERENCES `terms`(`id`),
	CONSTRAINT `fk_citations_rendering_id_renderings_id_fk` FOREIGN KEY (`rendering_id`) REFERENCES `renderings`(`id`),
	CONSTRAINT `fk_citations_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT `fk_citations_voice_id_parties_id_fk` FOREIGN KEY (`voice_id`) REFERENCES `parties`(`id`),
	CONSTRAINT "citations_basis" CHECK("basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PARAPHRASE')),
	CONSTRAINT "citations_rank" CHECK("rank" IN ('PREFERRED', 'NORMAL', 'DEPRECATED')),
	CONSTRAINT "citations_claim" CHECK("field" IS NOT NULL OR ("value" IS NULL AND "rank" IS NULL)),
	CONSTRAINT "citations_of_one" CHECK(("entry_id" IS NOT NULL) + ("party_id" IS NOT NULL) + ("term_id" IS NOT NULL) + ("rendering_id" IS NOT NULL) = 1)
);
--> statement-breakpoint
INSERT INTO `__new_citations`(`id`, `entry_id`, `party_id`, `term_id`, `rendering_id`, `field`, `source_id`, `basis`, `voice_id`, `ordinal`) SELECT `id`, `entry_id`, `party_id`, `term_id`, `rendering_id`, `field`, `source_id`, `basis`, `voice_id`, `ordinal` FROM `citations`;
--> statement-breakpoint
DROP TABLE `citations`;
--> statement-breakpoint
ALTER TABLE `__new_citations` RENAME TO `citations`;
--> statement-breakpoint
CREATE TABLE `__new_entries` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`at` text NOT NULL,
	`summary` text NOT NULL,
	`attested_on` text,
	`date_edtf` text,
	`date_earliest` text,
	`date_latest` text,
	`date_precision` text,
	`date_basis` text,
	`date_verbatim` text,
	CONSTRAINT "entries_kind" CHECK("kind" IN ('VISIT', 'STATEMENT', 'TRADE_LINK', 'AGREEMENT', 'POSITION', 'FIGURE')),
	CONSTRAINT "entries_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "entries_attested_on" CHECK("attested_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "entries_date" CHECK(("date_edtf" IS NULL AND "date_precision" IS NULL AND "date_basis" IS NULL AND "date_earliest" IS NULL AND "date_latest" IS NULL)
      OR ("date_edtf" IS NOT NULL AND "date_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "date_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("date_earliest" IS NULL OR "date_latest" IS NULL OR "date_earliest" <= "date_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_entries`(`id`, `key`, `kind`, `at`, `summary`, `attested_on`, `date_edtf`, `date_earliest`, `date_latest`, `date_precision`, `date_basis`, `date_verbatim`) SELECT `id`, `key`, `kind`, `at`, `summary`, iif(`date_earliest` IS NULL, `at`, NULL), `date_edtf`, `date_earliest`, `date_latest`, `date_precision`, `date_basis`, `date_verbatim` FROM `entries`;
--> statement-breakpoint
DROP TABLE `entries`;
--> statement-breakpoint
ALTER TABLE `__new_entries` RENAME TO `entries`;
--> statement-breakpoint
UPDATE `entries` SET `attested_on` = `at` WHERE `date_earliest` IS NULL;
--> statement-breakpoint
CREATE TABLE `__new_imported` (
	`record_id` integer NOT NULL,
	`importer` text NOT NULL,
	`file` text NOT NULL,
	`digest` text NOT NULL,
	`document` text,
	CONSTRAINT `imported_pk` PRIMARY KEY(`record_id`, `importer`),
	CONSTRAINT `fk_imported_record_id_records_id_fk` FOREIGN KEY (`record_id`) REFERENCES `records`(`id`),
	CONSTRAINT "imported_document" CHECK("document" IS NULL OR json_valid("document"))
);
--> statement-breakpoint
INSERT INTO `records` (`noun`, `key`, `state`) SELECT 'source', `key`, 'LIVE' FROM `sources`
  UNION ALL SELECT 'office', `key`, 'LIVE' FROM `offices`
  UNION ALL SELECT 'term', `key`, 'LIVE' FROM `terms`
  UNION ALL SELECT 'commodity', `key`, 'LIVE' FROM `commodities`
  UNION ALL SELECT 'topic', `key`, 'LIVE' FROM `topics`
  UNION ALL SELECT 'trip', `key`, 'LIVE' FROM `trips`
  UNION ALL SELECT 'visit', `key`, 'LIVE' FROM `visits`
  UNION ALL SELECT 'agreement', `key`, 'LIVE' FROM `agreements`
  UNION ALL SELECT 'trade-link', `key`, 'LIVE' FROM `trade_links`
  UNION ALL SELECT 'statement', `key`, 'LIVE' FROM `statements`
  UNION ALL SELECT 'position', `key`, 'LIVE' FROM `positions`
  UNION ALL SELECT 'figure', `key`, 'LIVE' FROM `figures`
  UNION ALL SELECT lower(`kind`), `key`, 'LIVE' FROM `parties`
  UNION ALL SELECT 'coverage', `sources`.`key` || '/' || `about`, 'LIVE' FROM `coverages` JOIN `sources` ON `sources`.`id` = `source_id`;
--> statement-breakpoint
INSERT INTO `__new_imported` (`record_id`, `importer`, `file`, `digest`) SELECT `records`.`id`, '', '', `digest` FROM `imported`
  JOIN `records` ON `records`.`noun` || ':' || `records`.`key` = `imported`.`record`;
--> statement-breakpoint
DROP TABLE `imported`;
--> statement-breakpoint
ALTER TABLE `__new_imported` RENAME TO `imported`;
--> statement-breakpoint
CREATE TABLE `__new_offices` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`title` text NOT NULL,
	`rank` text NOT NULL,
	`country_id` integer,
	`organization_id` integer,
	`from_edtf` text,
	`from_earliest` text,
	`from_latest` text,
	`from_precision` text,
	`from_basis` text,
	`from_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_basis` text,
	`until_verbatim` text,
	CONSTRAINT `fk_offices_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_offices_organization_id_organizations_id_fk` FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`),
	CONSTRAINT "offices_rank" CHECK("rank" IN ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'MINISTER', 'AMBASSADOR', 'SPOKESPERSON', 'IGO_HEAD', 'OTHER')),
	CONSTRAINT "offices_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "offices_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest"))),
	CONSTRAINT "offices_of" CHECK("country_id" IS NULL OR "organization_id" IS NULL)
);
--> statement-breakpoint
INSERT INTO `__new_offices`(`id`, `key`, `title`, `rank`, `country_id`, `organization_id`) SELECT `id`, `key`, `title`, `rank`, `country_id`, `organization_id` FROM `offices`;
--> statement-breakpoint
DROP TABLE `offices`;
--> statement-breakpoint
ALTER TABLE `__new_offices` RENAME TO `offices`;
--> statement-breakpoint
CREATE INDEX `citations_entry` ON `citations` (`entry_id`,`field`,`ordinal`);
--> statement-breakpoint
CREATE INDEX `citations_party` ON `citations` (`party_id`,`ordinal`);
--> statement-breakpoint
CREATE INDEX `citations_term` ON `citations` (`term_id`,`ordinal`);
--> statement-breakpoint
CREATE INDEX `citations_rendering` ON `citations` (`rendering_id`,`ordinal`);
--> statement-breakpoint
CREATE INDEX `citations_source` ON `citations` (`source_id`);
--> statement-breakpoint
CREATE INDEX `citations_voice` ON `citations` (`voice_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `entries_key` ON `entries` (`key`);
--> statement-breakpoint
CREATE UNIQUE INDEX `entries_identity` ON `entries` (`id`,`kind`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `entries_at` ON `entries` (`at`,`key`);
--> statement-breakpoint
CREATE INDEX `entries_kind_at` ON `entries` (`kind`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `imported_file` ON `imported` (`importer`,`file`);
--> statement-breakpoint
CREATE UNIQUE INDEX `offices_key` ON `offices` (`key`);
--> statement-breakpoint
CREATE INDEX `offices_country` ON `offices` (`country_id`,`rank`);
--> statement-breakpoint
CREATE INDEX `offices_organization` ON `offices` (`organization_id`);
--> statement-breakpoint
CREATE INDEX `disputes_at` ON `disputes` (`at`,`key`);
--> statement-breakpoint
CREATE INDEX `disputes_kind` ON `disputes` (`kind`,`at`,`key`);
--> statement-breakpoint
CREATE UNIQUE INDEX `records_name` ON `records` (`noun`,`key`);
--> statement-breakpoint
CREATE INDEX `records_key` ON `records` (`key`);
--> statement-breakpoint
CREATE INDEX `records_survivor` ON `records` (`survivor_id`);
--> statement-breakpoint
CREATE INDEX `records_revision` ON `records` (`revision`);
--> statement-breakpoint
CREATE INDEX `revisions_record` ON `revisions` (`record_id`,`sequence`);
--> statement-breakpoint
CREATE INDEX `revisions_source` ON `revisions` (`source_record_id`);
--> statement-breakpoint
CREATE INDEX `revisions_into` ON `revisions` (`into_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `tokens_prefix` ON `tokens` (`prefix`);
--> statement-breakpoint
CREATE INDEX `tokens_holder` ON `tokens` (`holder`);
--> statement-breakpoint
CREATE TRIGGER `revisions_no_update` BEFORE UPDATE ON `revisions` BEGIN
  SELECT RAISE(ABORT, 'revisions are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `revisions_no_replace` BEFORE INSERT ON `revisions` WHEN EXISTS (SELECT 1 FROM `revisions` WHERE `sequence` = NEW.`sequence`) BEGIN
  SELECT RAISE(ABORT, 'revisions are append-only');
END;
--> statement-breakpoint
CREATE TRIGGER `revisions_no_delete` BEFORE DELETE ON `revisions` BEGIN
  SELECT RAISE(ABORT, 'revisions are append-only');
END;
