CREATE TABLE `source_texts` (
	`source_id` integer PRIMARY KEY,
	`text` text NOT NULL,
	CONSTRAINT `fk_source_texts_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`)
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_spans` (
	`citation_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`words` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	`is_verified` integer NOT NULL,
	CONSTRAINT `spans_pk` PRIMARY KEY(`citation_id`, `ordinal`),
	CONSTRAINT `fk_spans_citation_id_citations_id_fk` FOREIGN KEY (`citation_id`) REFERENCES `citations`(`id`),
	CONSTRAINT "spans_is_verified" CHECK("is_verified" IN (0, 1)),
	CONSTRAINT "spans_order" CHECK("start" >= 0 AND "end" > "start")
);
--> statement-breakpoint
-- Nothing is known of the spans on record: earlier versions compared only some of them.
INSERT INTO `__new_spans`(`citation_id`, `ordinal`, `words`, `start`, `end`, `is_verified`) SELECT `citation_id`, `ordinal`, `words`, `start`, `end`, 0 FROM `spans`;--> statement-breakpoint
DROP TABLE `spans`;--> statement-breakpoint
ALTER TABLE `__new_spans` RENAME TO `spans`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
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
	`text_retention` text,
	`licence` text,
	`replaces_id` integer,
	CONSTRAINT `fk_sources_replaces_id_sources_id_fk` FOREIGN KEY (`replaces_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "sources_published_on" CHECK(("published_on_edtf" IS NULL AND "published_on_precision" IS NULL AND "published_on_basis" IS NULL AND "published_on_earliest" IS NULL AND "published_on_latest" IS NULL AND "published_on_qualifier" IS NULL)
      OR ("published_on_edtf" IS NOT NULL AND "published_on_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "published_on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("published_on_qualifier" IS NULL OR "published_on_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("published_on_earliest" IS NULL OR "published_on_latest" IS NULL OR "published_on_earliest" <= "published_on_latest"))),
	CONSTRAINT "sources_retrieved_on" CHECK("retrieved_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "sources_text_retention" CHECK("text_retention" IN ('RETAINED', 'HASHED'))
);
--> statement-breakpoint
INSERT INTO `__new_sources`(`id`, `key`, `publisher`, `title`, `url`, `language`, `published_on_edtf`, `published_on_earliest`, `published_on_latest`, `published_on_precision`, `published_on_qualifier`, `published_on_basis`, `published_on_verbatim`, `published_at`, `retrieved_on`, `sha256`, `length`, `licence`, `replaces_id`) SELECT `id`, `key`, `publisher`, `title`, `url`, `language`, `published_on_edtf`, `published_on_earliest`, `published_on_latest`, `published_on_precision`, `published_on_qualifier`, `published_on_basis`, `published_on_verbatim`, `published_at`, `retrieved_on`, `sha256`, `length`, `licence`, `replaces_id` FROM `sources`;--> statement-breakpoint
DROP TABLE `sources`;--> statement-breakpoint
ALTER TABLE `__new_sources` RENAME TO `sources`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `sources_key` ON `sources` (`key`);--> statement-breakpoint
CREATE INDEX `sources_sha256` ON `sources` (`sha256`);--> statement-breakpoint
CREATE INDEX `sources_replaces` ON `sources` (`replaces_id`);