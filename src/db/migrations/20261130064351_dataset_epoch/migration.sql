CREATE TABLE `__new_dataset` (
	`id` integer PRIMARY KEY,
	`sequence` integer NOT NULL,
	`epoch` text DEFAULT (lower(hex(randomblob(8)))) NOT NULL,
	CONSTRAINT "dataset_one" CHECK("id" = 1)
);
--> statement-breakpoint
INSERT INTO `__new_dataset`(`id`, `sequence`) SELECT `id`, `sequence` FROM `dataset`;
--> statement-breakpoint
DROP TABLE `dataset`;
--> statement-breakpoint
ALTER TABLE `__new_dataset` RENAME TO `dataset`;
