CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`external` text NOT NULL,
	`person_id` text NOT NULL,
	`display` text,
	`last_seen_at` integer NOT NULL,
	`reachable` integer DEFAULT false NOT NULL,
	`gone` text,
	`code_misses` integer DEFAULT 0 NOT NULL,
	`codes_locked_until` integer,
	FOREIGN KEY (`person_id`) REFERENCES `persons`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `accounts_person` ON `accounts` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_external` ON `accounts` (`channel`,`external`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE TABLE `binding_codes` (
	`digest` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE TABLE `consents` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`version` integer NOT NULL,
	`given_at` integer NOT NULL,
	`withdrawn_at` integer
);
--> statement-breakpoint
CREATE INDEX `consents_person` ON `consents` (`person_id`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`state` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `group_answers` (
	`group_id` text NOT NULL,
	`question` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`group_id`, `question`)
);
--> statement-breakpoint
CREATE TABLE `groups` (
	`id` text PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`chat` text NOT NULL,
	`unasked` integer DEFAULT false NOT NULL,
	`answers_left` integer NOT NULL,
	`minute_start` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `mutes` (
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`person_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `numbers` (
	`kind` text PRIMARY KEY NOT NULL,
	`last` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outgoing` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`channel` text NOT NULL,
	`address` text NOT NULL,
	`place` text NOT NULL,
	`person_id` text,
	`audience` text NOT NULL,
	`text` text NOT NULL,
	`choices` text NOT NULL,
	`update_id` text,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`why` text,
	`repeated` integer DEFAULT false NOT NULL,
	`worker` text,
	`priority` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`due_at` integer NOT NULL,
	`worthless_after` integer NOT NULL,
	`created_at` integer NOT NULL,
	`settled_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outgoing_key` ON `outgoing` (`key`);--> statement-breakpoint
CREATE INDEX `outgoing_due` ON `outgoing` (`due_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX `outgoing_held` ON `outgoing` (`worker`) WHERE state in ('claimed', 'sending');--> statement-breakpoint
CREATE INDEX `outgoing_settled` ON `outgoing` (`settled_at`);--> statement-breakpoint
CREATE INDEX `outgoing_person` ON `outgoing` (`person_id`);--> statement-breakpoint
CREATE TABLE `parked` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `parked_person` ON `parked` (`person_id`);--> statement-breakpoint
CREATE TABLE `persons` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`merged_into` text,
	`parked_until` integer
);
--> statement-breakpoint
CREATE TABLE `questions` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`person_id` text,
	`text` text NOT NULL,
	`band` text NOT NULL,
	`nearest` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `questions_at` ON `questions` (`at`);--> statement-breakpoint
CREATE TABLE `staff` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`person_id` text,
	`code_digest` text,
	`code_expires_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_name` ON `staff` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `staff_code` ON `staff` (`code_digest`);--> statement-breakpoint
CREATE TABLE `staff_roles` (
	`staff_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`staff_id`, `role`),
	FOREIGN KEY (`staff_id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `updates` (
	`key` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	`text` text NOT NULL,
	`outcome` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `updates_at` ON `updates` (`at`);--> statement-breakpoint
CREATE INDEX `updates_person` ON `updates` (`person_id`);--> statement-breakpoint
CREATE TABLE `workers` (
	`id` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`pid` integer NOT NULL,
	`alive_until` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `help_messages` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`person_id` text,
	`text` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`told` text NOT NULL,
	`answered_at` integer,
	`answered_by` text,
	`answer` text
);
--> statement-breakpoint
CREATE INDEX `help_messages_person` ON `help_messages` (`person_id`);--> statement-breakpoint
CREATE INDEX `help_messages_state` ON `help_messages` (`state`);--> statement-breakpoint
CREATE UNIQUE INDEX `help_messages_number` ON `help_messages` (`number`);--> statement-breakpoint
CREATE TABLE `aspects` (
	`topic` text NOT NULL,
	`aspect` text NOT NULL,
	`template` text NOT NULL,
	`sample` integer NOT NULL,
	`valid_until` text,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`topic`, `aspect`),
	FOREIGN KEY (`topic`) REFERENCES `topics`(`name`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `facts` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`sample` integer NOT NULL,
	`source` text NOT NULL,
	`owner` text NOT NULL,
	`valid_until` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `places` (
	`key` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`weekly` text NOT NULL,
	`holidays` text NOT NULL,
	`sample` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `special_days` (
	`place` text NOT NULL,
	`day` text NOT NULL,
	`hours` text NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`place`, `day`)
);
--> statement-breakpoint
CREATE TABLE `topics` (
	`name` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`place` text,
	`position` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `schedules` (
	`name` text PRIMARY KEY NOT NULL,
	`due_at` integer NOT NULL,
	`last_due` integer,
	`last_run_at` integer,
	`skipped` integer NOT NULL
);
