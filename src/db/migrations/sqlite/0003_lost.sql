CREATE TABLE `lost_claims` (
	`lost_id` text NOT NULL,
	`found_id` text NOT NULL,
	`state` text NOT NULL,
	`misses` integer NOT NULL,
	`answer` text NOT NULL,
	`agrees` integer NOT NULL,
	`confirmed_by` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`lost_id`, `found_id`)
);
--> statement-breakpoint
CREATE INDEX `lost_claims_found` ON `lost_claims` (`found_id`);--> statement-breakpoint
CREATE INDEX `lost_claims_state` ON `lost_claims` (`state`);--> statement-breakpoint
CREATE TABLE `lost_custody` (
	`id` text PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`holder` text NOT NULL,
	`spot` text,
	`at` integer NOT NULL,
	`by` text
);
--> statement-breakpoint
CREATE INDEX `lost_custody_report` ON `lost_custody` (`report_id`,`at`);--> statement-breakpoint
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
CREATE INDEX `lost_keys_key` ON `lost_keys` (`kind`,`key`,`at`);--> statement-breakpoint
CREATE TABLE `relay_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`about` text NOT NULL,
	`owner_id` text NOT NULL,
	`finder_id` text NOT NULL,
	`owner_agreed` integer,
	`finder_agreed` integer,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`opened_at` integer,
	`ended_at` integer,
	`ended_by` text
);
--> statement-breakpoint
CREATE INDEX `relay_lines_owner` ON `relay_lines` (`owner_id`);--> statement-breakpoint
CREATE INDEX `relay_lines_finder` ON `relay_lines` (`finder_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `relay_lines_about` ON `relay_lines` (`about`);--> statement-breakpoint
CREATE TABLE `relay_words` (
	`id` text PRIMARY KEY NOT NULL,
	`line_id` text NOT NULL,
	`side` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `relay_words_line` ON `relay_words` (`line_id`,`at`);