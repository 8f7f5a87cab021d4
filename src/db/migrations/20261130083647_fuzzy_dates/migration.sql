-- Dates have a qualifier, and the precisions SEASON and QUARTER. The dates themselves are read again by the repair of
-- src/store/repair-dates.ts.
CREATE TABLE `__new_agreements` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'AGREEMENT' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`title` text NOT NULL,
	`instrument` text NOT NULL,
	`binding` integer,
	`status` text NOT NULL,
	`signed_on_edtf` text,
	`signed_on_earliest` text,
	`signed_on_latest` text,
	`signed_on_precision` text,
	`signed_on_qualifier` text,
	`signed_on_basis` text,
	`signed_on_verbatim` text,
	`part_of_id` integer,
	`visit_id` integer,
	CONSTRAINT `fk_agreements_part_of_id_agreements_id_fk` FOREIGN KEY (`part_of_id`) REFERENCES `agreements`(`id`),
	CONSTRAINT `fk_agreements_visit_id_visits_id_fk` FOREIGN KEY (`visit_id`) REFERENCES `visits`(`id`),
	CONSTRAINT `fk_agreements_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "agreements_entry_kind" CHECK("entry_kind" IN ('AGREEMENT')),
	CONSTRAINT "agreements_instrument" CHECK("instrument" IN ('TREATY', 'AGREEMENT', 'CONVENTION', 'CHARTER', 'PROTOCOL', 'DECLARATION', 'MEMORANDUM_OF_UNDERSTANDING', 'EXCHANGE_OF_NOTES', 'DECLARATION_OF_INTENT', 'JOINT_STATEMENT', 'CONTRACT', 'UNSPECIFIED')),
	CONSTRAINT "agreements_binding" CHECK("binding" IN (0, 1)),
	CONSTRAINT "agreements_status" CHECK("status" IN ('PLANNED', 'REPORTED_SIGNED', 'SIGNED', 'RATIFIED', 'IN_FORCE', 'TERMINATED')),
	CONSTRAINT "agreements_signed_on" CHECK(("signed_on_edtf" IS NULL AND "signed_on_precision" IS NULL AND "signed_on_basis" IS NULL AND "signed_on_earliest" IS NULL AND "signed_on_latest" IS NULL AND "signed_on_qualifier" IS NULL)
      OR ("signed_on_edtf" IS NOT NULL AND "signed_on_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "signed_on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("signed_on_qualifier" IS NULL OR "signed_on_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("signed_on_earliest" IS NULL OR "signed_on_latest" IS NULL OR "signed_on_earliest" <= "signed_on_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_agreements`(`id`, `entry_kind`, `at`, `key`, `title`, `instrument`, `binding`, `status`, `signed_on_edtf`, `signed_on_earliest`, `signed_on_latest`, `signed_on_precision`, `signed_on_basis`, `signed_on_verbatim`, `part_of_id`, `visit_id`, `signed_on_qualifier`) SELECT `id`, `entry_kind`, `at`, `key`, `title`, `instrument`, `binding`, `status`, `signed_on_edtf`, `signed_on_earliest`, `signed_on_latest`, `signed_on_precision`, `signed_on_basis`, `signed_on_verbatim`, `part_of_id`, `visit_id`, CASE WHEN instr(`signed_on_edtf`, '%') OR (instr(`signed_on_edtf`, '~') AND instr(`signed_on_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`signed_on_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`signed_on_edtf`, '?') THEN 'UNCERTAIN' END FROM `agreements`;--> statement-breakpoint
DROP TABLE `agreements`;--> statement-breakpoint
ALTER TABLE `__new_agreements` RENAME TO `agreements`;--> statement-breakpoint
CREATE TABLE `__new_countries` (
	`id` integer PRIMARY KEY,
	`party_kind` text DEFAULT 'COUNTRY' NOT NULL,
	`code` text NOT NULL,
	`alpha3` text,
	`m49` text,
	`status` text NOT NULL,
	`from_edtf` text,
	`from_earliest` text,
	`from_latest` text,
	`from_precision` text,
	`from_qualifier` text,
	`from_basis` text,
	`from_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_qualifier` text,
	`until_basis` text,
	`until_verbatim` text,
	CONSTRAINT `fk_countries_id_party_kind_parties_id_kind_fk` FOREIGN KEY (`id`,`party_kind`) REFERENCES `parties`(`id`,`kind`),
	CONSTRAINT "countries_kind" CHECK("party_kind" IN ('COUNTRY')),
	CONSTRAINT "countries_status" CHECK("status" IN ('STATE', 'TERRITORY', 'FORMER', 'OTHER')),
	CONSTRAINT "countries_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL AND "from_qualifier" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_qualifier" IS NULL OR "from_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "countries_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL AND "until_qualifier" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_qualifier" IS NULL OR "until_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_countries`(`id`, `party_kind`, `code`, `alpha3`, `m49`, `status`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `from_qualifier`, `until_qualifier`) SELECT `id`, `party_kind`, `code`, `alpha3`, `m49`, `status`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, CASE WHEN instr(`from_edtf`, '%') OR (instr(`from_edtf`, '~') AND instr(`from_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`from_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`from_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`until_edtf`, '%') OR (instr(`until_edtf`, '~') AND instr(`until_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`until_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`until_edtf`, '?') THEN 'UNCERTAIN' END FROM `countries`;--> statement-breakpoint
DROP TABLE `countries`;--> statement-breakpoint
ALTER TABLE `__new_countries` RENAME TO `countries`;--> statement-breakpoint
CREATE TABLE `__new_country_periods` (
	`country_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`from_edtf` text,
	`from_earliest` text,
	`from_latest` text,
	`from_precision` text,
	`from_qualifier` text,
	`from_basis` text,
	`from_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_qualifier` text,
	`until_basis` text,
	`until_verbatim` text,
	CONSTRAINT `country_periods_pk` PRIMARY KEY(`country_id`, `ordinal`),
	CONSTRAINT `fk_country_periods_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT "country_periods_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL AND "from_qualifier" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_qualifier" IS NULL OR "from_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "country_periods_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL AND "until_qualifier" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_qualifier" IS NULL OR "until_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_country_periods`(`country_id`, `ordinal`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `from_qualifier`, `until_qualifier`) SELECT `country_id`, `ordinal`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, CASE WHEN instr(`from_edtf`, '%') OR (instr(`from_edtf`, '~') AND instr(`from_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`from_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`from_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`until_edtf`, '%') OR (instr(`until_edtf`, '~') AND instr(`until_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`until_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`until_edtf`, '?') THEN 'UNCERTAIN' END FROM `country_periods`;--> statement-breakpoint
DROP TABLE `country_periods`;--> statement-breakpoint
ALTER TABLE `__new_country_periods` RENAME TO `country_periods`;--> statement-breakpoint
CREATE TABLE `__new_successions` (
	`predecessor_id` integer NOT NULL,
	`successor_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`source_id` integer NOT NULL,
	`on_edtf` text,
	`on_earliest` text,
	`on_latest` text,
	`on_precision` text,
	`on_qualifier` text,
	`on_basis` text,
	`on_verbatim` text,
	CONSTRAINT `successions_pk` PRIMARY KEY(`predecessor_id`, `successor_id`),
	CONSTRAINT `fk_successions_predecessor_id_countries_id_fk` FOREIGN KEY (`predecessor_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_successions_successor_id_countries_id_fk` FOREIGN KEY (`successor_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_successions_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "successions_on" CHECK(("on_edtf" IS NULL AND "on_precision" IS NULL AND "on_basis" IS NULL AND "on_earliest" IS NULL AND "on_latest" IS NULL AND "on_qualifier" IS NULL)
      OR ("on_edtf" IS NOT NULL AND "on_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("on_qualifier" IS NULL OR "on_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("on_earliest" IS NULL OR "on_latest" IS NULL OR "on_earliest" <= "on_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_successions`(`predecessor_id`, `successor_id`, `ordinal`, `source_id`, `on_edtf`, `on_earliest`, `on_latest`, `on_precision`, `on_basis`, `on_verbatim`, `on_qualifier`) SELECT `predecessor_id`, `successor_id`, `ordinal`, `source_id`, `on_edtf`, `on_earliest`, `on_latest`, `on_precision`, `on_basis`, `on_verbatim`, CASE WHEN instr(`on_edtf`, '%') OR (instr(`on_edtf`, '~') AND instr(`on_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`on_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`on_edtf`, '?') THEN 'UNCERTAIN' END FROM `successions`;--> statement-breakpoint
DROP TABLE `successions`;--> statement-breakpoint
ALTER TABLE `__new_successions` RENAME TO `successions`;--> statement-breakpoint
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
	`date_qualifier` text,
	`date_basis` text,
	`date_verbatim` text,
	CONSTRAINT "entries_kind" CHECK("kind" IN ('VISIT', 'STATEMENT', 'TRADE_LINK', 'AGREEMENT', 'POSITION', 'FIGURE')),
	CONSTRAINT "entries_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "entries_attested_on" CHECK("attested_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "entries_date" CHECK(("date_edtf" IS NULL AND "date_precision" IS NULL AND "date_basis" IS NULL AND "date_earliest" IS NULL AND "date_latest" IS NULL AND "date_qualifier" IS NULL)
      OR ("date_edtf" IS NOT NULL AND "date_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "date_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("date_qualifier" IS NULL OR "date_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("date_earliest" IS NULL OR "date_latest" IS NULL OR "date_earliest" <= "date_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_entries`(`id`, `key`, `kind`, `at`, `summary`, `attested_on`, `date_edtf`, `date_earliest`, `date_latest`, `date_precision`, `date_basis`, `date_verbatim`, `date_qualifier`) SELECT `id`, `key`, `kind`, `at`, `summary`, `attested_on`, `date_edtf`, `date_earliest`, `date_latest`, `date_precision`, `date_basis`, `date_verbatim`, CASE WHEN instr(`date_edtf`, '%') OR (instr(`date_edtf`, '~') AND instr(`date_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`date_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`date_edtf`, '?') THEN 'UNCERTAIN' END FROM `entries`;--> statement-breakpoint
DROP TABLE `entries`;--> statement-breakpoint
ALTER TABLE `__new_entries` RENAME TO `entries`;--> statement-breakpoint
CREATE TABLE `__new_figures` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'FIGURE' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`measure` text NOT NULL,
	`value` real NOT NULL,
	`unit` text NOT NULL,
	`approximate` integer NOT NULL,
	`period_edtf` text,
	`period_earliest` text,
	`period_latest` text,
	`period_precision` text,
	`period_qualifier` text,
	`period_basis` text,
	`period_verbatim` text,
	`stated_by_id` integer,
	`visit_id` integer,
	`folded_measure` text NOT NULL,
	CONSTRAINT `fk_figures_stated_by_id_parties_id_fk` FOREIGN KEY (`stated_by_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_figures_visit_id_visits_id_fk` FOREIGN KEY (`visit_id`) REFERENCES `visits`(`id`),
	CONSTRAINT `fk_figures_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "figures_entry_kind" CHECK("entry_kind" IN ('FIGURE')),
	CONSTRAINT "figures_approximate" CHECK("approximate" IN (0, 1)),
	CONSTRAINT "figures_period" CHECK(("period_edtf" IS NULL AND "period_precision" IS NULL AND "period_basis" IS NULL AND "period_earliest" IS NULL AND "period_latest" IS NULL AND "period_qualifier" IS NULL)
      OR ("period_edtf" IS NOT NULL AND "period_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "period_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("period_qualifier" IS NULL OR "period_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("period_earliest" IS NULL OR "period_latest" IS NULL OR "period_earliest" <= "period_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_figures`(`id`, `entry_kind`, `at`, `key`, `measure`, `value`, `unit`, `approximate`, `period_edtf`, `period_earliest`, `period_latest`, `period_precision`, `period_basis`, `period_verbatim`, `stated_by_id`, `visit_id`, `folded_measure`, `period_qualifier`) SELECT `id`, `entry_kind`, `at`, `key`, `measure`, `value`, `unit`, `approximate`, `period_edtf`, `period_earliest`, `period_latest`, `period_precision`, `period_basis`, `period_verbatim`, `stated_by_id`, `visit_id`, `folded_measure`, CASE WHEN instr(`period_edtf`, '%') OR (instr(`period_edtf`, '~') AND instr(`period_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`period_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`period_edtf`, '?') THEN 'UNCERTAIN' END FROM `figures`;--> statement-breakpoint
DROP TABLE `figures`;--> statement-breakpoint
ALTER TABLE `__new_figures` RENAME TO `figures`;--> statement-breakpoint
CREATE TABLE `__new_affiliations` (
	`id` integer PRIMARY KEY,
	`group_id` integer NOT NULL,
	`party_id` integer NOT NULL,
	`status` text NOT NULL,
	`from_edtf` text,
	`from_earliest` text,
	`from_latest` text,
	`from_precision` text,
	`from_qualifier` text,
	`from_basis` text,
	`from_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_qualifier` text,
	`until_basis` text,
	`until_verbatim` text,
	CONSTRAINT `fk_affiliations_group_id_groups_id_fk` FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`),
	CONSTRAINT `fk_affiliations_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT "affiliations_status" CHECK("status" IN ('MEMBER', 'ASSOCIATE', 'OBSERVER', 'SUSPENDED')),
	CONSTRAINT "affiliations_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL AND "from_qualifier" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_qualifier" IS NULL OR "from_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "affiliations_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL AND "until_qualifier" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_qualifier" IS NULL OR "until_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_affiliations`(`id`, `group_id`, `party_id`, `status`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `from_qualifier`, `until_qualifier`) SELECT `id`, `group_id`, `party_id`, `status`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, CASE WHEN instr(`from_edtf`, '%') OR (instr(`from_edtf`, '~') AND instr(`from_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`from_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`from_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`until_edtf`, '%') OR (instr(`until_edtf`, '~') AND instr(`until_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`until_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`until_edtf`, '?') THEN 'UNCERTAIN' END FROM `affiliations`;--> statement-breakpoint
DROP TABLE `affiliations`;--> statement-breakpoint
ALTER TABLE `__new_affiliations` RENAME TO `affiliations`;--> statement-breakpoint
CREATE TABLE `__new_memberships` (
	`id` integer PRIMARY KEY,
	`group_id` integer NOT NULL,
	`country_id` integer NOT NULL,
	`from_edtf` text,
	`from_earliest` text,
	`from_latest` text,
	`from_precision` text,
	`from_qualifier` text,
	`from_basis` text,
	`from_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_qualifier` text,
	`until_basis` text,
	`until_verbatim` text,
	CONSTRAINT `fk_memberships_group_id_groups_id_fk` FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`),
	CONSTRAINT `fk_memberships_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT "memberships_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL AND "from_qualifier" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_qualifier" IS NULL OR "from_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "memberships_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL AND "until_qualifier" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_qualifier" IS NULL OR "until_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_memberships`(`id`, `group_id`, `country_id`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `from_qualifier`, `until_qualifier`) SELECT `id`, `group_id`, `country_id`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, CASE WHEN instr(`from_edtf`, '%') OR (instr(`from_edtf`, '~') AND instr(`from_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`from_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`from_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`until_edtf`, '%') OR (instr(`until_edtf`, '~') AND instr(`until_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`until_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`until_edtf`, '?') THEN 'UNCERTAIN' END FROM `memberships`;--> statement-breakpoint
DROP TABLE `memberships`;--> statement-breakpoint
ALTER TABLE `__new_memberships` RENAME TO `memberships`;--> statement-breakpoint
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
	`from_qualifier` text,
	`from_basis` text,
	`from_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_qualifier` text,
	`until_basis` text,
	`until_verbatim` text,
	CONSTRAINT `fk_offices_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_offices_organization_id_organizations_id_fk` FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`),
	CONSTRAINT "offices_rank" CHECK("rank" IN ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'MINISTER', 'AMBASSADOR', 'SPOKESPERSON', 'IGO_HEAD', 'OTHER')),
	CONSTRAINT "offices_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL AND "from_qualifier" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_qualifier" IS NULL OR "from_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "offices_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL AND "until_qualifier" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_qualifier" IS NULL OR "until_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest"))),
	CONSTRAINT "offices_of" CHECK("country_id" IS NULL OR "organization_id" IS NULL)
);
--> statement-breakpoint
INSERT INTO `__new_offices`(`id`, `key`, `title`, `rank`, `country_id`, `organization_id`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `from_qualifier`, `until_qualifier`) SELECT `id`, `key`, `title`, `rank`, `country_id`, `organization_id`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, CASE WHEN instr(`from_edtf`, '%') OR (instr(`from_edtf`, '~') AND instr(`from_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`from_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`from_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`until_edtf`, '%') OR (instr(`until_edtf`, '~') AND instr(`until_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`until_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`until_edtf`, '?') THEN 'UNCERTAIN' END FROM `offices`;--> statement-breakpoint
DROP TABLE `offices`;--> statement-breakpoint
ALTER TABLE `__new_offices` RENAME TO `offices`;--> statement-breakpoint
CREATE TABLE `__new_terms` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`office_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`capacity` text NOT NULL,
	`from_edtf` text,
	`from_earliest` text,
	`from_latest` text,
	`from_precision` text,
	`from_qualifier` text,
	`from_basis` text,
	`from_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_qualifier` text,
	`until_basis` text,
	`until_verbatim` text,
	`attested_until` text,
	CONSTRAINT `fk_terms_office_id_offices_id_fk` FOREIGN KEY (`office_id`) REFERENCES `offices`(`id`),
	CONSTRAINT `fk_terms_person_id_people_id_fk` FOREIGN KEY (`person_id`) REFERENCES `people`(`id`),
	CONSTRAINT "terms_capacity" CHECK("capacity" IN ('INCUMBENT', 'ACTING', 'CARETAKER', 'ELECT', 'REPRESENTATIVE')),
	CONSTRAINT "terms_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL AND "from_qualifier" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_qualifier" IS NULL OR "from_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "terms_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL AND "until_qualifier" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_qualifier" IS NULL OR "until_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest"))),
	CONSTRAINT "terms_attested_until" CHECK("attested_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
);
--> statement-breakpoint
INSERT INTO `__new_terms`(`id`, `key`, `office_id`, `person_id`, `capacity`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `attested_until`, `from_qualifier`, `until_qualifier`) SELECT `id`, `key`, `office_id`, `person_id`, `capacity`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `attested_until`, CASE WHEN instr(`from_edtf`, '%') OR (instr(`from_edtf`, '~') AND instr(`from_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`from_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`from_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`until_edtf`, '%') OR (instr(`until_edtf`, '~') AND instr(`until_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`until_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`until_edtf`, '?') THEN 'UNCERTAIN' END FROM `terms`;--> statement-breakpoint
DROP TABLE `terms`;--> statement-breakpoint
ALTER TABLE `__new_terms` RENAME TO `terms`;--> statement-breakpoint
CREATE TABLE `__new_people` (
	`id` integer PRIMARY KEY,
	`party_kind` text DEFAULT 'PERSON' NOT NULL,
	`born_edtf` text,
	`born_earliest` text,
	`born_latest` text,
	`born_precision` text,
	`born_qualifier` text,
	`born_basis` text,
	`born_verbatim` text,
	`died_edtf` text,
	`died_earliest` text,
	`died_latest` text,
	`died_precision` text,
	`died_qualifier` text,
	`died_basis` text,
	`died_verbatim` text,
	CONSTRAINT `fk_people_id_party_kind_parties_id_kind_fk` FOREIGN KEY (`id`,`party_kind`) REFERENCES `parties`(`id`,`kind`),
	CONSTRAINT "people_kind" CHECK("party_kind" IN ('PERSON')),
	CONSTRAINT "people_born" CHECK(("born_edtf" IS NULL AND "born_precision" IS NULL AND "born_basis" IS NULL AND "born_earliest" IS NULL AND "born_latest" IS NULL AND "born_qualifier" IS NULL)
      OR ("born_edtf" IS NOT NULL AND "born_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "born_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("born_qualifier" IS NULL OR "born_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("born_earliest" IS NULL OR "born_latest" IS NULL OR "born_earliest" <= "born_latest"))),
	CONSTRAINT "people_died" CHECK(("died_edtf" IS NULL AND "died_precision" IS NULL AND "died_basis" IS NULL AND "died_earliest" IS NULL AND "died_latest" IS NULL AND "died_qualifier" IS NULL)
      OR ("died_edtf" IS NOT NULL AND "died_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "died_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("died_qualifier" IS NULL OR "died_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("died_earliest" IS NULL OR "died_latest" IS NULL OR "died_earliest" <= "died_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_people`(`id`, `party_kind`, `born_edtf`, `born_earliest`, `born_latest`, `born_precision`, `born_basis`, `born_verbatim`, `died_edtf`, `died_earliest`, `died_latest`, `died_precision`, `died_basis`, `died_verbatim`, `born_qualifier`, `died_qualifier`) SELECT `id`, `party_kind`, `born_edtf`, `born_earliest`, `born_latest`, `born_precision`, `born_basis`, `born_verbatim`, `died_edtf`, `died_earliest`, `died_latest`, `died_precision`, `died_basis`, `died_verbatim`, CASE WHEN instr(`born_edtf`, '%') OR (instr(`born_edtf`, '~') AND instr(`born_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`born_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`born_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`died_edtf`, '%') OR (instr(`died_edtf`, '~') AND instr(`died_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`died_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`died_edtf`, '?') THEN 'UNCERTAIN' END FROM `people`;--> statement-breakpoint
DROP TABLE `people`;--> statement-breakpoint
ALTER TABLE `__new_people` RENAME TO `people`;--> statement-breakpoint
CREATE TABLE `__new_positions` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'POSITION' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`holder_id` integer NOT NULL,
	`stance` text NOT NULL,
	`topic_id` integer,
	`label` text,
	`from_edtf` text,
	`from_earliest` text,
	`from_latest` text,
	`from_precision` text,
	`from_qualifier` text,
	`from_basis` text,
	`from_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_qualifier` text,
	`until_basis` text,
	`until_verbatim` text,
	`stated_by_id` integer,
	`folded_label` text,
	CONSTRAINT `fk_positions_holder_id_parties_id_fk` FOREIGN KEY (`holder_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_positions_topic_id_topics_id_fk` FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`),
	CONSTRAINT `fk_positions_stated_by_id_parties_id_fk` FOREIGN KEY (`stated_by_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_positions_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "positions_entry_kind" CHECK("entry_kind" IN ('POSITION')),
	CONSTRAINT "positions_stance" CHECK("stance" IN ('SUPPORTS', 'REJECTS', 'COMMITS', 'NEUTRAL', 'CONCERNED', 'PARTNER')),
	CONSTRAINT "positions_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL AND "from_qualifier" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_qualifier" IS NULL OR "from_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "positions_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL AND "until_qualifier" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_qualifier" IS NULL OR "until_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_positions`(`id`, `entry_kind`, `at`, `key`, `holder_id`, `stance`, `topic_id`, `label`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `stated_by_id`, `folded_label`, `from_qualifier`, `until_qualifier`) SELECT `id`, `entry_kind`, `at`, `key`, `holder_id`, `stance`, `topic_id`, `label`, `from_edtf`, `from_earliest`, `from_latest`, `from_precision`, `from_basis`, `from_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `stated_by_id`, `folded_label`, CASE WHEN instr(`from_edtf`, '%') OR (instr(`from_edtf`, '~') AND instr(`from_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`from_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`from_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`until_edtf`, '%') OR (instr(`until_edtf`, '~') AND instr(`until_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`until_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`until_edtf`, '?') THEN 'UNCERTAIN' END FROM `positions`;--> statement-breakpoint
DROP TABLE `positions`;--> statement-breakpoint
ALTER TABLE `__new_positions` RENAME TO `positions`;--> statement-breakpoint
CREATE TABLE `__new_sources` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`publisher` text NOT NULL,
	`title` text,
	`url` text,
	`language` text,
	`published_on_edtf` text,
	`published_on_earliest` text,
	`published_on_latest` text,
	`published_on_precision` text,
	`published_on_qualifier` text,
	`published_on_basis` text,
	`published_on_verbatim` text,
	`published_at` text,
	`retrieved_on` text,
	`sha256` text,
	`length` integer,
	`licence` text,
	`replaces_id` integer,
	CONSTRAINT `fk_sources_replaces_id_sources_id_fk` FOREIGN KEY (`replaces_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "sources_published_on" CHECK(("published_on_edtf" IS NULL AND "published_on_precision" IS NULL AND "published_on_basis" IS NULL AND "published_on_earliest" IS NULL AND "published_on_latest" IS NULL AND "published_on_qualifier" IS NULL)
      OR ("published_on_edtf" IS NOT NULL AND "published_on_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "published_on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("published_on_qualifier" IS NULL OR "published_on_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("published_on_earliest" IS NULL OR "published_on_latest" IS NULL OR "published_on_earliest" <= "published_on_latest"))),
	CONSTRAINT "sources_retrieved_on" CHECK("retrieved_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
);
--> statement-breakpoint
INSERT INTO `__new_sources`(`id`, `key`, `publisher`, `title`, `url`, `language`, `published_on_edtf`, `published_on_earliest`, `published_on_latest`, `published_on_precision`, `published_on_basis`, `published_on_verbatim`, `published_at`, `retrieved_on`, `sha256`, `length`, `licence`, `replaces_id`, `published_on_qualifier`) SELECT `id`, `key`, `publisher`, `title`, `url`, `language`, `published_on_edtf`, `published_on_earliest`, `published_on_latest`, `published_on_precision`, `published_on_basis`, `published_on_verbatim`, `published_at`, `retrieved_on`, `sha256`, `length`, `licence`, `replaces_id`, CASE WHEN instr(`published_on_edtf`, '%') OR (instr(`published_on_edtf`, '~') AND instr(`published_on_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`published_on_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`published_on_edtf`, '?') THEN 'UNCERTAIN' END FROM `sources`;--> statement-breakpoint
DROP TABLE `sources`;--> statement-breakpoint
ALTER TABLE `__new_sources` RENAME TO `sources`;--> statement-breakpoint
CREATE TABLE `__new_statements` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'STATEMENT' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`speaker_id` integer,
	`speaker_term_id` integer,
	`mode` text NOT NULL,
	`said_on_edtf` text,
	`said_on_earliest` text,
	`said_on_latest` text,
	`said_on_precision` text,
	`said_on_qualifier` text,
	`said_on_basis` text,
	`said_on_verbatim` text,
	`text` text NOT NULL,
	`language` text NOT NULL,
	`spoken_language` text,
	`visit_id` integer,
	`source_order` text NOT NULL,
	CONSTRAINT `fk_statements_speaker_id_parties_id_fk` FOREIGN KEY (`speaker_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_statements_visit_id_visits_id_fk` FOREIGN KEY (`visit_id`) REFERENCES `visits`(`id`),
	CONSTRAINT `fk_statements_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT `fk_statements_speaker_term_id_speaker_id_terms_id_person_id_fk` FOREIGN KEY (`speaker_term_id`,`speaker_id`) REFERENCES `terms`(`id`,`person_id`),
	CONSTRAINT "statements_entry_kind" CHECK("entry_kind" IN ('STATEMENT')),
	CONSTRAINT "statements_mode" CHECK("mode" IN ('DIRECT', 'INDIRECT', 'MIXED', 'NARRATED')),
	CONSTRAINT "statements_said_on" CHECK(("said_on_edtf" IS NULL AND "said_on_precision" IS NULL AND "said_on_basis" IS NULL AND "said_on_earliest" IS NULL AND "said_on_latest" IS NULL AND "said_on_qualifier" IS NULL)
      OR ("said_on_edtf" IS NOT NULL AND "said_on_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "said_on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("said_on_qualifier" IS NULL OR "said_on_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("said_on_earliest" IS NULL OR "said_on_latest" IS NULL OR "said_on_earliest" <= "said_on_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_statements`(`id`, `entry_kind`, `at`, `key`, `speaker_id`, `speaker_term_id`, `mode`, `said_on_edtf`, `said_on_earliest`, `said_on_latest`, `said_on_precision`, `said_on_basis`, `said_on_verbatim`, `text`, `language`, `spoken_language`, `visit_id`, `source_order`, `said_on_qualifier`) SELECT `id`, `entry_kind`, `at`, `key`, `speaker_id`, `speaker_term_id`, `mode`, `said_on_edtf`, `said_on_earliest`, `said_on_latest`, `said_on_precision`, `said_on_basis`, `said_on_verbatim`, `text`, `language`, `spoken_language`, `visit_id`, `source_order`, CASE WHEN instr(`said_on_edtf`, '%') OR (instr(`said_on_edtf`, '~') AND instr(`said_on_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`said_on_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`said_on_edtf`, '?') THEN 'UNCERTAIN' END FROM `statements`;--> statement-breakpoint
DROP TABLE `statements`;--> statement-breakpoint
ALTER TABLE `__new_statements` RENAME TO `statements`;--> statement-breakpoint
CREATE TABLE `__new_trade_links` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'TRADE_LINK' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`commodity_verbatim` text,
	`since_edtf` text,
	`since_earliest` text,
	`since_latest` text,
	`since_precision` text,
	`since_qualifier` text,
	`since_basis` text,
	`since_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_qualifier` text,
	`until_basis` text,
	`until_verbatim` text,
	`agreement_id` integer,
	CONSTRAINT `fk_trade_links_agreement_id_agreements_id_fk` FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`),
	CONSTRAINT `fk_trade_links_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "trade_links_entry_kind" CHECK("entry_kind" IN ('TRADE_LINK')),
	CONSTRAINT "trade_links_kind" CHECK("kind" IN ('SUPPLY', 'ROUTE', 'JOINT_VENTURE', 'INVESTMENT', 'PARTNERSHIP')),
	CONSTRAINT "trade_links_status" CHECK("status" IN ('PLEDGE', 'COMMITMENT', 'ACTIVE', 'WINDING_DOWN', 'SUSPENDED', 'ENDED')),
	CONSTRAINT "trade_links_since" CHECK(("since_edtf" IS NULL AND "since_precision" IS NULL AND "since_basis" IS NULL AND "since_earliest" IS NULL AND "since_latest" IS NULL AND "since_qualifier" IS NULL)
      OR ("since_edtf" IS NOT NULL AND "since_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "since_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("since_qualifier" IS NULL OR "since_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("since_earliest" IS NULL OR "since_latest" IS NULL OR "since_earliest" <= "since_latest"))),
	CONSTRAINT "trade_links_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL AND "until_qualifier" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_qualifier" IS NULL OR "until_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_trade_links`(`id`, `entry_kind`, `at`, `key`, `kind`, `status`, `commodity_verbatim`, `since_edtf`, `since_earliest`, `since_latest`, `since_precision`, `since_basis`, `since_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `agreement_id`, `since_qualifier`, `until_qualifier`) SELECT `id`, `entry_kind`, `at`, `key`, `kind`, `status`, `commodity_verbatim`, `since_edtf`, `since_earliest`, `since_latest`, `since_precision`, `since_basis`, `since_verbatim`, `until_edtf`, `until_earliest`, `until_latest`, `until_precision`, `until_basis`, `until_verbatim`, `agreement_id`, CASE WHEN instr(`since_edtf`, '%') OR (instr(`since_edtf`, '~') AND instr(`since_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`since_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`since_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`until_edtf`, '%') OR (instr(`until_edtf`, '~') AND instr(`until_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`until_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`until_edtf`, '?') THEN 'UNCERTAIN' END FROM `trade_links`;--> statement-breakpoint
DROP TABLE `trade_links`;--> statement-breakpoint
ALTER TABLE `__new_trade_links` RENAME TO `trade_links`;--> statement-breakpoint
CREATE TABLE `__new_visits` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'VISIT' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`host_id` integer NOT NULL,
	`before_independence` integer,
	`place` text,
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
	`type` text NOT NULL,
	`status` text NOT NULL,
	`remarks` text,
	`trip_id` integer,
	`leg` integer,
	`host_code` text NOT NULL,
	CONSTRAINT `fk_visits_trip_id_trips_id_fk` FOREIGN KEY (`trip_id`) REFERENCES `trips`(`id`),
	CONSTRAINT `fk_visits_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT `fk_visits_host_id_host_code_countries_id_code_fk` FOREIGN KEY (`host_id`,`host_code`) REFERENCES `countries`(`id`,`code`) ON UPDATE CASCADE,
	CONSTRAINT "visits_entry_kind" CHECK("entry_kind" IN ('VISIT')),
	CONSTRAINT "visits_before_independence" CHECK("before_independence" IN (0, 1)),
	CONSTRAINT "visits_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL AND "start_qualifier" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_qualifier" IS NULL OR "start_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "visits_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest"))),
	CONSTRAINT "visits_type" CHECK("type" IN ('STATE', 'OFFICIAL', 'OFFICIAL_WORKING', 'WORKING', 'INFORMAL', 'PRIVATE', 'UNSPECIFIED')),
	CONSTRAINT "visits_status" CHECK("status" IN ('ANNOUNCED', 'UNDER_WAY', 'COMPLETED', 'POSTPONED', 'CANCELLED'))
);
--> statement-breakpoint
INSERT INTO `__new_visits`(`id`, `entry_kind`, `at`, `key`, `host_id`, `before_independence`, `place`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_basis`, `end_verbatim`, `type`, `status`, `remarks`, `trip_id`, `leg`, `host_code`, `start_qualifier`, `end_qualifier`) SELECT `id`, `entry_kind`, `at`, `key`, `host_id`, `before_independence`, `place`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_basis`, `end_verbatim`, `type`, `status`, `remarks`, `trip_id`, `leg`, `host_code`, CASE WHEN instr(`start_edtf`, '%') OR (instr(`start_edtf`, '~') AND instr(`start_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`start_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`start_edtf`, '?') THEN 'UNCERTAIN' END, CASE WHEN instr(`end_edtf`, '%') OR (instr(`end_edtf`, '~') AND instr(`end_edtf`, '?')) THEN 'APPROXIMATE_AND_UNCERTAIN' WHEN instr(`end_edtf`, '~') THEN 'APPROXIMATE' WHEN instr(`end_edtf`, '?') THEN 'UNCERTAIN' END FROM `visits`;--> statement-breakpoint
DROP TABLE `visits`;--> statement-breakpoint
ALTER TABLE `__new_visits` RENAME TO `visits`;--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_identity` ON `agreements` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_at` ON `agreements` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_instrument` ON `agreements` (`instrument`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_status` ON `agreements` (`status`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_part_of` ON `agreements` (`part_of_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_visit` ON `agreements` (`visit_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `countries_alpha3` ON `countries` (`alpha3`);--> statement-breakpoint
CREATE INDEX `countries_m49` ON `countries` (`m49`);--> statement-breakpoint
CREATE UNIQUE INDEX `countries_code` ON `countries` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `countries_id_code` ON `countries` (`id`,`code`);--> statement-breakpoint
CREATE INDEX `countries_status` ON `countries` (`status`,`code`);--> statement-breakpoint
CREATE INDEX `successions_successor` ON `successions` (`successor_id`,`ordinal`);--> statement-breakpoint
CREATE UNIQUE INDEX `entries_key` ON `entries` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `entries_identity` ON `entries` (`id`,`kind`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `entries_at` ON `entries` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `entries_kind_at` ON `entries` (`kind`,`at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `figures_identity` ON `figures` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `figures_at` ON `figures` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `figures_stated_by` ON `figures` (`stated_by_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `figures_visit` ON `figures` (`visit_id`);--> statement-breakpoint
CREATE INDEX `figures_measure` ON `figures` (`folded_measure`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `affiliations_group` ON `affiliations` (`group_id`,`party_id`);--> statement-breakpoint
CREATE INDEX `affiliations_party` ON `affiliations` (`party_id`,`group_id`);--> statement-breakpoint
CREATE INDEX `memberships_group` ON `memberships` (`group_id`,`country_id`);--> statement-breakpoint
CREATE INDEX `memberships_country` ON `memberships` (`country_id`,`group_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `offices_key` ON `offices` (`key`);--> statement-breakpoint
CREATE INDEX `offices_organization` ON `offices` (`organization_id`);--> statement-breakpoint
CREATE INDEX `offices_country` ON `offices` (`country_id`,`rank`);--> statement-breakpoint
CREATE UNIQUE INDEX `terms_key` ON `terms` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `terms_id_person` ON `terms` (`id`,`person_id`);--> statement-breakpoint
CREATE INDEX `terms_person` ON `terms` (`person_id`,`office_id`);--> statement-breakpoint
CREATE INDEX `terms_office` ON `terms` (`office_id`,`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `positions_identity` ON `positions` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_at` ON `positions` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_holder` ON `positions` (`holder_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_stance` ON `positions` (`stance`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_topic` ON `positions` (`topic_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_stated_by` ON `positions` (`stated_by_id`);--> statement-breakpoint
CREATE INDEX `positions_label` ON `positions` (`folded_label`,`at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `sources_key` ON `sources` (`key`);--> statement-breakpoint
CREATE INDEX `sources_sha256` ON `sources` (`sha256`);--> statement-breakpoint
CREATE INDEX `sources_replaces` ON `sources` (`replaces_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `statements_identity` ON `statements` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_at` ON `statements` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_speaker` ON `statements` (`speaker_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_mode` ON `statements` (`mode`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_visit` ON `statements` (`visit_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_source` ON `statements` (`source_order`,`key`);--> statement-breakpoint
CREATE INDEX `statements_speaker_source` ON `statements` (`speaker_id`,`source_order`,`key`);--> statement-breakpoint
CREATE INDEX `statements_term` ON `statements` (`speaker_term_id`);--> statement-breakpoint
CREATE INDEX `statements_visit_source` ON `statements` (`visit_id`,`source_order`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `trade_links_identity` ON `trade_links` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_links_at` ON `trade_links` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_links_kind` ON `trade_links` (`kind`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_links_status` ON `trade_links` (`status`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_links_agreement` ON `trade_links` (`agreement_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `visits_identity` ON `visits` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_at` ON `visits` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_host` ON `visits` (`host_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_type` ON `visits` (`type`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_status` ON `visits` (`status`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_host_code` ON `visits` (`host_code`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_year` ON `visits` (CAST(substr("at", 1, 4) AS INTEGER),`host_id`,`start_earliest`,`start_latest`,`start_qualifier`,`at`);--> statement-breakpoint
CREATE INDEX `visits_trip` ON `visits` (`trip_id`,`leg`,`key`);--> statement-breakpoint
CREATE INDEX `visits_trip_day` ON `visits` (`trip_id`,`at`,`key`);