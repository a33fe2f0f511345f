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
CREATE TABLE `knowledge_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`sequence` integer NOT NULL,
	`at` integer NOT NULL,
	`who` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`before` text,
	`after` text,
	`undoes` text
);
--> statement-breakpoint
CREATE INDEX `knowledge_changes_number` ON `knowledge_changes` (`number`);--> statement-breakpoint
CREATE INDEX `knowledge_changes_key` ON `knowledge_changes` (`kind`,`key`);--> statement-breakpoint
CREATE INDEX `knowledge_changes_sequence` ON `knowledge_changes` (`sequence`);--> statement-breakpoint
CREATE TABLE `knowledge_notices` (
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`valid_until` text NOT NULL,
	`stage` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`kind`, `key`, `valid_until`, `stage`)
);
--> statement-breakpoint
CREATE TABLE `closures` (
	`id` text PRIMARY KEY NOT NULL,
	`place` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `holidays` (
	`day` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL
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
CREATE TABLE `regression_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`folded` text NOT NULL,
	`label` text NOT NULL,
	`aspect` text,
	`contains` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `regression_questions_folded` ON `regression_questions` (`folded`);--> statement-breakpoint
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
ALTER TABLE `questions` ADD `settled_at` integer;--> statement-breakpoint
ALTER TABLE `aspects` ADD `source` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `aspects` ADD `owner` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `source` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `owner` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `valid_until` text;--> statement-breakpoint
ALTER TABLE `topics` ADD `names` text;