-- Names and labels are compared by other rules: accents fold only in Latin, Greek and Cyrillic.
UPDATE `names` SET `folded` = fold_text(`text`) WHERE `folded` <> fold_text(`text`);
--> statement-breakpoint
UPDATE `parties` SET `sort_name` = fold_text(`name`) WHERE `sort_name` <> fold_text(`name`);
--> statement-breakpoint
UPDATE `commodities` SET `folded` = fold_text(`name`) WHERE `folded` <> fold_text(`name`);
--> statement-breakpoint
UPDATE `figures` SET `folded_measure` = fold_text(`measure`) WHERE `folded_measure` <> fold_text(`measure`);
--> statement-breakpoint
UPDATE `positions` SET `folded_label` = fold_text(`label`) WHERE `folded_label` <> fold_text(`label`);
--> statement-breakpoint
-- Drizzle cannot declare WITHOUT ROWID.
CREATE TABLE `name_forms` (
	`party_id` integer NOT NULL,
	`form` text NOT NULL,
	`reversed` text NOT NULL,
	`rank` integer NOT NULL,
	CONSTRAINT `name_forms_pk` PRIMARY KEY(`party_id`, `form`),
	CONSTRAINT `fk_name_forms_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`)
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `name_forms` (`party_id`, `form`, `reversed`, `rank`) SELECT "party_id", "form", "reversed", min("rank") FROM (
    SELECT "parties"."id" AS "party_id", f.value ->> 'form' AS "form", f.value ->> 'reversed' AS "reversed",
      iif(f.value ->> 'isWord', 99, CASE "parties"."kind" WHEN 'COUNTRY' THEN
    (SELECT CASE "countries"."status" WHEN 'STATE' THEN 0 WHEN 'FORMER' THEN 30 ELSE 10 END FROM "countries" WHERE "countries"."id" = "parties"."id")
  ELSE 20 END + CASE WHEN "names"."text" = "parties"."name" THEN 0 WHEN "names"."kind" IN ('SHORT', 'OFFICIAL') THEN 2
  WHEN "names"."kind" = 'FORMER' THEN 4 WHEN "names"."kind" = 'DEMONYM' THEN 5 ELSE 3 END) AS "rank"
      FROM "parties" JOIN "names" ON "names"."party_id" = "parties"."id" JOIN json_each(list_name_forms("names"."text")) f WHERE true
    UNION ALL SELECT "parties"."id", f.value ->> 'form', f.value ->> 'reversed', CASE "parties"."kind" WHEN 'COUNTRY' THEN
    (SELECT CASE "countries"."status" WHEN 'STATE' THEN 0 WHEN 'FORMER' THEN 30 ELSE 10 END FROM "countries" WHERE "countries"."id" = "parties"."id")
  ELSE 20 END + 1
      FROM "parties" JOIN (SELECT "countries"."id" AS "id", "countries"."code" AS "code" FROM "countries" UNION ALL SELECT "countries"."id" AS "id", "countries"."alpha3" AS "code" FROM "countries" UNION ALL SELECT "countries"."id" AS "id", "countries"."m49" AS "code" FROM "countries"
    UNION ALL SELECT "parties"."id", "parties"."key" FROM "parties" WHERE "parties"."kind" = 'GROUP') c ON c.id = "parties"."id" JOIN json_each(list_name_forms(coalesce(c.code, ''))) f WHERE NOT f.value ->> 'isWord'
  ) GROUP BY "party_id", "form";
