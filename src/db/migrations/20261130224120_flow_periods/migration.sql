-- A flow can be of a part of a year. Flows so far are of whole years.
CREATE TABLE `__new_trade_flows` (
	`id` integer PRIMARY KEY,
	`reporter_id` integer NOT NULL,
	`partner_id` integer NOT NULL,
	`commodity_id` integer NOT NULL,
	`year` integer NOT NULL,
	`first_month` integer DEFAULT 1 NOT NULL,
	`last_month` integer DEFAULT 12 NOT NULL,
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
	`within_period` integer DEFAULT false NOT NULL,
	CONSTRAINT `fk_trade_flows_reporter_id_parties_id_fk` FOREIGN KEY (`reporter_id`) REFERENCES `parties`(`id`),
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
	CONSTRAINT "trade_flows_within_period" CHECK("within_period" IN (0, 1)),
	CONSTRAINT "trade_flows_months" CHECK("first_month" BETWEEN 1 AND "last_month" AND "last_month" <= 12),
	CONSTRAINT "trade_flows_year" CHECK("year" BETWEEN 1000 AND 9999),
	CONSTRAINT "trade_flows_ordinal" CHECK("ordinal" >= 0)
);
--> statement-breakpoint
INSERT INTO `__new_trade_flows`(`id`, `reporter_id`, `partner_id`, `commodity_id`, `year`, `direction`, `source_id`, `product`, `ordinal`, `file_id`, `value`, `value_status`, `valuation`, `quantity`, `unit`, `quantity_status`, `within_id`, `itemized`) SELECT `id`, `reporter_id`, `partner_id`, `commodity_id`, `year`, `direction`, `source_id`, `product`, `ordinal`, `file_id`, `value`, `value_status`, `valuation`, `quantity`, `unit`, `quantity_status`, `within_id`, `itemized` FROM `trade_flows`;--> statement-breakpoint
DROP TABLE `trade_flows`;--> statement-breakpoint
ALTER TABLE `__new_trade_flows` RENAME TO `trade_flows`;--> statement-breakpoint
CREATE UNIQUE INDEX `trade_flows_identity` ON `trade_flows` (`reporter_id`,`partner_id`,`commodity_id`,`year`,`direction`,`source_id`,`first_month`,`last_month`,`product`,`ordinal`);--> statement-breakpoint
CREATE INDEX `trade_flows_part_year` ON `trade_flows` (`source_id`) WHERE "trade_flows"."first_month" > 1 OR "trade_flows"."last_month" < 12;--> statement-breakpoint
CREATE INDEX `trade_flows_reporter` ON `trade_flows` (`reporter_id`,`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_partner` ON `trade_flows` (`partner_id`,`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_commodity` ON `trade_flows` (`commodity_id`,`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_year` ON `trade_flows` (`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_source` ON `trade_flows` (`source_id`,`year`);--> statement-breakpoint
CREATE INDEX `trade_flows_value` ON `trade_flows` (coalesce("value", -1));
--> statement-breakpoint
CREATE TRIGGER `trade_flows_inserted` AFTER INSERT ON `trade_flows`
WHEN NOT EXISTS (SELECT 1 FROM `trade_flow_unsummed` WHERE `source_id` = new.`source_id` AND `year` = new.`year`) BEGIN
  INSERT INTO `trade_flow_unsummed` (`source_id`, `year`) VALUES (new.`source_id`, new.`year`);
  DELETE FROM `trade_flow_sums` WHERE `dimensions` IN (1, 2, 3, 4, 5, 6) AND `year` = new.`year` AND `source_id` = new.`source_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `trade_flows_deleted` AFTER DELETE ON `trade_flows`
WHEN NOT EXISTS (SELECT 1 FROM `trade_flow_unsummed` WHERE `source_id` = old.`source_id` AND `year` = old.`year`) BEGIN
  INSERT INTO `trade_flow_unsummed` (`source_id`, `year`) VALUES (old.`source_id`, old.`year`);
  DELETE FROM `trade_flow_sums` WHERE `dimensions` IN (1, 2, 3, 4, 5, 6) AND `year` = old.`year` AND `source_id` = old.`source_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `trade_flows_updated_from` AFTER UPDATE ON `trade_flows`
WHEN NOT EXISTS (SELECT 1 FROM `trade_flow_unsummed` WHERE `source_id` = old.`source_id` AND `year` = old.`year`) BEGIN
  INSERT INTO `trade_flow_unsummed` (`source_id`, `year`) VALUES (old.`source_id`, old.`year`);
  DELETE FROM `trade_flow_sums` WHERE `dimensions` IN (1, 2, 3, 4, 5, 6) AND `year` = old.`year` AND `source_id` = old.`source_id`;
END;
--> statement-breakpoint
CREATE TRIGGER `trade_flows_updated_to` AFTER UPDATE ON `trade_flows`
WHEN NOT EXISTS (SELECT 1 FROM `trade_flow_unsummed` WHERE `source_id` = new.`source_id` AND `year` = new.`year`) BEGIN
  INSERT INTO `trade_flow_unsummed` (`source_id`, `year`) VALUES (new.`source_id`, new.`year`);
  DELETE FROM `trade_flow_sums` WHERE `dimensions` IN (1, 2, 3, 4, 5, 6) AND `year` = new.`year` AND `source_id` = new.`source_id`;
END;
