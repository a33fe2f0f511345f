CREATE TABLE `study_enrolments` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`person_id` text NOT NULL,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	`offered_until` integer
);
--> statement-breakpoint
CREATE INDEX `study_enrolments_person` ON `study_enrolments` (`person_id`);--> statement-breakpoint
CREATE INDEX `study_enrolments_offer` ON `study_enrolments` (`offered_until`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_enrolments_once` ON `study_enrolments` (`session_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `study_required` (
	`kind` text PRIMARY KEY NOT NULL,
	`tenths` integer NOT NULL,
	`sample` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `study_series` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`place` text NOT NULL,
	`places` integer NOT NULL,
	`tenths` integer NOT NULL,
	`points` integer NOT NULL,
	`audience` text NOT NULL,
	`weekday` integer NOT NULL,
	`weeks` integer NOT NULL,
	`start_time` text NOT NULL,
	`end_time` text NOT NULL,
	`first_day` text,
	`last_day` text,
	`made_until` text,
	`sample` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `study_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`series_id` text,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`place` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`places` integer NOT NULL,
	`taken` integer NOT NULL,
	`tenths` integer NOT NULL,
	`points` integer NOT NULL,
	`audience` text NOT NULL,
	`groups` text NOT NULL,
	`state` text NOT NULL,
	`why` text,
	`version` integer NOT NULL,
	`sample` integer NOT NULL,
	`day_reminded` integer NOT NULL,
	`soon_reminded` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "study_sessions_places" CHECK("study_sessions"."taken" >= 0 and "study_sessions"."taken" <= "study_sessions"."places")
);
--> statement-breakpoint
CREATE INDEX `study_sessions_start` ON `study_sessions` (`starts_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_sessions_number` ON `study_sessions` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_sessions_series` ON `study_sessions` (`series_id`,`starts_at`);