-- A period has a start and an end in every table. The tables are rebuilt, so that their checks are named after the columns.
CREATE TABLE `__new_affiliations` (
	`id` integer PRIMARY KEY,
	`group_id` integer NOT NULL,
	`party_id` integer NOT NULL,
	`status` text NOT NULL,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_qualifier` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	CONSTRAINT `fk_affiliations_group_id_groups_id_fk` FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`),
	CONSTRAINT `fk_affiliations_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT "affiliations_status" CHECK("status" IN ('MEMBER', 'ASSOCIATE', 'OBSERVER', 'SUSPENDED')),
	CONSTRAINT "affiliations_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "affiliations_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_affiliations` (`id`, `group_id`, `party_id`, `status`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_qualifier`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_qualifier`, `end_basis`, `end_verbatim`) SELECT `id`, `group_id`, `party_id`, `status`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_qualifier`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_qualifier`, `until_basis`, `until_verbatim` FROM `affiliations`;
--> statement-breakpoint
DROP TABLE `affiliations`;
--> statement-breakpoint
ALTER TABLE `__new_affiliations` RENAME TO `affiliations`;
--> statement-breakpoint
CREATE INDEX `affiliations_group` ON `affiliations` (`group_id`,`party_id`);
--> statement-breakpoint
CREATE INDEX `affiliations_party` ON `affiliations` (`party_id`,`group_id`);
--> statement-breakpoint
CREATE TABLE `__new_countries` (
	`id` integer PRIMARY KEY,
	`party_kind` text DEFAULT 'COUNTRY' NOT NULL,
	`code` text NOT NULL,
	`alpha3` text,
	`m49` text,
	`status` text NOT NULL,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_qualifier` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	CONSTRAINT `fk_countries_id_party_kind_parties_id_kind_fk` FOREIGN KEY (`id`,`party_kind`) REFERENCES `parties`(`id`,`kind`),
	CONSTRAINT "countries_kind" CHECK("party_kind" IN ('COUNTRY')),
	CONSTRAINT "countries_status" CHECK("status" IN ('STATE', 'TERRITORY', 'FORMER', 'OTHER')),
	CONSTRAINT "countries_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "countries_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_countries` (`id`, `party_kind`, `code`, `alpha3`, `m49`, `status`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_qualifier`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_qualifier`, `end_basis`, `end_verbatim`) SELECT `id`, `party_kind`, `code`, `alpha3`, `m49`, `status`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_qualifier`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_qualifier`, `until_basis`, `until_verbatim` FROM `countries`;
--> statement-breakpoint
DROP TABLE `countries`;
--> statement-breakpoint
ALTER TABLE `__new_countries` RENAME TO `countries`;
--> statement-breakpoint
CREATE INDEX `countries_alpha3` ON `countries` (`alpha3`);
--> statement-breakpoint
CREATE UNIQUE INDEX `countries_code` ON `countries` (`code`);
--> statement-breakpoint
CREATE UNIQUE INDEX `countries_id_code` ON `countries` (`id`,`code`);
--> statement-breakpoint
CREATE INDEX `countries_m49` ON `countries` (`m49`);
--> statement-breakpoint
CREATE INDEX `countries_status` ON `countries` (`status`,`code`);
--> statement-breakpoint
CREATE TABLE `__new_country_periods` (
	`country_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_qualifier` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	CONSTRAINT `country_periods_pk` PRIMARY KEY(`country_id`, `ordinal`),
	CONSTRAINT `fk_country_periods_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT "country_periods_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "country_periods_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_country_periods` (`country_id`, `ordinal`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_qualifier`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_qualifier`, `end_basis`, `end_verbatim`) SELECT `country_id`, `ordinal`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_qualifier`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_qualifier`, `until_basis`, `until_verbatim` FROM `country_periods`;
--> statement-breakpoint
DROP TABLE `country_periods`;
--> statement-breakpoint
ALTER TABLE `__new_country_periods` RENAME TO `country_periods`;
--> statement-breakpoint
CREATE TABLE `__new_coverages` (
	`id` integer PRIMARY KEY,
	`source_id` integer NOT NULL,
	`about` text NOT NULL,
	`start` text,
	`end` text,
	`note` text,
	CONSTRAINT `fk_coverages_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "coverages_start" CHECK("start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "coverages_end" CHECK("end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
);
--> statement-breakpoint
INSERT INTO `__new_coverages` (`id`, `source_id`, `about`, `start`, `end`, `note`) SELECT `id`, `source_id`, `about`, `from`, `until`, `note` FROM `coverages`;
--> statement-breakpoint
DROP TABLE `coverages`;
--> statement-breakpoint
ALTER TABLE `__new_coverages` RENAME TO `coverages`;
--> statement-breakpoint
CREATE INDEX `coverages_about` ON `coverages` (`about`);
--> statement-breakpoint
CREATE UNIQUE INDEX `coverages_source` ON `coverages` (`source_id`,`about`);
--> statement-breakpoint
CREATE TABLE `__new_memberships` (
	`id` integer PRIMARY KEY,
	`group_id` integer NOT NULL,
	`country_id` integer NOT NULL,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_qualifier` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	CONSTRAINT `fk_memberships_group_id_groups_id_fk` FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`),
	CONSTRAINT `fk_memberships_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT "memberships_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "memberships_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_memberships` (`id`, `group_id`, `country_id`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_qualifier`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_qualifier`, `end_basis`, `end_verbatim`) SELECT `id`, `group_id`, `country_id`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_qualifier`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_qualifier`, `until_basis`, `until_verbatim` FROM `memberships`;
--> statement-breakpoint
DROP TABLE `memberships`;
--> statement-breakpoint
ALTER TABLE `__new_memberships` RENAME TO `memberships`;
--> statement-breakpoint
CREATE INDEX `memberships_country` ON `memberships` (`country_id`,`group_id`);
--> statement-breakpoint
CREATE INDEX `memberships_group` ON `memberships` (`group_id`,`country_id`);
--> statement-breakpoint
CREATE TABLE `__new_names` (
	`id` integer PRIMARY KEY,
	`party_id` integer NOT NULL,
	`text` text NOT NULL,
	`folded` text NOT NULL,
	`language` text,
	`kind` text NOT NULL,
	`start` text,
	`end` text,
	`ordinal` integer NOT NULL,
	CONSTRAINT `fk_names_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT "names_kind" CHECK("kind" IN ('SHORT', 'OFFICIAL', 'ALIAS', 'FORMER', 'DEMONYM', 'TRANSLITERATION')),
	CONSTRAINT "names_start" CHECK("start" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "names_end" CHECK("end" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "names_period" CHECK("start" IS NULL OR "end" IS NULL OR "start" <= "end")
);
--> statement-breakpoint
INSERT INTO `__new_names` (`id`, `party_id`, `text`, `folded`, `language`, `kind`, `start`, `end`, `ordinal`) SELECT `id`, `party_id`, `text`, `folded`, `language`, `kind`, `from`, `until`, `ordinal` FROM `names`;
--> statement-breakpoint
DROP TABLE `names`;
--> statement-breakpoint
ALTER TABLE `__new_names` RENAME TO `names`;
--> statement-breakpoint
CREATE INDEX `names_folded` ON `names` (`folded`,`party_id`);
--> statement-breakpoint
CREATE INDEX `names_party` ON `names` (`party_id`,`ordinal`);
--> statement-breakpoint
CREATE TABLE `__new_offices` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`title` text NOT NULL,
	`rank` text NOT NULL,
	`country_id` integer,
	`organization_id` integer,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_qualifier` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	CONSTRAINT `fk_offices_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_offices_organization_id_organizations_id_fk` FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`),
	CONSTRAINT "offices_rank" CHECK("rank" IN ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'MINISTER', 'AMBASSADOR', 'SPOKESPERSON', 'IGO_HEAD', 'OTHER')),
	CONSTRAINT "offices_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "offices_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest"))),
	CONSTRAINT "offices_of" CHECK("country_id" IS NULL OR "organization_id" IS NULL)
);
--> statement-breakpoint
INSERT INTO `__new_offices` (`id`, `key`, `title`, `rank`, `country_id`, `organization_id`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_qualifier`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_qualifier`, `end_basis`, `end_verbatim`) SELECT `id`, `key`, `title`, `rank`, `country_id`, `organization_id`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_qualifier`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_qualifier`, `until_basis`, `until_verbatim` FROM `offices`;
--> statement-breakpoint
DROP TABLE `offices`;
--> statement-breakpoint
ALTER TABLE `__new_offices` RENAME TO `offices`;
--> statement-breakpoint
CREATE INDEX `offices_country` ON `offices` (`country_id`,`rank`);
--> statement-breakpoint
CREATE UNIQUE INDEX `offices_key` ON `offices` (`key`);
--> statement-breakpoint
CREATE INDEX `offices_organization` ON `offices` (`organization_id`);
--> statement-breakpoint
CREATE TABLE `__new_positions` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'POSITION' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`holder_id` integer NOT NULL,
	`stance` text NOT NULL,
	`topic_id` integer,
	`label` text,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_qualifier` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	`stated_by_id` integer,
	`folded_label` text,
	CONSTRAINT `fk_positions_holder_id_parties_id_fk` FOREIGN KEY (`holder_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_positions_topic_id_topics_id_fk` FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`),
	CONSTRAINT `fk_positions_stated_by_id_parties_id_fk` FOREIGN KEY (`stated_by_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_positions_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "positions_entry_kind" CHECK("entry_kind" IN ('POSITION')),
	CONSTRAINT "positions_stance" CHECK("stance" IN ('SUPPORTS', 'REJECTS', 'COMMITS', 'NEUTRAL', 'CONCERNED', 'PARTNER')),
	CONSTRAINT "positions_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "positions_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_positions` (`id`, `entry_kind`, `at`, `key`, `holder_id`, `stance`, `topic_id`, `label`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_qualifier`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_qualifier`, `end_basis`, `end_verbatim`, `stated_by_id`, `folded_label`) SELECT `id`, `entry_kind`, `at`, `key`, `holder_id`, `stance`, `topic_id`, `label`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_qualifier`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_qualifier`, `until_basis`, `until_verbatim`, `stated_by_id`, `folded_label` FROM `positions`;
--> statement-breakpoint
DROP TABLE `positions`;
--> statement-breakpoint
ALTER TABLE `__new_positions` RENAME TO `positions`;
--> statement-breakpoint
CREATE INDEX `positions_at` ON `positions` (`at`,`key`);
--> statement-breakpoint
CREATE INDEX `positions_holder` ON `positions` (`holder_id`,`at`,`key`);
--> statement-breakpoint
CREATE UNIQUE INDEX `positions_identity` ON `positions` (`id`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `positions_label` ON `positions` (`folded_label`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `positions_stance` ON `positions` (`stance`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `positions_stated_by` ON `positions` (`stated_by_id`);
--> statement-breakpoint
CREATE INDEX `positions_topic` ON `positions` (`topic_id`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_terms` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`office_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`capacity` text NOT NULL,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_qualifier` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	`attested_until` text,
	CONSTRAINT `fk_terms_office_id_offices_id_fk` FOREIGN KEY (`office_id`) REFERENCES `offices`(`id`),
	CONSTRAINT `fk_terms_person_id_people_id_fk` FOREIGN KEY (`person_id`) REFERENCES `people`(`id`),
	CONSTRAINT "terms_capacity" CHECK("capacity" IN ('INCUMBENT', 'ACTING', 'CARETAKER', 'ELECT', 'REPRESENTATIVE')),
	CONSTRAINT "terms_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "terms_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest"))),
	CONSTRAINT "terms_attested_until" CHECK("attested_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
);
--> statement-breakpoint
INSERT INTO `__new_terms` (`id`, `key`, `office_id`, `person_id`, `capacity`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_qualifier`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_qualifier`, `end_basis`, `end_verbatim`, `attested_until`) SELECT `id`, `key`, `office_id`, `person_id`, `capacity`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_qualifier`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_qualifier`, `until_basis`, `until_verbatim`, `attested_until` FROM `terms`;
--> statement-breakpoint
DROP TABLE `terms`;
--> statement-breakpoint
ALTER TABLE `__new_terms` RENAME TO `terms`;
--> statement-breakpoint
CREATE UNIQUE INDEX `terms_id_person` ON `terms` (`id`,`person_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `terms_key` ON `terms` (`key`);
--> statement-breakpoint
CREATE INDEX `terms_office` ON `terms` (`office_id`,`person_id`);
--> statement-breakpoint
CREATE INDEX `terms_person` ON `terms` (`person_id`,`office_id`);
--> statement-breakpoint
CREATE TABLE `__new_trade_links` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'TRADE_LINK' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`commodity_verbatim` text,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_qualifier` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	`agreement_id` integer,
	CONSTRAINT `fk_trade_links_agreement_id_agreements_id_fk` FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`),
	CONSTRAINT `fk_trade_links_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "trade_links_entry_kind" CHECK("entry_kind" IN ('TRADE_LINK')),
	CONSTRAINT "trade_links_kind" CHECK("kind" IN ('SUPPLY', 'ROUTE', 'JOINT_VENTURE', 'INVESTMENT', 'PARTNERSHIP')),
	CONSTRAINT "trade_links_status" CHECK("status" IN ('PLEDGE', 'COMMITMENT', 'ACTIVE', 'WINDING_DOWN', 'SUSPENDED', 'ENDED')),
	CONSTRAINT "trade_links_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "trade_links_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_trade_links` (`id`, `entry_kind`, `at`, `key`, `kind`, `status`, `commodity_verbatim`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_qualifier`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_qualifier`, `end_basis`, `end_verbatim`, `agreement_id`) SELECT `id`, `entry_kind`, `at`, `key`, `kind`, `status`, `commodity_verbatim`, `since_edtf`, `since_earliest`, `since_latest`, `since_precision`, `since_qualifier`, `since_basis`, `since_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_qualifier`, `until_basis`, `until_verbatim`, `agreement_id` FROM `trade_links`;
--> statement-breakpoint
DROP TABLE `trade_links`;
--> statement-breakpoint
ALTER TABLE `__new_trade_links` RENAME TO `trade_links`;
--> statement-breakpoint
CREATE INDEX `trade_links_agreement` ON `trade_links` (`agreement_id`);
--> statement-breakpoint
CREATE INDEX `trade_links_at` ON `trade_links` (`at`,`key`);
--> statement-breakpoint
CREATE UNIQUE INDEX `trade_links_identity` ON `trade_links` (`id`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `trade_links_kind` ON `trade_links` (`kind`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `trade_links_status` ON `trade_links` (`status`,`at`,`key`);
--> statement-breakpoint
-- The same names in citations, claims of lists (whose items have their fields in alphabetical order), the history, the
-- versions of importers, and drafts.
UPDATE `citations` SET `field` = CASE `field` WHEN 'until' THEN 'end' ELSE 'start' END WHERE `field` IN ('from', 'since', 'until');
--> statement-breakpoint
UPDATE `citations` SET `value` = (
	SELECT json_group_array(json(`item`)) FROM (
		SELECT (
			SELECT json_group_object(`name`, `value`) FROM (
				SELECT CASE f.key WHEN 'from' THEN 'start' WHEN 'until' THEN 'end' ELSE f.key END AS `name`, f.value AS `value`
				FROM json_each(i.value) f ORDER BY 1
			)
		) AS `item` FROM json_each(`citations`.`value`) i ORDER BY i.key
	)
) WHERE `field` IN ('names', 'members', 'affiliations', 'periods') AND json_valid(`value`)
	AND (instr(`value`, '"from":') > 0 OR instr(`value`, '"until":') > 0);
--> statement-breakpoint
UPDATE `imported` SET `document` = replace(replace(replace(replace(replace(replace(replace(replace(`document`, '{"from":', '{"start":'), ',"from":', ',"start":'), '{"until":', '{"end":'), ',"until":', ',"end":'), '"field":"from"', '"field":"start"'), '"field":"since"', '"field":"start"'), '"field":"until"', '"field":"end"'), ',"since":', ',"start":')
WHERE `document` IS NOT NULL AND `record_id` IN (SELECT `id` FROM `records` WHERE `noun` IN ('country', 'group', 'person', 'organization', 'office', 'term', 'position', 'trade-link', 'coverage'));
--> statement-breakpoint
UPDATE `drafts` SET `record` = replace(replace(replace(replace(replace(replace(replace(replace(json(`record`), '{"from":', '{"start":'), ',"from":', ',"start":'), '{"until":', '{"end":'), ',"until":', ',"end":'), '"field":"from"', '"field":"start"'), '"field":"since"', '"field":"start"'), '"field":"until"', '"field":"end"'), ',"since":', ',"start":')
WHERE `noun` IN ('country', 'group', 'person', 'organization', 'office', 'term', 'position', 'trade-link', 'coverage');
--> statement-breakpoint
DROP TRIGGER `revisions_no_update`;
--> statement-breakpoint
UPDATE `revisions` SET `changes` = (
	SELECT json_group_object(
		CASE c.key WHEN 'from' THEN 'start' WHEN 'since' THEN 'start' WHEN 'until' THEN 'end' ELSE c.key END,
		json_object(
			'from', json(replace(replace(replace(replace(replace(replace(replace(c.value -> '$.from', '{"from":', '{"start":'), ',"from":', ',"start":'), '{"until":', '{"end":'), ',"until":', ',"end":'), '"field":"from"', '"field":"start"'), '"field":"since"', '"field":"start"'), '"field":"until"', '"field":"end"')),
			'to', json(replace(replace(replace(replace(replace(replace(replace(c.value -> '$.to', '{"from":', '{"start":'), ',"from":', ',"start":'), '{"until":', '{"end":'), ',"until":', ',"end":'), '"field":"from"', '"field":"start"'), '"field":"since"', '"field":"start"'), '"field":"until"', '"field":"end"'))
		)
	) FROM json_each(`revisions`.`changes`) c
) WHERE `record_id` IN (SELECT `id` FROM `records` WHERE `noun` IN ('country', 'group', 'person', 'organization', 'office', 'term', 'position', 'trade-link', 'coverage'));
--> statement-breakpoint
CREATE TRIGGER `revisions_no_update` BEFORE UPDATE ON `revisions` BEGIN
  SELECT RAISE(ABORT, 'revisions are append-only');
END;
