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
CREATE TABLE `announcement_acks` (
	`number` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`number`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `announcement_acks_person` ON `announcement_acks` (`person_id`);--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`text` text NOT NULL,
	`picture` text,
	`audience` text NOT NULL,
	`emergency` integer DEFAULT false NOT NULL,
	`ack` integer DEFAULT true NOT NULL,
	`due_at` integer,
	`last_at` integer,
	`state` text NOT NULL,
	`why` text,
	`author` text,
	`approver` text,
	`approved_at` integer,
	`started_at` integer,
	`corrects` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `announcements_state` ON `announcements` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `announcements_started` ON `announcements` (`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `announcements_number` ON `announcements` (`number`);--> statement-breakpoint
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
CREATE TABLE `mailing_targets` (
	`mailing_id` text NOT NULL,
	`target` text NOT NULL,
	`person_id` text,
	`group_id` text,
	`state` text DEFAULT 'open' NOT NULL,
	`why` text,
	`at` integer,
	PRIMARY KEY(`mailing_id`, `target`)
);
--> statement-breakpoint
CREATE INDEX `mailing_targets_person` ON `mailing_targets` (`person_id`);--> statement-breakpoint
CREATE INDEX `mailing_targets_state` ON `mailing_targets` (`mailing_id`,`state`);--> statement-breakpoint
CREATE TABLE `mailings` (
	`id` text PRIMARY KEY NOT NULL,
	`matter` text NOT NULL,
	`round` integer NOT NULL,
	`words` text NOT NULL,
	`reason` text NOT NULL,
	`priority` integer NOT NULL,
	`urgent` integer NOT NULL,
	`owner` text,
	`last_at` integer NOT NULL,
	`state` text NOT NULL,
	`why` text,
	`tolerated` integer DEFAULT 0 NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mailings_matter` ON `mailings` (`matter`,`round`);--> statement-breakpoint
CREATE INDEX `mailings_state` ON `mailings` (`state`);--> statement-breakpoint
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