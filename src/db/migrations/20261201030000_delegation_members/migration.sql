ALTER TABLE `visits` RENAME COLUMN `delegation_size` TO `delegation_members`;
