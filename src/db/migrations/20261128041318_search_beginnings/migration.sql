DROP TABLE `search`;
--> statement-breakpoint
CREATE VIRTUAL TABLE `search` USING fts5(title, body, content='documents', content_rowid='id', prefix='1 2 3', tokenize="unicode61 remove_diacritics 2");
--> statement-breakpoint
INSERT INTO `search` (`search`) VALUES ('rebuild');
