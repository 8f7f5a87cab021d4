CREATE VIRTUAL TABLE `search` USING fts5(title, body, content='documents', content_rowid='id', tokenize="unicode61 remove_diacritics 2");
--> statement-breakpoint
CREATE TRIGGER `documents_inserted` AFTER INSERT ON `documents` BEGIN
  INSERT INTO `search` (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
--> statement-breakpoint
CREATE TRIGGER `documents_deleted` AFTER DELETE ON `documents` BEGIN
  INSERT INTO `search` (`search`, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
END;
--> statement-breakpoint
CREATE TRIGGER `documents_updated` AFTER UPDATE ON `documents` BEGIN
  INSERT INTO `search` (`search`, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
  INSERT INTO `search` (rowid, title, body) VALUES (new.id, new.title, new.body);
END;
--> statement-breakpoint
INSERT INTO `dataset` (`id`, `sequence`) VALUES (1, 0);
