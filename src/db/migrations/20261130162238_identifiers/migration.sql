CREATE TABLE `identifiers` (
	`id` integer PRIMARY KEY,
	`party_id` integer,
	`office_id` integer,
	`scheme` text NOT NULL,
	`value` text NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `fk_identifiers_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_identifiers_office_id_offices_id_fk` FOREIGN KEY (`office_id`) REFERENCES `offices`(`id`),
	CONSTRAINT "identifiers_scheme" CHECK("scheme" IN ('WIKIDATA', 'ISO_3166_1_ALPHA_2', 'ISO_3166_1_ALPHA_3', 'ISO_3166_3', 'UN_M49', 'COW', 'VIAF', 'ISNI', 'GND', 'LCNAF', 'LEI', 'ROR', 'GEONAMES')),
	CONSTRAINT "identifiers_of_one" CHECK(("party_id" IS NOT NULL) + ("office_id" IS NOT NULL) = 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identifiers_value` ON `identifiers` (`scheme`,`value`);--> statement-breakpoint
CREATE INDEX `identifiers_party` ON `identifiers` (`party_id`,`ordinal`) WHERE "identifiers"."party_id" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `identifiers_office` ON `identifiers` (`office_id`,`ordinal`) WHERE "identifiers"."office_id" IS NOT NULL;