CREATE TABLE `lessons` (
	`name` text PRIMARY KEY NOT NULL,
	`edition` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wordings` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`text` text NOT NULL,
	`folded` text NOT NULL,
	`state` text NOT NULL,
	`breaks` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wordings_folded` ON `wordings` (`folded`);--> statement-breakpoint
CREATE INDEX `wordings_label` ON `wordings` (`label`);--> statement-breakpoint
ALTER TABLE `outgoing` ADD `files` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `chosen` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `settled` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `settled_at` integer;