CREATE TABLE `country_periods` (
	`country_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
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
	CONSTRAINT `country_periods_pk` PRIMARY KEY(`country_id`, `ordinal`),
	CONSTRAINT `fk_country_periods_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT "country_periods_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "country_periods_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
ALTER TABLE `visits` ADD `before_independence` integer;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
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
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
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
	CONSTRAINT "visits_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "visits_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest"))),
	CONSTRAINT "visits_type" CHECK("type" IN ('STATE', 'OFFICIAL', 'OFFICIAL_WORKING', 'WORKING', 'INFORMAL', 'PRIVATE', 'UNSPECIFIED')),
	CONSTRAINT "visits_status" CHECK("status" IN ('ANNOUNCED', 'UNDER_WAY', 'COMPLETED', 'POSTPONED', 'CANCELLED'))
);
--> statement-breakpoint
INSERT INTO `__new_visits`(`id`, `entry_kind`, `at`, `key`, `host_id`, `host_code`, `place`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_basis`, `end_verbatim`, `type`, `status`, `remarks`, `trip_id`, `leg`) SELECT `id`, `entry_kind`, `at`, `key`, `host_id`, `host_code`, `place`, `start_edtf`, `start_earliest`, `start_latest`, `start_precision`, `start_basis`, `start_verbatim`, `end_edtf`, `end_earliest`, `end_latest`, `end_precision`, `end_basis`, `end_verbatim`, `type`, `status`, `remarks`, `trip_id`, `leg` FROM `visits`;--> statement-breakpoint
DROP TABLE `visits`;--> statement-breakpoint
ALTER TABLE `__new_visits` RENAME TO `visits`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `visits_identity` ON `visits` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_at` ON `visits` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_host` ON `visits` (`host_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_type` ON `visits` (`type`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_status` ON `visits` (`status`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_host_code` ON `visits` (`host_code`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_year` ON `visits` (CAST(substr("at", 1, 4) AS INTEGER),`host_id`,`start_earliest`,`start_latest`,`at`);--> statement-breakpoint
CREATE INDEX `visits_trip` ON `visits` (`trip_id`,`leg`,`key`);--> statement-breakpoint
CREATE INDEX `visits_trip_day` ON `visits` (`trip_id`,`at`,`key`);