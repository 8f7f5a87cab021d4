CREATE TABLE `drafts` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`noun` text NOT NULL,
	`record` text NOT NULL,
	`status` text NOT NULL,
	`created_at` text NOT NULL,
	`created_by` text NOT NULL,
	`updated_at` text NOT NULL,
	`updated_by` text NOT NULL,
	`source_key` text,
	CONSTRAINT "drafts_noun" CHECK("noun" IN ('source', 'country', 'group', 'person', 'organization', 'office', 'term', 'commodity', 'topic', 'trip', 'visit', 'agreement', 'trade-link', 'statement', 'position', 'figure', 'coverage')),
	CONSTRAINT "drafts_status" CHECK("status" IN ('PENDING', 'ACCEPTED', 'CORRECTED', 'REJECTED', 'DEFERRED')),
	CONSTRAINT "drafts_record" CHECK(json_valid("record"))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `drafts_key` ON `drafts` (`key`);--> statement-breakpoint
CREATE INDEX `drafts_created` ON `drafts` (`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_status_created` ON `drafts` (`status`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_noun_created` ON `drafts` (`noun`,`created_at`,`key`);--> statement-breakpoint
CREATE INDEX `drafts_source` ON `drafts` (`source_key`,`created_at`,`key`);