ALTER TABLE `visits` ADD `delegation_verbatim` text;--> statement-breakpoint
ALTER TABLE `visits` ADD `delegation_size` integer;--> statement-breakpoint
-- Drizzle cannot declare WITHOUT ROWID.
CREATE TABLE `__new_visit_travellers` (
	`visit_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`term_id` integer,
	`country_id` integer,
	`ordinal` integer NOT NULL,
	CONSTRAINT `visit_travellers_pk` PRIMARY KEY(`visit_id`, `party_id`),
	CONSTRAINT `fk_visit_travellers_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_visit_travellers_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_visit_travellers_visit_id_at_key_visits_id_at_key_fk` FOREIGN KEY (`visit_id`,`at`,`key`) REFERENCES `visits`(`id`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT `fk_visit_travellers_term_id_party_id_terms_id_person_id_fk` FOREIGN KEY (`term_id`,`party_id`) REFERENCES `terms`(`id`,`person_id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_visit_travellers` (`visit_id`, `at`, `key`, `party_id`, `term_id`, `ordinal`) SELECT `visit_id`, `at`, `key`, `person_id`, `term_id`, `ordinal` FROM `visit_travellers` ORDER BY `visit_id`, `person_id`;
--> statement-breakpoint
DROP TABLE `visit_travellers`;
--> statement-breakpoint
ALTER TABLE `__new_visit_travellers` RENAME TO `visit_travellers`;
--> statement-breakpoint
CREATE INDEX `visit_travellers_party` ON `visit_travellers` (`party_id`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `visit_travellers_term` ON `visit_travellers` (`term_id`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `visit_travellers_country` ON `visit_travellers` (`country_id`) WHERE `country_id` IS NOT NULL;
--> statement-breakpoint
-- A traveller has a party in place of a person, in claims, in the history and in the versions of importers too.
UPDATE `citations` SET `value` = replace(replace(`value`, '{"person":', '{"party":'), ',"person":', ',"party":')
WHERE `field` = 'travellers' AND `entry_id` IS NOT NULL;
--> statement-breakpoint
UPDATE `imported` SET `document` = replace(replace(`document`, '{"person":', '{"party":'), ',"person":', ',"party":')
WHERE instr(`document`, '"travellers"') > 0 AND `record_id` IN (SELECT `id` FROM `records` WHERE `noun` = 'visit');
--> statement-breakpoint
DROP TRIGGER `revisions_no_update`;
--> statement-breakpoint
UPDATE `revisions` SET `changes` = replace(replace(`changes`, '{"person":', '{"party":'), ',"person":', ',"party":')
WHERE instr(`changes`, '"travellers"') > 0 AND `record_id` IN (SELECT `id` FROM `records` WHERE `noun` = 'visit');
--> statement-breakpoint
CREATE TRIGGER `revisions_no_update` BEFORE UPDATE ON `revisions` BEGIN
  SELECT RAISE(ABORT, 'revisions are append-only');
END;
