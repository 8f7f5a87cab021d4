CREATE TABLE `trade_flow_files` (
	`id` integer PRIMARY KEY,
	`source_id` integer NOT NULL,
	`name` text NOT NULL,
	`digest` text NOT NULL,
	`progress` text,
	CONSTRAINT `fk_trade_flow_files_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "trade_flow_files_progress" CHECK("progress" IS NULL OR json_valid("progress"))
);
--> statement-breakpoint
CREATE TABLE `trade_flows` (
	`id` integer PRIMARY KEY,
	`reporter_id` integer NOT NULL,
	`partner_id` integer NOT NULL,
	`commodity_id` integer NOT NULL,
	`year` integer NOT NULL,
	`direction` text NOT NULL,
	`source_id` integer NOT NULL,
	`product` text NOT NULL,
	`ordinal` integer NOT NULL,
	`file_id` integer NOT NULL,
	`value` real,
	`value_status` text NOT NULL,
	`valuation` text,
	`quantity` real,
	`unit` text,
	`quantity_status` text NOT NULL,
	`within_id` integer,
	`itemized` integer DEFAULT false NOT NULL,
	CONSTRAINT `fk_trade_flows_reporter_id_countries_id_fk` FOREIGN KEY (`reporter_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_trade_flows_partner_id_parties_id_fk` FOREIGN KEY (`partner_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_trade_flows_commodity_id_commodities_id_fk` FOREIGN KEY (`commodity_id`) REFERENCES `commodities`(`id`),
	CONSTRAINT `fk_trade_flows_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT `fk_trade_flows_file_id_trade_flow_files_id_fk` FOREIGN KEY (`file_id`) REFERENCES `trade_flow_files`(`id`),
	CONSTRAINT `fk_trade_flows_within_id_commodities_id_fk` FOREIGN KEY (`within_id`) REFERENCES `commodities`(`id`),
	CONSTRAINT "trade_flows_direction" CHECK("direction" IN ('IMPORT', 'EXPORT', 'RE_IMPORT', 'RE_EXPORT')),
	CONSTRAINT "trade_flows_value_status" CHECK("value_status" IN ('REPORTED', 'CONFIDENTIAL', 'MISSING', 'ESTIMATED')),
	CONSTRAINT "trade_flows_quantity_status" CHECK("quantity_status" IN ('REPORTED', 'CONFIDENTIAL', 'MISSING', 'ESTIMATED')),
	CONSTRAINT "trade_flows_valuation" CHECK("valuation" IN ('CIF', 'FOB')),
	CONSTRAINT "trade_flows_value" CHECK(("value" IS NULL) = ("value_status" IN ('CONFIDENTIAL', 'MISSING'))),
	CONSTRAINT "trade_flows_quantity" CHECK(("quantity" IS NULL) = ("quantity_status" IN ('CONFIDENTIAL', 'MISSING'))),
	CONSTRAINT "trade_flows_itemized" CHECK("itemized" IN (0, 1)),
	CONSTRAINT "trade_flows_year" CHECK("year" BETWEEN 1000 AND 9999),
	CONSTRAINT "trade_flows_ordinal" CHECK("ordinal" >= 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trade_flow_files_name` ON `trade_flow_files` (`source_id`,`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `trade_flows_identity` ON `trade_flows` (`reporter_id`,`partner_id`,`commodity_id`,`year`,`direction`,`source_id`,`product`,`ordinal`);--> statement-breakpoint
CREATE INDEX `trade_flows_reporter` ON `trade_flows` (`reporter_id`,`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_partner` ON `trade_flows` (`partner_id`,`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_commodity` ON `trade_flows` (`commodity_id`,`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_year` ON `trade_flows` (`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_source` ON `trade_flows` (`source_id`,`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_value` ON `trade_flows` (coalesce("value", -1));