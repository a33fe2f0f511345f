CREATE TABLE `lost_events` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`what` text NOT NULL,
	`item` text NOT NULL,
	`days` integer
);
--> statement-breakpoint
CREATE INDEX `lost_events_at` ON `lost_events` (`at`);--> statement-breakpoint
CREATE TABLE `lost_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`item` text NOT NULL,
	`place` text,
	`thing` text NOT NULL,
	`words` text NOT NULL,
	`contact` text,
	`pictures` text NOT NULL,
	`state` text NOT NULL,
	`urgent` integer NOT NULL,
	`since` integer,
	`until` integer,
	`group_id` text,
	`other_id` text,
	`created_at` integer NOT NULL,
	`watch_until` integer NOT NULL,
	`asked_at` integer,
	`fetch_until` integer,
	`noticed_at` integer,
	`settled_at` integer,
	`edition` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lost_reports_person` ON `lost_reports` (`person_id`,`state`);--> statement-breakpoint
CREATE INDEX `lost_reports_state` ON `lost_reports` (`state`,`kind`,`created_at`);--> statement-breakpoint
CREATE INDEX `lost_reports_settled` ON `lost_reports` (`settled_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `lost_reports_number` ON `lost_reports` (`number`);--> statement-breakpoint
CREATE TABLE `lost_matches` (
	`lost_id` text NOT NULL,
	`found_id` text NOT NULL,
	`score` integer NOT NULL,
	`why` text NOT NULL,
	`told_at` integer,
	`refused_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`lost_id`, `found_id`)
);
--> statement-breakpoint
CREATE INDEX `lost_matches_found` ON `lost_matches` (`found_id`);--> statement-breakpoint
CREATE TABLE `lost_sought` (
	`report_id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`thing` text NOT NULL,
	`since` integer,
	`until` integer,
	`at` integer NOT NULL,
	`reported_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lost_keys` (
	`report_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`report_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `lost_keys_key` ON `lost_keys` (`kind`,`key`,`at`);