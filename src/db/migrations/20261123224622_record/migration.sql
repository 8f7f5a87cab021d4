CREATE TABLE `agreement_signatories` (
	`agreement_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `agreement_signatories_pk` PRIMARY KEY(`agreement_id`, `party_id`),
	CONSTRAINT `fk_agreement_signatories_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_agreement_signatories_agreement_id_at_key_agreements_id_at_key_fk` FOREIGN KEY (`agreement_id`,`at`,`key`) REFERENCES `agreements`(`id`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `agreements` (
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
	`signed_on_basis` text,
	`signed_on_verbatim` text,
	`part_of_id` integer,
	`visit_id` integer,
	CONSTRAINT `fk_agreements_part_of_id_agreements_id_fk` FOREIGN KEY (`part_of_id`) REFERENCES `agreements`(`id`),
	CONSTRAINT `fk_agreements_visit_id_visits_id_fk` FOREIGN KEY (`visit_id`) REFERENCES `visits`(`id`),
	CONSTRAINT `fk_agreements_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "agreements_entry_kind" CHECK("entry_kind" IN ('AGREEMENT')),
	CONSTRAINT "agreements_instrument" CHECK("instrument" IN ('TREATY', 'AGREEMENT', 'CONVENTION', 'CHARTER', 'PROTOCOL', 'DECLARATION', 'MEMORANDUM_OF_UNDERSTANDING', 'EXCHANGE_OF_NOTES', 'DECLARATION_OF_INTENT', 'JOINT_STATEMENT', 'CONTRACT', 'UNSPECIFIED')),
	CONSTRAINT "agreements_status" CHECK("status" IN ('PLANNED', 'REPORTED_SIGNED', 'SIGNED', 'RATIFIED', 'IN_FORCE', 'TERMINATED')),
	CONSTRAINT "agreements_binding" CHECK("binding" IN (0, 1)),
	CONSTRAINT "agreements_signed_on" CHECK(("signed_on_edtf" IS NULL AND "signed_on_precision" IS NULL AND "signed_on_basis" IS NULL AND "signed_on_earliest" IS NULL AND "signed_on_latest" IS NULL)
      OR ("signed_on_edtf" IS NOT NULL AND "signed_on_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "signed_on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("signed_on_earliest" IS NULL OR "signed_on_latest" IS NULL OR "signed_on_earliest" <= "signed_on_latest")))
);
--> statement-breakpoint
CREATE TABLE `citations` (
	`id` integer PRIMARY KEY,
	`entry_id` integer,
	`party_id` integer,
	`term_id` integer,
	`rendering_id` integer,
	`field` text,
	`source_id` integer NOT NULL,
	`basis` text NOT NULL,
	`voice_id` integer,
	`ordinal` integer NOT NULL,
	CONSTRAINT `fk_citations_entry_id_entries_id_fk` FOREIGN KEY (`entry_id`) REFERENCES `entries`(`id`),
	CONSTRAINT `fk_citations_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_citations_term_id_terms_id_fk` FOREIGN KEY (`term_id`) REFERENCES `terms`(`id`),
	CONSTRAINT `fk_citations_rendering_id_renderings_id_fk` FOREIGN KEY (`rendering_id`) REFERENCES `renderings`(`id`),
	CONSTRAINT `fk_citations_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT `fk_citations_voice_id_parties_id_fk` FOREIGN KEY (`voice_id`) REFERENCES `parties`(`id`),
	CONSTRAINT "citations_basis" CHECK("basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PARAPHRASE')),
	CONSTRAINT "citations_of_one" CHECK(("entry_id" IS NOT NULL) + ("party_id" IS NOT NULL) + ("term_id" IS NOT NULL) + ("rendering_id" IS NOT NULL) = 1)
);
--> statement-breakpoint
CREATE TABLE `spans` (
	`citation_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`words` text NOT NULL,
	`start` integer NOT NULL,
	`end` integer NOT NULL,
	CONSTRAINT `spans_pk` PRIMARY KEY(`citation_id`, `ordinal`),
	CONSTRAINT `fk_spans_citation_id_citations_id_fk` FOREIGN KEY (`citation_id`) REFERENCES `citations`(`id`),
	CONSTRAINT "spans_order" CHECK("start" >= 0 AND "end" > "start")
);
--> statement-breakpoint
CREATE TABLE `commodities` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`scheme` text NOT NULL,
	`code` text,
	`name` text NOT NULL,
	`folded` text NOT NULL,
	`parent_id` integer,
	CONSTRAINT `fk_commodities_parent_id_commodities_id_fk` FOREIGN KEY (`parent_id`) REFERENCES `commodities`(`id`)
);
--> statement-breakpoint
CREATE TABLE `countries` (
	`id` integer PRIMARY KEY,
	`party_kind` text DEFAULT 'COUNTRY' NOT NULL,
	`code` text NOT NULL,
	`alpha3` text,
	`m49` text,
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
	CONSTRAINT `fk_countries_id_party_kind_parties_id_kind_fk` FOREIGN KEY (`id`,`party_kind`) REFERENCES `parties`(`id`,`kind`),
	CONSTRAINT "countries_kind" CHECK("party_kind" IN ('COUNTRY')),
	CONSTRAINT "countries_status" CHECK("status" IN ('STATE', 'TERRITORY', 'FORMER', 'OTHER')),
	CONSTRAINT "countries_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "countries_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
CREATE TABLE `successions` (
	`predecessor_id` integer NOT NULL,
	`successor_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`source_id` integer NOT NULL,
	`on_edtf` text,
	`on_earliest` text,
	`on_latest` text,
	`on_precision` text,
	`on_basis` text,
	`on_verbatim` text,
	CONSTRAINT `successions_pk` PRIMARY KEY(`predecessor_id`, `successor_id`),
	CONSTRAINT `fk_successions_predecessor_id_countries_id_fk` FOREIGN KEY (`predecessor_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_successions_successor_id_countries_id_fk` FOREIGN KEY (`successor_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_successions_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "successions_on" CHECK(("on_edtf" IS NULL AND "on_precision" IS NULL AND "on_basis" IS NULL AND "on_earliest" IS NULL AND "on_latest" IS NULL)
      OR ("on_edtf" IS NOT NULL AND "on_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("on_earliest" IS NULL OR "on_latest" IS NULL OR "on_earliest" <= "on_latest")))
);
--> statement-breakpoint
CREATE TABLE `dataset` (
	`id` integer PRIMARY KEY,
	`sequence` integer NOT NULL,
	CONSTRAINT "dataset_one" CHECK("id" = 1)
);
--> statement-breakpoint
CREATE TABLE `documents` (
	`id` integer PRIMARY KEY,
	`kind` text NOT NULL,
	`entry_id` integer,
	`party_id` integer,
	`title` text NOT NULL,
	`body` text NOT NULL,
	CONSTRAINT `fk_documents_entry_id_entries_id_fk` FOREIGN KEY (`entry_id`) REFERENCES `entries`(`id`),
	CONSTRAINT `fk_documents_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT "documents_kind" CHECK("kind" IN ('VISIT', 'STATEMENT', 'TRADE_LINK', 'AGREEMENT', 'POSITION', 'FIGURE', 'COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP')),
	CONSTRAINT "documents_of_one" CHECK(("entry_id" IS NOT NULL) + ("party_id" IS NOT NULL) = 1)
);
--> statement-breakpoint
CREATE TABLE `imported` (
	`record` text PRIMARY KEY,
	`digest` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `appearances` (
	`party_id` integer NOT NULL,
	`entry_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	CONSTRAINT `appearances_pk` PRIMARY KEY(`party_id`, `at`, `key`),
	CONSTRAINT `fk_appearances_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_appearances_entry_id_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`entry_id`,`kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `entries` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`at` text NOT NULL,
	`summary` text NOT NULL,
	`date_edtf` text,
	`date_earliest` text,
	`date_latest` text,
	`date_precision` text,
	`date_basis` text,
	`date_verbatim` text,
	CONSTRAINT "entries_kind" CHECK("kind" IN ('VISIT', 'STATEMENT', 'TRADE_LINK', 'AGREEMENT', 'POSITION', 'FIGURE')),
	CONSTRAINT "entries_at" CHECK("at" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "entries_date" CHECK(("date_edtf" IS NULL AND "date_precision" IS NULL AND "date_basis" IS NULL AND "date_earliest" IS NULL AND "date_latest" IS NULL)
      OR ("date_edtf" IS NOT NULL AND "date_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "date_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("date_earliest" IS NULL OR "date_latest" IS NULL OR "date_earliest" <= "date_latest")))
);
--> statement-breakpoint
CREATE TABLE `source_entries` (
	`source_id` integer NOT NULL,
	`entry_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	CONSTRAINT `source_entries_pk` PRIMARY KEY(`source_id`, `at`, `key`),
	CONSTRAINT `fk_source_entries_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT `fk_source_entries_entry_id_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`entry_id`,`kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `figure_parties` (
	`figure_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `figure_parties_pk` PRIMARY KEY(`figure_id`, `party_id`),
	CONSTRAINT `fk_figure_parties_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_figure_parties_figure_id_at_key_figures_id_at_key_fk` FOREIGN KEY (`figure_id`,`at`,`key`) REFERENCES `figures`(`id`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `figures` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'FIGURE' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`measure` text NOT NULL,
	`folded_measure` text NOT NULL,
	`value` real NOT NULL,
	`unit` text NOT NULL,
	`approximate` integer NOT NULL,
	`period_edtf` text,
	`period_earliest` text,
	`period_latest` text,
	`period_precision` text,
	`period_basis` text,
	`period_verbatim` text,
	`stated_by_id` integer,
	`visit_id` integer,
	CONSTRAINT `fk_figures_stated_by_id_parties_id_fk` FOREIGN KEY (`stated_by_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_figures_visit_id_visits_id_fk` FOREIGN KEY (`visit_id`) REFERENCES `visits`(`id`),
	CONSTRAINT `fk_figures_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "figures_entry_kind" CHECK("entry_kind" IN ('FIGURE')),
	CONSTRAINT "figures_approximate" CHECK("approximate" IN (0, 1)),
	CONSTRAINT "figures_period" CHECK(("period_edtf" IS NULL AND "period_precision" IS NULL AND "period_basis" IS NULL AND "period_earliest" IS NULL AND "period_latest" IS NULL)
      OR ("period_edtf" IS NOT NULL AND "period_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "period_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("period_earliest" IS NULL OR "period_latest" IS NULL OR "period_earliest" <= "period_latest")))
);
--> statement-breakpoint
CREATE TABLE `groups` (
	`id` integer PRIMARY KEY,
	`party_kind` text DEFAULT 'GROUP' NOT NULL,
	`kind` text NOT NULL,
	CONSTRAINT `fk_groups_id_party_kind_parties_id_kind_fk` FOREIGN KEY (`id`,`party_kind`) REFERENCES `parties`(`id`,`kind`),
	CONSTRAINT "groups_party_kind" CHECK("party_kind" IN ('GROUP')),
	CONSTRAINT "groups_kind" CHECK("kind" IN ('GEO', 'ORG', 'INFORMAL', 'STATISTICAL'))
);
--> statement-breakpoint
CREATE TABLE `memberships` (
	`id` integer PRIMARY KEY,
	`group_id` integer NOT NULL,
	`country_id` integer NOT NULL,
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
	CONSTRAINT `fk_memberships_group_id_groups_id_fk` FOREIGN KEY (`group_id`) REFERENCES `groups`(`id`),
	CONSTRAINT `fk_memberships_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT "memberships_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "memberships_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
CREATE TABLE `offices` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`title` text NOT NULL,
	`rank` text NOT NULL,
	`country_id` integer,
	`organization_id` integer,
	CONSTRAINT `fk_offices_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_offices_organization_id_organizations_id_fk` FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`id`),
	CONSTRAINT "offices_rank" CHECK("rank" IN ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'MINISTER', 'AMBASSADOR', 'SPOKESPERSON', 'IGO_HEAD', 'OTHER')),
	CONSTRAINT "offices_of" CHECK("country_id" IS NULL OR "organization_id" IS NULL)
);
--> statement-breakpoint
CREATE TABLE `terms` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`office_id` integer NOT NULL,
	`person_id` integer NOT NULL,
	`capacity` text NOT NULL,
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
	CONSTRAINT `fk_terms_office_id_offices_id_fk` FOREIGN KEY (`office_id`) REFERENCES `offices`(`id`),
	CONSTRAINT `fk_terms_person_id_people_id_fk` FOREIGN KEY (`person_id`) REFERENCES `people`(`id`),
	CONSTRAINT "terms_capacity" CHECK("capacity" IN ('INCUMBENT', 'ACTING', 'CARETAKER', 'ELECT', 'REPRESENTATIVE')),
	CONSTRAINT "terms_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "terms_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
CREATE TABLE `organizations` (
	`id` integer PRIMARY KEY,
	`party_kind` text DEFAULT 'ORGANIZATION' NOT NULL,
	`country_id` integer,
	`state_owned` integer,
	CONSTRAINT `fk_organizations_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_organizations_id_party_kind_parties_id_kind_fk` FOREIGN KEY (`id`,`party_kind`) REFERENCES `parties`(`id`,`kind`),
	CONSTRAINT "organizations_kind" CHECK("party_kind" IN ('ORGANIZATION')),
	CONSTRAINT "organizations_state_owned" CHECK("state_owned" IN (0, 1))
);
--> statement-breakpoint
CREATE TABLE `names` (
	`id` integer PRIMARY KEY,
	`party_id` integer NOT NULL,
	`text` text NOT NULL,
	`folded` text NOT NULL,
	`language` text,
	`kind` text NOT NULL,
	`from` text,
	`until` text,
	`ordinal` integer NOT NULL,
	CONSTRAINT `fk_names_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT "names_kind" CHECK("kind" IN ('SHORT', 'OFFICIAL', 'ALIAS', 'FORMER', 'DEMONYM', 'TRANSLITERATION')),
	CONSTRAINT "names_from" CHECK("from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "names_until" CHECK("until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "names_period" CHECK("from" IS NULL OR "until" IS NULL OR "from" <= "until")
);
--> statement-breakpoint
CREATE TABLE `parties` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`sort_name` text NOT NULL,
	CONSTRAINT "parties_kind" CHECK("kind" IN ('COUNTRY', 'PERSON', 'ORGANIZATION', 'GROUP'))
);
--> statement-breakpoint
CREATE TABLE `people` (
	`id` integer PRIMARY KEY,
	`party_kind` text DEFAULT 'PERSON' NOT NULL,
	`born_edtf` text,
	`born_earliest` text,
	`born_latest` text,
	`born_precision` text,
	`born_basis` text,
	`born_verbatim` text,
	`died_edtf` text,
	`died_earliest` text,
	`died_latest` text,
	`died_precision` text,
	`died_basis` text,
	`died_verbatim` text,
	CONSTRAINT `fk_people_id_party_kind_parties_id_kind_fk` FOREIGN KEY (`id`,`party_kind`) REFERENCES `parties`(`id`,`kind`),
	CONSTRAINT "people_kind" CHECK("party_kind" IN ('PERSON')),
	CONSTRAINT "people_born" CHECK(("born_edtf" IS NULL AND "born_precision" IS NULL AND "born_basis" IS NULL AND "born_earliest" IS NULL AND "born_latest" IS NULL)
      OR ("born_edtf" IS NOT NULL AND "born_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "born_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("born_earliest" IS NULL OR "born_latest" IS NULL OR "born_earliest" <= "born_latest"))),
	CONSTRAINT "people_died" CHECK(("died_edtf" IS NULL AND "died_precision" IS NULL AND "died_basis" IS NULL AND "died_earliest" IS NULL AND "died_latest" IS NULL)
      OR ("died_edtf" IS NOT NULL AND "died_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "died_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("died_earliest" IS NULL OR "died_latest" IS NULL OR "died_earliest" <= "died_latest")))
);
--> statement-breakpoint
CREATE TABLE `position_toward` (
	`position_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `position_toward_pk` PRIMARY KEY(`position_id`, `party_id`),
	CONSTRAINT `fk_position_toward_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_position_toward_position_id_at_key_positions_id_at_key_fk` FOREIGN KEY (`position_id`,`at`,`key`) REFERENCES `positions`(`id`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `positions` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'POSITION' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`holder_id` integer NOT NULL,
	`stance` text NOT NULL,
	`topic_id` integer,
	`label` text,
	`folded_label` text,
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
	`stated_by_id` integer,
	CONSTRAINT `fk_positions_holder_id_parties_id_fk` FOREIGN KEY (`holder_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_positions_topic_id_topics_id_fk` FOREIGN KEY (`topic_id`) REFERENCES `topics`(`id`),
	CONSTRAINT `fk_positions_stated_by_id_parties_id_fk` FOREIGN KEY (`stated_by_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_positions_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "positions_entry_kind" CHECK("entry_kind" IN ('POSITION')),
	CONSTRAINT "positions_stance" CHECK("stance" IN ('SUPPORTS', 'REJECTS', 'COMMITS', 'NEUTRAL', 'CONCERNED', 'PARTNER')),
	CONSTRAINT "positions_from" CHECK(("from_edtf" IS NULL AND "from_precision" IS NULL AND "from_basis" IS NULL AND "from_earliest" IS NULL AND "from_latest" IS NULL)
      OR ("from_edtf" IS NOT NULL AND "from_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "from_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("from_earliest" IS NULL OR "from_latest" IS NULL OR "from_earliest" <= "from_latest"))),
	CONSTRAINT "positions_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
CREATE TABLE `topics` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `coverages` (
	`id` integer PRIMARY KEY,
	`source_id` integer NOT NULL,
	`about` text NOT NULL,
	`from` text,
	`until` text,
	`note` text,
	CONSTRAINT `fk_coverages_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "coverages_from" CHECK("from" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "coverages_until" CHECK("until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]')
);
--> statement-breakpoint
CREATE TABLE `source_derivations` (
	`source_id` integer NOT NULL,
	`from_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `source_derivations_pk` PRIMARY KEY(`source_id`, `from_id`),
	CONSTRAINT `fk_source_derivations_source_id_sources_id_fk` FOREIGN KEY (`source_id`) REFERENCES `sources`(`id`),
	CONSTRAINT `fk_source_derivations_from_id_sources_id_fk` FOREIGN KEY (`from_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "source_derivations_other" CHECK("source_id" <> "from_id")
);
--> statement-breakpoint
CREATE TABLE `sources` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL,
	`publisher` text NOT NULL,
	`title` text,
	`url` text,
	`language` text,
	`published_on_edtf` text,
	`published_on_earliest` text,
	`published_on_latest` text,
	`published_on_precision` text,
	`published_on_basis` text,
	`published_on_verbatim` text,
	`retrieved_on` text,
	`sha256` text,
	`licence` text,
	`replaces_id` integer,
	CONSTRAINT `fk_sources_replaces_id_sources_id_fk` FOREIGN KEY (`replaces_id`) REFERENCES `sources`(`id`),
	CONSTRAINT "sources_retrieved_on" CHECK("retrieved_on" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
	CONSTRAINT "sources_published_on" CHECK(("published_on_edtf" IS NULL AND "published_on_precision" IS NULL AND "published_on_basis" IS NULL AND "published_on_earliest" IS NULL AND "published_on_latest" IS NULL)
      OR ("published_on_edtf" IS NOT NULL AND "published_on_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "published_on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("published_on_earliest" IS NULL OR "published_on_latest" IS NULL OR "published_on_earliest" <= "published_on_latest")))
);
--> statement-breakpoint
CREATE TABLE `renderings` (
	`id` integer PRIMARY KEY,
	`statement_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	`text` text NOT NULL,
	`language` text NOT NULL,
	`method` text NOT NULL,
	CONSTRAINT `fk_renderings_statement_id_statements_id_fk` FOREIGN KEY (`statement_id`) REFERENCES `statements`(`id`),
	CONSTRAINT "renderings_method" CHECK("method" IN ('ORIGINAL', 'INTERPRETED', 'TRANSLATED', 'BACK_TRANSLATED', 'UNKNOWN'))
);
--> statement-breakpoint
CREATE TABLE `statement_parties` (
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
);
--> statement-breakpoint
CREATE TABLE `statements` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'STATEMENT' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`speaker_id` integer,
	`speaker_term_id` integer,
	`mode` text NOT NULL,
	`said_on_edtf` text,
	`said_on_earliest` text,
	`said_on_latest` text,
	`said_on_precision` text,
	`said_on_basis` text,
	`said_on_verbatim` text,
	`text` text NOT NULL,
	`language` text NOT NULL,
	`spoken_language` text,
	`visit_id` integer,
	`source_order` text NOT NULL,
	CONSTRAINT `fk_statements_speaker_id_parties_id_fk` FOREIGN KEY (`speaker_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_statements_visit_id_visits_id_fk` FOREIGN KEY (`visit_id`) REFERENCES `visits`(`id`),
	CONSTRAINT `fk_statements_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT `fk_statements_speaker_term_id_speaker_id_terms_id_person_id_fk` FOREIGN KEY (`speaker_term_id`,`speaker_id`) REFERENCES `terms`(`id`,`person_id`),
	CONSTRAINT "statements_entry_kind" CHECK("entry_kind" IN ('STATEMENT')),
	CONSTRAINT "statements_mode" CHECK("mode" IN ('DIRECT', 'INDIRECT', 'MIXED', 'NARRATED')),
	CONSTRAINT "statements_said_on" CHECK(("said_on_edtf" IS NULL AND "said_on_precision" IS NULL AND "said_on_basis" IS NULL AND "said_on_earliest" IS NULL AND "said_on_latest" IS NULL)
      OR ("said_on_edtf" IS NOT NULL AND "said_on_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "said_on_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("said_on_earliest" IS NULL OR "said_on_latest" IS NULL OR "said_on_earliest" <= "said_on_latest")))
);
--> statement-breakpoint
CREATE TABLE `trade_link_commodities` (
	`trade_link_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`commodity_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `trade_link_commodities_pk` PRIMARY KEY(`trade_link_id`, `commodity_id`),
	CONSTRAINT `fk_trade_link_commodities_commodity_id_commodities_id_fk` FOREIGN KEY (`commodity_id`) REFERENCES `commodities`(`id`),
	CONSTRAINT `fk_trade_link_commodities_trade_link_id_at_key_trade_links_id_at_key_fk` FOREIGN KEY (`trade_link_id`,`at`,`key`) REFERENCES `trade_links`(`id`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `trade_link_parties` (
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
);
--> statement-breakpoint
CREATE TABLE `trade_links` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'TRADE_LINK' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`status` text NOT NULL,
	`commodity_verbatim` text,
	`since_edtf` text,
	`since_earliest` text,
	`since_latest` text,
	`since_precision` text,
	`since_basis` text,
	`since_verbatim` text,
	`until_edtf` text,
	`until_earliest` text,
	`until_latest` text,
	`until_precision` text,
	`until_basis` text,
	`until_verbatim` text,
	`agreement_id` integer,
	CONSTRAINT `fk_trade_links_agreement_id_agreements_id_fk` FOREIGN KEY (`agreement_id`) REFERENCES `agreements`(`id`),
	CONSTRAINT `fk_trade_links_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "trade_links_entry_kind" CHECK("entry_kind" IN ('TRADE_LINK')),
	CONSTRAINT "trade_links_kind" CHECK("kind" IN ('SUPPLY', 'ROUTE', 'JOINT_VENTURE', 'INVESTMENT', 'PARTNERSHIP')),
	CONSTRAINT "trade_links_status" CHECK("status" IN ('PLEDGE', 'COMMITMENT', 'ACTIVE', 'WINDING_DOWN', 'SUSPENDED', 'ENDED')),
	CONSTRAINT "trade_links_since" CHECK(("since_edtf" IS NULL AND "since_precision" IS NULL AND "since_basis" IS NULL AND "since_earliest" IS NULL AND "since_latest" IS NULL)
      OR ("since_edtf" IS NOT NULL AND "since_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "since_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("since_earliest" IS NULL OR "since_latest" IS NULL OR "since_earliest" <= "since_latest"))),
	CONSTRAINT "trade_links_until" CHECK(("until_edtf" IS NULL AND "until_precision" IS NULL AND "until_basis" IS NULL AND "until_earliest" IS NULL AND "until_latest" IS NULL)
      OR ("until_edtf" IS NOT NULL AND "until_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "until_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("until_earliest" IS NULL OR "until_latest" IS NULL OR "until_earliest" <= "until_latest")))
);
--> statement-breakpoint
CREATE TABLE `trips` (
	`id` integer PRIMARY KEY,
	`key` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `visit_met` (
	`visit_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`party_id` integer NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `visit_met_pk` PRIMARY KEY(`visit_id`, `party_id`),
	CONSTRAINT `fk_visit_met_party_id_parties_id_fk` FOREIGN KEY (`party_id`) REFERENCES `parties`(`id`),
	CONSTRAINT `fk_visit_met_visit_id_at_key_visits_id_at_key_fk` FOREIGN KEY (`visit_id`,`at`,`key`) REFERENCES `visits`(`id`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `visit_origins` (
	`visit_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`country_id` integer NOT NULL,
	CONSTRAINT `visit_origins_pk` PRIMARY KEY(`visit_id`, `country_id`),
	CONSTRAINT `fk_visit_origins_country_id_countries_id_fk` FOREIGN KEY (`country_id`) REFERENCES `countries`(`id`),
	CONSTRAINT `fk_visit_origins_visit_id_at_key_visits_id_at_key_fk` FOREIGN KEY (`visit_id`,`at`,`key`) REFERENCES `visits`(`id`,`at`,`key`) ON UPDATE CASCADE
);
--> statement-breakpoint
CREATE TABLE `visit_purposes` (
	`visit_id` integer NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`purpose` text NOT NULL,
	`ordinal` integer NOT NULL,
	CONSTRAINT `visit_purposes_pk` PRIMARY KEY(`visit_id`, `purpose`),
	CONSTRAINT `fk_visit_purposes_visit_id_at_key_visits_id_at_key_fk` FOREIGN KEY (`visit_id`,`at`,`key`) REFERENCES `visits`(`id`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT "visit_purposes_purpose" CHECK("purpose" IN ('BILATERAL', 'MULTILATERAL', 'CEREMONY', 'TRANSIT', 'TROOPS', 'HOLIDAY', 'ACCOMPANYING'))
);
--> statement-breakpoint
CREATE TABLE `visit_travellers` (
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
);
--> statement-breakpoint
CREATE TABLE `visits` (
	`id` integer PRIMARY KEY,
	`entry_kind` text DEFAULT 'VISIT' NOT NULL,
	`at` text NOT NULL,
	`key` text NOT NULL,
	`host_id` integer NOT NULL,
	`host_code` text NOT NULL,
	`place` text,
	`start_edtf` text,
	`start_earliest` text,
	`start_latest` text,
	`start_precision` text,
	`start_basis` text,
	`start_verbatim` text,
	`end_edtf` text,
	`end_earliest` text,
	`end_latest` text,
	`end_precision` text,
	`end_basis` text,
	`end_verbatim` text,
	`type` text NOT NULL,
	`status` text NOT NULL,
	`remarks` text,
	`trip_id` integer,
	`leg` integer,
	CONSTRAINT `fk_visits_trip_id_trips_id_fk` FOREIGN KEY (`trip_id`) REFERENCES `trips`(`id`),
	CONSTRAINT `fk_visits_id_entry_kind_at_key_entries_id_kind_at_key_fk` FOREIGN KEY (`id`,`entry_kind`,`at`,`key`) REFERENCES `entries`(`id`,`kind`,`at`,`key`) ON UPDATE CASCADE,
	CONSTRAINT `fk_visits_host_id_host_code_countries_id_code_fk` FOREIGN KEY (`host_id`,`host_code`) REFERENCES `countries`(`id`,`code`) ON UPDATE CASCADE,
	CONSTRAINT "visits_entry_kind" CHECK("entry_kind" IN ('VISIT')),
	CONSTRAINT "visits_type" CHECK("type" IN ('STATE', 'OFFICIAL', 'OFFICIAL_WORKING', 'WORKING', 'INFORMAL', 'PRIVATE', 'UNSPECIFIED')),
	CONSTRAINT "visits_status" CHECK("status" IN ('ANNOUNCED', 'UNDER_WAY', 'COMPLETED', 'POSTPONED', 'CANCELLED')),
	CONSTRAINT "visits_start" CHECK(("start_edtf" IS NULL AND "start_precision" IS NULL AND "start_basis" IS NULL AND "start_earliest" IS NULL AND "start_latest" IS NULL)
      OR ("start_edtf" IS NOT NULL AND "start_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "start_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("start_earliest" IS NULL OR "start_latest" IS NULL OR "start_earliest" <= "start_latest"))),
	CONSTRAINT "visits_end" CHECK(("end_edtf" IS NULL AND "end_precision" IS NULL AND "end_basis" IS NULL AND "end_earliest" IS NULL AND "end_latest" IS NULL)
      OR ("end_edtf" IS NOT NULL AND "end_precision" IN ('DAY', 'MONTH', 'YEAR', 'RANGE', 'ONE_OF', 'OPEN') AND "end_basis" IN ('STATED', 'RESOLVED', 'INFERRED', 'PUBLICATION')
      AND ("end_earliest" IS NULL OR "end_latest" IS NULL OR "end_earliest" <= "end_latest")))
);
--> statement-breakpoint
CREATE INDEX `agreement_signatories_party` ON `agreement_signatories` (`party_id`,`at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `agreements_identity` ON `agreements` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_at` ON `agreements` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_part_of` ON `agreements` (`part_of_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_visit` ON `agreements` (`visit_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_instrument` ON `agreements` (`instrument`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `agreements_status` ON `agreements` (`status`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `citations_entry` ON `citations` (`entry_id`,`field`,`ordinal`);--> statement-breakpoint
CREATE INDEX `citations_party` ON `citations` (`party_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `citations_term` ON `citations` (`term_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `citations_rendering` ON `citations` (`rendering_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `citations_source` ON `citations` (`source_id`);--> statement-breakpoint
CREATE INDEX `citations_voice` ON `citations` (`voice_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `commodities_key` ON `commodities` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `commodities_code` ON `commodities` (`code`,`scheme`);--> statement-breakpoint
CREATE INDEX `commodities_folded` ON `commodities` (`folded`);--> statement-breakpoint
CREATE INDEX `commodities_parent` ON `commodities` (`parent_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `countries_code` ON `countries` (`code`);--> statement-breakpoint
CREATE UNIQUE INDEX `countries_id_code` ON `countries` (`id`,`code`);--> statement-breakpoint
CREATE INDEX `countries_alpha3` ON `countries` (`alpha3`);--> statement-breakpoint
CREATE INDEX `countries_m49` ON `countries` (`m49`);--> statement-breakpoint
CREATE INDEX `countries_status` ON `countries` (`status`,`code`);--> statement-breakpoint
CREATE INDEX `successions_successor` ON `successions` (`successor_id`,`ordinal`);--> statement-breakpoint
CREATE UNIQUE INDEX `documents_entry` ON `documents` (`entry_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `documents_party` ON `documents` (`party_id`);--> statement-breakpoint
CREATE INDEX `documents_kind` ON `documents` (`kind`);--> statement-breakpoint
CREATE INDEX `appearances_entry` ON `appearances` (`entry_id`,`party_id`);--> statement-breakpoint
CREATE INDEX `appearances_kind` ON `appearances` (`party_id`,`kind`,`at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `entries_key` ON `entries` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `entries_identity` ON `entries` (`id`,`kind`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `entries_at` ON `entries` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `entries_kind_at` ON `entries` (`kind`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `source_entries_entry` ON `source_entries` (`entry_id`,`source_id`);--> statement-breakpoint
CREATE INDEX `source_entries_kind` ON `source_entries` (`source_id`,`kind`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `figure_parties_party` ON `figure_parties` (`party_id`,`at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `figures_identity` ON `figures` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `figures_at` ON `figures` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `figures_measure` ON `figures` (`folded_measure`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `figures_stated_by` ON `figures` (`stated_by_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `figures_visit` ON `figures` (`visit_id`);--> statement-breakpoint
CREATE INDEX `groups_kind` ON `groups` (`kind`,`id`);--> statement-breakpoint
CREATE INDEX `memberships_group` ON `memberships` (`group_id`,`country_id`);--> statement-breakpoint
CREATE INDEX `memberships_country` ON `memberships` (`country_id`,`group_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `offices_key` ON `offices` (`key`);--> statement-breakpoint
CREATE INDEX `offices_country` ON `offices` (`country_id`,`rank`);--> statement-breakpoint
CREATE INDEX `offices_organization` ON `offices` (`organization_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `terms_key` ON `terms` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `terms_id_person` ON `terms` (`id`,`person_id`);--> statement-breakpoint
CREATE INDEX `terms_person` ON `terms` (`person_id`,`office_id`);--> statement-breakpoint
CREATE INDEX `terms_office` ON `terms` (`office_id`,`person_id`);--> statement-breakpoint
CREATE INDEX `organizations_country` ON `organizations` (`country_id`);--> statement-breakpoint
CREATE INDEX `names_party` ON `names` (`party_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `names_folded` ON `names` (`folded`,`party_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `parties_key` ON `parties` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `parties_id_kind` ON `parties` (`id`,`kind`);--> statement-breakpoint
CREATE INDEX `parties_kind_name` ON `parties` (`kind`,`sort_name`,`key`);--> statement-breakpoint
CREATE INDEX `parties_kind_key` ON `parties` (`kind`,`key`);--> statement-breakpoint
CREATE INDEX `position_toward_party` ON `position_toward` (`party_id`,`at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `positions_identity` ON `positions` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_at` ON `positions` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_holder` ON `positions` (`holder_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_topic` ON `positions` (`topic_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_stance` ON `positions` (`stance`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_label` ON `positions` (`folded_label`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `positions_stated_by` ON `positions` (`stated_by_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `topics_key` ON `topics` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `coverages_source` ON `coverages` (`source_id`,`about`);--> statement-breakpoint
CREATE INDEX `coverages_about` ON `coverages` (`about`);--> statement-breakpoint
CREATE INDEX `source_derivations_from` ON `source_derivations` (`from_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `sources_key` ON `sources` (`key`);--> statement-breakpoint
CREATE INDEX `sources_replaces` ON `sources` (`replaces_id`);--> statement-breakpoint
CREATE INDEX `sources_sha256` ON `sources` (`sha256`);--> statement-breakpoint
CREATE UNIQUE INDEX `renderings_statement` ON `renderings` (`statement_id`,`ordinal`);--> statement-breakpoint
CREATE INDEX `statement_parties_party` ON `statement_parties` (`role`,`party_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `statement_parties_any` ON `statement_parties` (`party_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `statements_identity` ON `statements` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_at` ON `statements` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_source` ON `statements` (`source_order`,`key`);--> statement-breakpoint
CREATE INDEX `statements_speaker` ON `statements` (`speaker_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_speaker_source` ON `statements` (`speaker_id`,`source_order`,`key`);--> statement-breakpoint
CREATE INDEX `statements_term` ON `statements` (`speaker_term_id`);--> statement-breakpoint
CREATE INDEX `statements_visit` ON `statements` (`visit_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `statements_visit_source` ON `statements` (`visit_id`,`source_order`,`key`);--> statement-breakpoint
CREATE INDEX `statements_mode` ON `statements` (`mode`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_link_commodities_commodity` ON `trade_link_commodities` (`commodity_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_link_parties_party` ON `trade_link_parties` (`party_id`,`role`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_link_parties_role` ON `trade_link_parties` (`role`,`at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `trade_links_identity` ON `trade_links` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_links_at` ON `trade_links` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_links_kind` ON `trade_links` (`kind`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_links_status` ON `trade_links` (`status`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `trade_links_agreement` ON `trade_links` (`agreement_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `trips_key` ON `trips` (`key`);--> statement-breakpoint
CREATE INDEX `visit_met_party` ON `visit_met` (`party_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visit_origins_country` ON `visit_origins` (`country_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visit_purposes_purpose` ON `visit_purposes` (`purpose`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visit_travellers_person` ON `visit_travellers` (`person_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visit_travellers_term` ON `visit_travellers` (`term_id`,`at`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `visits_identity` ON `visits` (`id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_at` ON `visits` (`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_host` ON `visits` (`host_id`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_host_code` ON `visits` (`host_code`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_type` ON `visits` (`type`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_status` ON `visits` (`status`,`at`,`key`);--> statement-breakpoint
CREATE INDEX `visits_trip` ON `visits` (`trip_id`,`leg`,`key`);--> statement-breakpoint
CREATE INDEX `visits_trip_day` ON `visits` (`trip_id`,`at`,`key`);