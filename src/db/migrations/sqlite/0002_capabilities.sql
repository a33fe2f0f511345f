CREATE TABLE `paces` (
	`channel` text PRIMARY KEY NOT NULL,
	`held_until` integer,
	`health` integer DEFAULT 100 NOT NULL,
	`health_at` integer NOT NULL,
	`resting` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
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
ALTER TABLE `outgoing` ADD `matter` text;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `urgent` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `unasked` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `deferred` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outgoing_matter` ON `outgoing` (`matter`);--> statement-breakpoint
CREATE INDEX `outgoing_pushed` ON `outgoing` (`channel`,`settled_at`) WHERE kind = 'push';--> statement-breakpoint
ALTER TABLE `persons` ADD `quiet` text;--> statement-breakpoint
ALTER TABLE `persons` ADD `drives` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `chosen` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `settled` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `settled_at` integer;