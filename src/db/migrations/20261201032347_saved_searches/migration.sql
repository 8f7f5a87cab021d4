CREATE TABLE `alert_messages` (
	`id` integer PRIMARY KEY,
	`search_id` integer NOT NULL,
	`message_id` text NOT NULL,
	`payload` text NOT NULL,
	CONSTRAINT `fk_alert_messages_search_id_saved_searches_id_fk` FOREIGN KEY (`search_id`) REFERENCES `saved_searches`(`id`) ON DELETE CASCADE,
	CONSTRAINT "alert_messages_payload" CHECK(json_valid("payload"))
);
--> statement-breakpoint
CREATE TABLE `saved_searches` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`holder` text NOT NULL,
	`name` text NOT NULL,
	`list` text NOT NULL,
	`filter` text NOT NULL,
	`channel` text NOT NULL,
	`target` text NOT NULL,
	`secret` text,
	`created_at` text NOT NULL,
	`cursor` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`failing_since` text,
	`next_attempt_at` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	`last_delivered_at` text,
	`disabled_at` text,
	`disabled_reason` text,
	CONSTRAINT "saved_searches_channel" CHECK("channel" IN ('WEBHOOK', 'MAIL')),
	CONSTRAINT "saved_searches_filter" CHECK(json_valid("filter")),
	CONSTRAINT "saved_searches_secret" CHECK(("secret" IS NOT NULL) = ("channel" = 'WEBHOOK')),
	CONSTRAINT "saved_searches_disabled" CHECK(("disabled_at" IS NULL) = ("disabled_reason" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_messages_message_id` ON `alert_messages` (`message_id`);--> statement-breakpoint
CREATE INDEX `alert_messages_search` ON `alert_messages` (`search_id`,`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `saved_searches_key` ON `saved_searches` (`key`);--> statement-breakpoint
CREATE INDEX `saved_searches_holder` ON `saved_searches` (`holder`,`id`);