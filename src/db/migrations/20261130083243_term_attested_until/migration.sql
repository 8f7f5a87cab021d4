ALTER TABLE `terms` ADD `attested_until` text CONSTRAINT "terms_attested_until" CHECK("attested_until" GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]');
