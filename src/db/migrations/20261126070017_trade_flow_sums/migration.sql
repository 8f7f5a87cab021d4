CREATE TABLE `trade_flow_sums` (
	`dimensions` integer NOT NULL,
	`year` integer NOT NULL,
	`source_id` integer NOT NULL,
	`direction` text NOT NULL,
	`unit` text NOT NULL,
	`valuation` text NOT NULL,
	`commodity_id` integer NOT NULL,
	`reporter_id` integer NOT NULL,
	`partner_id` integer NOT NULL,
	`within_id` integer NOT NULL,
	`itemized` integer NOT NULL,
	`value` real,
	`values_withheld` integer NOT NULL,
	`quantity` real,
	`quantities_withheld` integer NOT NULL,
	`flows` integer NOT NULL,
	CONSTRAINT `trade_flow_sums_pk` PRIMARY KEY(`dimensions`, `year`, `source_id`, `direction`, `unit`, `valuation`, `commodity_id`, `reporter_id`, `partner_id`, `within_id`, `itemized`),
	CONSTRAINT "trade_flow_sums_dimensions" CHECK("dimensions" BETWEEN 1 AND 6)
) WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `trade_flow_unsummed` (
	`source_id` integer NOT NULL,
	`year` integer NOT NULL,
	CONSTRAINT `trade_flow_unsummed_pk` PRIMARY KEY(`source_id`, `year`)
) WITHOUT ROWID;
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
--> statement-breakpoint
INSERT INTO `trade_flow_unsummed` (`source_id`, `year`) SELECT DISTINCT `source_id`, `year` FROM `trade_flows`;
