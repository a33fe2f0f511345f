CREATE TABLE `lines` (
	`channel` text PRIMARY KEY NOT NULL,
	`worker` text NOT NULL,
	`until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `secrets` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `groups` ADD `title` text;--> statement-breakpoint
ALTER TABLE `groups` ADD `gone` text;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `answers` text;