--> statement-breakpoint
CREATE INDEX `name_forms_form` ON `name_forms` (`form`,`rank`);
--> statement-breakpoint
CREATE INDEX `name_forms_reversed` ON `name_forms` (`reversed`,`rank`);
--> statement-breakpoint
DROP TABLE `search`;
--> statement-breakpoint
CREATE TABLE `__new_documents` (
	`id` integer PRIMARY KEY,
	`kind` text NOT NULL,
	`entry_id` integer,
	`party_id` integer,
	`source_id` integer,
	`office_id` integer,
	`topic_id` integer,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`keywords` text NOT NULL,
	CONSTRAINT `fk_documents_entry_id_entries_id_fk` FOREIGN KEY (`entry_id`) REFERENCES `entries`(`id`),
	CONSTRAINT `fk_documents_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_documents_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT `fk_documents_office_id_offices_id_fk` FOREIGN KEY (`office_id`) REFERENCES `offices`(`id`),
	CONSTRAINT `fk_documents_topic_id_topics_id_fk` FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`),
	CONSTRAINT "documents_kind" CHECK("kind" IN ('VISIT', 'STATEMENT', 'TRADE_LINK', 'AGREEMENT', 'POSITION', 'FIGURE', 'COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP', 'SOURCE', 'OFFICE', 'TOPIC')),
	CONSTRAINT "documents_of_one" CHECK(("entry_id" IS NOT NULL) + ("party_id" IS NOT NULL) + ("source_id" IS NOT NULL) + ("office_id" IS NOT NULL) + ("topic_id" IS NOT NULL) = 1)
);
--> statement-breakpoint
INSERT INTO `__new_documents` (`id`, `kind`, `entry_id`, `party_id`, `title`, `body`, `keywords`) SELECT `id`, `kind`, `entry_id`, `party_id`, `title`, `body`, '' FROM `documents`;
--> statement-breakpoint
DROP TABLE `documents`;
--> statement-breakpoint
ALTER TABLE `__new_documents` RENAME TO `documents`;
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_entry` ON `documents` (`entry_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_party` ON `documents` (`party_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_source` ON `documents` (`source_id`) WHERE "documents"."source_id" IS NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_office` ON `documents` (`office_id`) WHERE "documents"."office_id" IS NOT NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX `documents_topic` ON `documents` (`topic_id`) WHERE "documents"."topic_id" IS NOT NULL;
--> statement-breakpoint
CREATE INDEX `documents_kind` ON `documents` (`kind`);
--> statement-breakpoint
CREATE INDEX `documents_found` ON `documents` (`id`,`kind`,`entry_id`);
--> statement-breakpoint
UPDATE `documents` SET `keywords` = p.keywords FROM (SELECT "parties"."kind" AS "kind", NULL AS "entry_id", "parties"."id" AS "party_id", NULL AS "source_id", NULL AS "office_id", NULL AS "topic_id", "parties"."name" AS "title",
    coalesce((SELECT group_concat("text", char(10) ORDER BY "first") FROM (SELECT "names"."text" AS "text", min("names"."ordinal") AS "first"
      FROM "names" WHERE "names"."party_id" = "parties"."id" GROUP BY "names"."text")), '') AS "body",
    CASE "parties"."kind"
  WHEN 'COUNTRY' THEN (SELECT concat_ws(' ', "countries"."code", "countries"."alpha3", "countries"."m49", 'the le la les l el los las')
    FROM "countries" WHERE "countries"."id" = "parties"."id")
  WHEN 'GROUP' THEN "parties"."key" || ' ' || 'the le la les l el los las' WHEN 'ORGANIZATION' THEN 'the le la les l el los las' ELSE '' END AS "keywords" FROM "parties" WHERE true) p WHERE p.party_id = `documents`.`party_id`;
--> statement-breakpoint
INSERT INTO `documents` (`id`, `kind`, `source_id`, `title`, `body`, `keywords`) SELECT -(4 * source_id + 1), kind, source_id, title, body, keywords FROM (SELECT 'SOURCE' AS "kind", NULL AS "entry_id", NULL AS "party_id", "sources"."id" AS "source_id", NULL AS "office_id", NULL AS "topic_id", coalesce("sources"."title", "sources"."publisher") AS "title",
      iif("sources"."title" IS NULL, '', "sources"."publisher") AS "body", '' AS "keywords" FROM "sources" WHERE true);
--> statement-breakpoint
INSERT INTO `documents` (`id`, `kind`, `office_id`, `title`, `body`, `keywords`) SELECT -(4 * office_id + 2), kind, office_id, title, body, keywords FROM (SELECT 'OFFICE' AS "kind", NULL AS "entry_id", NULL AS "party_id", NULL AS "source_id", "offices"."id" AS "office_id", NULL AS "topic_id", "offices"."title" AS "title", '' AS "body", '' AS "keywords"
      FROM "offices" WHERE true);
--> statement-breakpoint
INSERT INTO `documents` (`id`, `kind`, `topic_id`, `title`, `body`, `keywords`) SELECT -(4 * topic_id + 3), kind, topic_id, title, body, keywords FROM (SELECT 'TOPIC' AS "kind", NULL AS "entry_id", NULL AS "party_id", NULL AS "source_id", NULL AS "office_id", "topics"."id" AS "topic_id", "topics"."name" AS "title", '' AS "body", '' AS "keywords"
      FROM "topics" WHERE true);
--> statement-breakpoint
-- The words of the index are those of src/model/search-text.ts, which the tokenizer leaves as they are.
CREATE VIEW `indexed_documents` AS SELECT `id`, indexed_text(`title`) AS `title`, indexed_text(`body`) AS `body`, indexed_text(`keywords`) AS `keywords` FROM `documents`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search` USING fts5(title, body, keywords, content='indexed_documents', content_rowid='id', prefix='1 2 3', tokenize='ascii');
--> statement-breakpoint
CREATE TRIGGER `documents_inserted` AFTER INSERT ON `documents` BEGIN
  INSERT INTO `search` (rowid, title, body, keywords) VALUES (new.id, indexed_text(new.title), indexed_text(new.body), indexed_text(new.keywords));
END;
--> statement-breakpoint
CREATE TRIGGER `documents_deleted` AFTER DELETE ON `documents` BEGIN
  INSERT INTO `search` (`search`, rowid, title, body, keywords) VALUES ('delete', old.id, indexed_text(old.title), indexed_text(old.body), indexed_text(old.keywords));
END;
--> statement-breakpoint
CREATE TRIGGER `documents_updated` AFTER UPDATE ON `documents` BEGIN
  INSERT INTO `search` (`search`, rowid, title, body, keywords) VALUES ('delete', old.id, indexed_text(old.title), indexed_text(old.body), indexed_text(old.keywords));
  INSERT INTO `search` (rowid, title, body, keywords) VALUES (new.id, indexed_text(new.title), indexed_text(new.body), indexed_text(new.keywords));
END;
--> statement-breakpoint
INSERT INTO `search` (`search`) VALUES ('rebuild');