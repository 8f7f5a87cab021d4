CREATE TABLE `readings` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`sha256` text NOT NULL,
	`length` integer NOT NULL,
	`language` text NOT NULL,
	`published_on` text NOT NULL,
	`publisher` text,
	`title` text,
	`url` text,
	`reader_version` text NOT NULL,
	`created_at` text NOT NULL,
	`created_by` text NOT NULL,
	`source_key` text NOT NULL,
	`notices` text NOT NULL,
	`text` text,
	CONSTRAINT "readings_published_on" CHECK("published_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "readings_notices" CHECK(json_valid("notices"))
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_drafts` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`noun` text NOT NULL,
	`record` text NOT NULL,
	`status` text NOT NULL,
	`rule` text,
	`confidence` real,
	`created_at` text NOT NULL,
	`created_by` text NOT NULL,
	`decided_at` text,
	`decided_by` text,
	`automatic` integer,
	`reason` text,
	`source_key` text,
	`reading_key` text,
	`alternatives` text,
	`unresolved` text,
	`duplicates` text,
	`requires` text,
	`revision` integer,
	CONSTRAINT `fk_drafts_reading_key_readings_key_fk` FOREIGN KEY (`reading_key`) REFERENCES `readings`(`key`),
	CONSTRAINT "drafts_noun" CHECK("noun" IN ('source', 'country', 'group', 'person', 'organization', 'office', 'term', 'commodity', 'topic', 'trip', 'visit', 'agreement', 'trade-link', 'statement', 'position', 'figure', 'coverage')),
	CONSTRAINT "drafts_status" CHECK("status" IN ('PENDING', 'ACCEPTED', 'CORRECTED', 'REJECTED', 'DEFERRED')),
	CONSTRAINT "drafts_automatic" CHECK("automatic" IN (0, 1)),
	CONSTRAINT "drafts_record" CHECK(json_valid("record"))
);
--> statement-breakpoint
INSERT INTO `__new_drafts`(`id`, `key`, `noun`, `record`, `status`, `created_at`, `created_by`, `decided_at`, `decided_by`, `source_key`) SELECT `id`, `key`, `noun`, `record`, `status`, `created_at`, `created_by`, CASE WHEN `status` <> 'PENDING' THEN `updated_at` END, CASE WHEN `status` <> 'PENDING' THEN `updated_by` END, `source_key` FROM `drafts`;--> statement-breakpoint
DROP TABLE `drafts`;--> statement-breakpoint
ALTER TABLE `__new_drafts` RENAME TO `drafts`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `drafts_key` ON `drafts` (`key`);--> statement-breakpoint
CREATE INDEX `drafts_created` ON `drafts` (`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_confidence` ON `drafts` (`confidence`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_status_created` ON `drafts` (`status`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_noun_created` ON `drafts` (`noun`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_rule_created` ON `drafts` (`rule`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_source` ON `drafts` (`source_key`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_reading` ON `drafts` (`reading_key`,`created_at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `readings_key` ON `readings` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `readings_sha256` ON `readings` (`sha256`);