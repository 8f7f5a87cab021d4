-- The lists of an entry lie in the order of the entry, each row once: what is read of it is one seek.
CREATE TABLE `__new_agreement_signatories` (
	`agreement_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `agreement_signatories_pk` PRIMARY KEY(`agreement_id`, `party_id`),
	CONSTRAINT `fk_agreement_signatories_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_agreement_signatories_agreement_id_at_key_agreements_id_at_key_fk` FOREIGN KEY (`agreement_id`,`at`,`key`) REFERENCES `agreements`(`id`,`at`,`key`) ON UPDATE CASCADE
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_agreement_signatories` (`agreement_id`, `at`, `key`, `party_id`, `ordinal`) SELECT `agreement_id`, `at`, `key`, `party_id`, `ordinal` FROM `agreement_signatories` ORDER BY `agreement_id`, `party_id`;
--> statement-breakpoint
DROP TABLE `agreement_signatories`;
--> statement-breakpoint
ALTER TABLE `__new_agreement_signatories` RENAME TO `agreement_signatories`;
--> statement-breakpoint
CREATE INDEX `agreement_signatories_party` ON `agreement_signatories` (`party_id`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_figure_parties` (
	`figure_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `figure_parties_pk` PRIMARY KEY(`figure_id`, `party_id`),
	CONSTRAINT `fk_figure_parties_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_figure_parties_figure_id_at_key_figures_id_at_key_fk` FOREIGN KEY (`figure_id`,`at`,`key`) REFERENCES `figures`(`id`,`at`,`key`) ON UPDATE CASCADE
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_figure_parties` (`figure_id`, `at`, `key`, `party_id`, `ordinal`) SELECT `figure_id`, `at`, `key`, `party_id`, `ordinal` FROM `figure_parties` ORDER BY `figure_id`, `party_id`;
--> statement-breakpoint
DROP TABLE `figure_parties`;
--> statement-breakpoint
ALTER TABLE `__new_figure_parties` RENAME TO `figure_parties`;
--> statement-breakpoint
CREATE INDEX `figure_parties_party` ON `figure_parties` (`party_id`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_position_toward` (
	`position_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `position_toward_pk` PRIMARY KEY(`position_id`, `party_id`),
	CONSTRAINT `fk_position_toward_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_position_toward_position_id_at_key_positions_id_at_key_fk` FOREIGN KEY (`position_id`,`at`,`key`) REFERENCES `positions`(`id`,`at`,`key`) ON UPDATE CASCADE
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_position_toward` (`position_id`, `at`, `key`, `party_id`, `ordinal`) SELECT `position_id`, `at`, `key`, `party_id`, `ordinal` FROM `position_toward` ORDER BY `position_id`, `party_id`;
--> statement-breakpoint
DROP TABLE `position_toward`;
--> statement-breakpoint
ALTER TABLE `__new_position_toward` RENAME TO `position_toward`;
--> statement-breakpoint
CREATE INDEX `position_toward_party` ON `position_toward` (`party_id`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_statement_parties` (
	`statement_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`role` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `statement_parties_pk` PRIMARY KEY(`statement_id`, `role`, `party_id`),
	CONSTRAINT `fk_statement_parties_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_statement_parties_statement_id_at_key_statements_id_at_key_fk` FOREIGN KEY (`statement_id`,`at`,`key`) REFERENCES `statements`(`id`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "statement_parties_role" CHECK("role" IN ('ADDRESSEE', 'ABOUT'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_statement_parties` (`statement_id`, `at`, `key`, `role`, `party_id`, `ordinal`) SELECT `statement_id`, `at`, `key`, `role`, `party_id`, `ordinal` FROM `statement_parties` ORDER BY `statement_id`, `role`, `party_id`;
--> statement-breakpoint
DROP TABLE `statement_parties`;
--> statement-breakpoint
ALTER TABLE `__new_statement_parties` RENAME TO `statement_parties`;
--> statement-breakpoint
CREATE INDEX `statement_parties_any` ON `statement_parties` (`party_id`);
--> statement-breakpoint
CREATE INDEX `statement_parties_party` ON `statement_parties` (`role`,`party_id`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_trade_link_commodities` (
	`trade_link_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`commodity_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `trade_link_commodities_pk` PRIMARY KEY(`trade_link_id`, `commodity_id`),
	CONSTRAINT `fk_trade_link_commodities_commodity_id_commodities_id_fk` FOREIGN KEY (`commodity_id`) REFERENCES `commodities`(`id`),
	CONSTRAINT `fk_trade_link_commodities_trade_link_id_at_key_trade_links_id_at_key_fk` FOREIGN KEY (`trade_link_id`,`at`,`key`) REFERENCES `trade_links`(`id`,`at`,`key`) ON UPDATE CASCADE
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_trade_link_commodities` (`trade_link_id`, `at`, `key`, `commodity_id`, `ordinal`) SELECT `trade_link_id`, `at`, `key`, `commodity_id`, `ordinal` FROM `trade_link_commodities` ORDER BY `trade_link_id`, `commodity_id`;
--> statement-breakpoint
DROP TABLE `trade_link_commodities`;
--> statement-breakpoint
ALTER TABLE `__new_trade_link_commodities` RENAME TO `trade_link_commodities`;
--> statement-breakpoint
CREATE INDEX `trade_link_commodities_commodity` ON `trade_link_commodities` (`commodity_id`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_trade_link_parties` (
	`trade_link_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`role` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `trade_link_parties_pk` PRIMARY KEY(`trade_link_id`, `role`, `party_id`),
	CONSTRAINT `fk_trade_link_parties_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_trade_link_parties_trade_link_id_at_key_trade_links_id_at_key_fk` FOREIGN KEY (`trade_link_id`,`at`,`key`) REFERENCES `trade_links`(`id`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "trade_link_parties_role" CHECK("role" IN ('SUPPLIER', 'BUYER', 'PARTNER', 'ENDPOINT', 'VIA', 'BYPASSED', 'REPLACED'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_trade_link_parties` (`trade_link_id`, `at`, `key`, `role`, `party_id`, `ordinal`) SELECT `trade_link_id`, `at`, `key`, `role`, `party_id`, `ordinal` FROM `trade_link_parties` ORDER BY `trade_link_id`, `role`, `party_id`;
--> statement-breakpoint
DROP TABLE `trade_link_parties`;
--> statement-breakpoint
ALTER TABLE `__new_trade_link_parties` RENAME TO `trade_link_parties`;
--> statement-breakpoint
CREATE INDEX `trade_link_parties_party` ON `trade_link_parties` (`party_id`,`role`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `trade_link_parties_role` ON `trade_link_parties` (`role`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_visit_met` (
	`visit_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `visit_met_pk` PRIMARY KEY(`visit_id`, `party_id`),
	CONSTRAINT `fk_visit_met_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_visit_met_visit_id_at_key_visits_id_at_key_fk` FOREIGN KEY (`visit_id`,`at`,`key`) REFERENCES `visits`(`id`,`at`,`key`) ON UPDATE CASCADE
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_visit_met` (`visit_id`, `at`, `key`, `party_id`, `ordinal`) SELECT `visit_id`, `at`, `key`, `party_id`, `ordinal` FROM `visit_met` ORDER BY `visit_id`, `party_id`;
--> statement-breakpoint
DROP TABLE `visit_met`;
--> statement-breakpoint
ALTER TABLE `__new_visit_met` RENAME TO `visit_met`;
--> statement-breakpoint
CREATE INDEX `visit_met_party` ON `visit_met` (`party_id`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_visit_origins` (
	`visit_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`country_id` integer NOT NULL,
	CONSTRAINT `visit_origins_pk` PRIMARY KEY(`visit_id`, `country_id`),
	CONSTRAINT `fk_visit_origins_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_visit_origins_visit_id_at_key_visits_id_at_key_fk` FOREIGN KEY (`visit_id`,`at`,`key`) REFERENCES `visits`(`id`,`at`,`key`) ON UPDATE CASCADE
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_visit_origins` (`visit_id`, `at`, `key`, `country_id`) SELECT `visit_id`, `at`, `key`, `country_id` FROM `visit_origins` ORDER BY `visit_id`, `country_id`;
--> statement-breakpoint
DROP TABLE `visit_origins`;
--> statement-breakpoint
ALTER TABLE `__new_visit_origins` RENAME TO `visit_origins`;
--> statement-breakpoint
CREATE INDEX `visit_origins_country` ON `visit_origins` (`country_id`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_visit_purposes` (
	`visit_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`purpose` text NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `visit_purposes_pk` PRIMARY KEY(`visit_id`, `purpose`),
	CONSTRAINT `fk_visit_purposes_visit_id_at_key_visits_id_at_key_fk` FOREIGN KEY (`visit_id`,`at`,`key`) REFERENCES `visits`(`id`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "visit_purposes_purpose" CHECK("purpose" IN ('BILATERAL', 'MULTILATERAL', 'CEREMONY', 'TRANSIT', 'TROOPS', 'HOLIDAY', 'ACCOMPANYING'))
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_visit_purposes` (`visit_id`, `at`, `key`, `purpose`, `ordinal`) SELECT `visit_id`, `at`, `key`, `purpose`, `ordinal` FROM `visit_purposes` ORDER BY `visit_id`, `purpose`;
--> statement-breakpoint
DROP TABLE `visit_purposes`;
--> statement-breakpoint
ALTER TABLE `__new_visit_purposes` RENAME TO `visit_purposes`;
--> statement-breakpoint
CREATE INDEX `visit_purposes_purpose` ON `visit_purposes` (`purpose`,`at`,`key`);
--> statement-breakpoint
CREATE TABLE `__new_visit_travellers` (
	`visit_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`person_id` integer NOT NULL,
	`term_id` integer,
	`ordinal` integer NOT NULL,
	CONSTRAINT `visit_travellers_pk` PRIMARY KEY(`visit_id`, `person_id`),
	CONSTRAINT `fk_visit_travellers_person_id_people_id_fk` FOREIGN KEY (`person_id`) REFERENCES `people`(`id`),
	CONSTRAINT `fk_visit_travellers_visit_id_at_key_visits_id_at_key_fk` FOREIGN KEY (`visit_id`,`at`,`key`) REFERENCES `visits`(`id`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT `fk_visit_travellers_term_id_person_id_terms_id_person_id_fk` FOREIGN KEY (`term_id`,`person_id`) REFERENCES `terms`(`id`,`person_id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_visit_travellers` (`visit_id`, `at`, `key`, `person_id`, `term_id`, `ordinal`) SELECT `visit_id`, `at`, `key`, `person_id`, `term_id`, `ordinal` FROM `visit_travellers` ORDER BY `visit_id`, `person_id`;
--> statement-breakpoint
DROP TABLE `visit_travellers`;
--> statement-breakpoint
ALTER TABLE `__new_visit_travellers` RENAME TO `visit_travellers`;
--> statement-breakpoint
CREATE INDEX `visit_travellers_person` ON `visit_travellers` (`person_id`,`at`,`key`);
--> statement-breakpoint
CREATE INDEX `visit_travellers_term` ON `visit_travellers` (`term_id`,`at`,`key`);
