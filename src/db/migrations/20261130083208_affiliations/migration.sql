CREATE TABLE `affiliations` (
	`id` integer PRIMARY KEY,
	`group_id` integer NOT NULL,
	`party_id` integer NOT NULL,
	`status` text NOT NULL,
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
	CONSTRAINT `fk_affiliations_group_id_groups_id_fk` FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`),
	CONSTRAINT `fk_affiliations_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT "affiliations_status" CHECK("status" IN ('MEMBER', 'ASSOCIATE', 'OBSERVER', 'SUSPENDED')),
	CONSTRAINT "affiliations_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "affiliations_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
CREATE INDEX `affiliations_group` ON `affiliations` (`group_id`,`party_id`);--> statement-breakpoint
CREATE INDEX `affiliations_party` ON `affiliations` (`party_id`,`group_id`);