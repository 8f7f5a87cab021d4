CREATE INDEX `offices_title` ON `offices` (`title`,`key`);--> statement-breakpoint
CREATE INDEX `offices_rank` ON `offices` (`rank`,`key`);--> statement-breakpoint
CREATE INDEX `terms_start` ON `terms` (coalesce("start_earliest", ''),`key`);--> statement-breakpoint
CREATE INDEX `topics_name` ON `topics` (`name`,`key`);--> statement-breakpoint
CREATE INDEX `sources_publisher` ON `sources` (`publisher`,`key`);