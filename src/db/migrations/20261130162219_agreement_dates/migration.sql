PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_agreements` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'AGREEMENT' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`title` text NOT NULL,
	`instrument` text NOT NULL,
	`binding` integer,
	`status` text NOT NULL,
	`signed_on_edtf` text,
	`signed_on_earliest` text,
	`signed_on_latest` text,
	`signed_on_precision` text,
	`signed_on_qualifier` text,
	`signed_on_basis` text,
	`signed_on_verbatim` text,
	`entry_into_force_edtf` text,
	`entry_into_force_earliest` text,
	`entry_into_force_latest` text,
	`entry_into_force_precision` text,
	`entry_into_force_qualifier` text,
	`entry_into_force_basis` text,
	`entry_into_force_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_qualifier` text,
	`end_basis` text,
	`end_verbatim` text,
	`part_of_id` integer,
	`visit_id` integer,
	CONSTRAINT `fk_agreements_part_of_id_agreements_id_fk` FOREIGN KEY (`part_of_id`) REFERENCES `agreements`(`id`),
	CONSTRAINT `fk_agreements_visit_id_visits_id_fk` FOREIGN KEY (`visit_id`) REFERENCES `visits`(`id`),
	CONSTRAINT `fk_agreements_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "agreements_entry_kind" CHECK("entry_kind" IN ('AGREEMENT')),
	CONSTRAINT "agreements_instrument" CHECK("instrument" IN ('TREATY', 'AGREEMENT', 'CONVENTION', 'CHARTER', 'PROTOCOL', 'DECLARATION', 'MEMORANDUM_OF_UNDERSTANDING', 'EXCHANGE_OF_NOTES', 'DECLARATION_OF_INTENT', 'JOINT_STATEMENT', 'CONTRACT', 'UNSPECIFIED')),
	CONSTRAINT "agreements_binding" CHECK("binding" IN (0, 1)),
	CONSTRAINT "agreements_status" CHECK("status" IN ('PLANNED', 'REPORTED_SIGNED', 'SIGNED', 'RATIFIED', 'IN_FORCE', 'TERMINATED')),
	CONSTRAINT "agreements_signed_on" CHECK(("signed_on_edtf" IS NULL AND "signed_on_precision" IS NULL AND "signed_on_basis" IS NULL AND "signed_on_earliest" IS NULL AND "signed_on_latest" IS NULL AND "signed_on_qualifier" IS NULL)
      OR ("signed_on_edtf" IS NOT NULL AND "signed_on_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "signed_on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("signed_on_qualifier" IS NULL OR "signed_on_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("signed_on_earliest" IS NULL OR "signed_on_latest" IS NULL OR "signed_on_earliest" <= "signed_on_latest"))),
	CONSTRAINT "agreements_entry_into_force" CHECK(("entry_into_force_edtf" IS NULL AND "entry_into_force_precision" IS NULL AND "entry_into_force_basis" IS NULL AND "entry_into_force_earliest" IS NULL AND "entry_into_force_latest" IS NULL AND "entry_into_force_qualifier" IS NULL)
      OR ("entry_into_force_edtf" IS NOT NULL AND "entry_into_force_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "entry_into_force_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("entry_into_force_qualifier" IS NULL OR "entry_into_force_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("entry_into_force_earliest" IS NULL OR "entry_into_force_latest" IS NULL OR "entry_into_force_earliest" <= "entry_into_force_latest"))),
	CONSTRAINT "agreements_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL AND "end_qualifier" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'SEASON', 'QUARTER', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_qualifier" IS NULL OR "end_qualifier" IN ('APPROXIMATE', 'UNCERTAIN', 'APPROXIMATE_AND_UNCERTAIN'))
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest")))
);
--> statement-breakpoint
INSERT INTO `__new_agreements`(`id`, `entry_kind`, `at`, `key`, `title`, `instrument`, `binding`, `status`, `signed_on_edtf`, `signed_on_earliest`, `signed_on_latest`, `signed_on_precision`, `signed_on_qualifier`, `signed_on_basis`, `signed_on_verbatim`, `part_of_id`, `visit_id`) SELECT `id`, `entry_kind`, `at`, `key`, `title`, `instrument`, `binding`, `status`, `signed_on_edtf`, `signed_on_earliest`, `signed_on_latest`, `signed_on_precision`, `signed_on_qualifier`, `signed_on_basis`, `signed_on_verbatim`, `part_of_id`, `visit_id` FROM `agreements`;--> statement-breakpoint
DROP TABLE `agreements`;--> statement-breakpoint
ALTER TABLE `__new_agreements` RENAME TO `agreements`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_identity` ON `agreements` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_at` ON `agreements` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_instrument` ON `agreements` (`instrument`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_status` ON `agreements` (`status`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_part_of` ON `agreements` (`part_of_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_visit` ON `agreements` (`visit_id`,`at`,`key`);