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
CREATE TABLE `booking_persons` (
	`person_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`service` text NOT NULL,
	`person_id` text,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`source` text NOT NULL,
	`confirmed_at` integer,
	`forgiven` integer NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `bookings_person` ON `bookings` (`person_id`,`state`);--> statement-breakpoint
CREATE INDEX `bookings_day` ON `bookings` (`service`,`start_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_number` ON `bookings` (`number`);--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`service` text NOT NULL,
	`day` text NOT NULL,
	`number` integer NOT NULL,
	`person_id` text,
	`booking` text,
	`booked_at` integer,
	`urgent` text NOT NULL,
	`state` text NOT NULL,
	`taken_at` integer NOT NULL,
	`called_at` integer,
	`done_at` integer
);
--> statement-breakpoint
CREATE INDEX `tickets_line` ON `tickets` (`service`,`day`,`state`);--> statement-breakpoint
CREATE INDEX `tickets_person` ON `tickets` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_number` ON `tickets` (`service`,`day`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_booking` ON `tickets` (`booking`);--> statement-breakpoint
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
CREATE TABLE `legal_intakes` (
	`id` text PRIMARY KEY NOT NULL,
	`booking` text NOT NULL,
	`person_id` text,
	`matter` text NOT NULL,
	`opponent` text NOT NULL,
	`urgent` text,
	`created_at` integer NOT NULL,
	`closed_at` integer
);
--> statement-breakpoint
CREATE INDEX `legal_intakes_person` ON `legal_intakes` (`person_id`);--> statement-breakpoint
CREATE INDEX `legal_intakes_closed` ON `legal_intakes` (`closed_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `legal_intakes_booking` ON `legal_intakes` (`booking`);--> statement-breakpoint
CREATE TABLE `legal_parties` (
	`id` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`side` text NOT NULL,
	`booking` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `legal_parties_digest` ON `legal_parties` (`digest`,`side`);--> statement-breakpoint
CREATE INDEX `legal_parties_booking` ON `legal_parties` (`booking`);--> statement-breakpoint
CREATE INDEX `legal_parties_created` ON `legal_parties` (`created_at`);--> statement-breakpoint
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
CREATE TABLE `service_days` (
	`id` text PRIMARY KEY NOT NULL,
	`service` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`hours` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `service_days_day` ON `service_days` (`service`,`day`);--> statement-breakpoint
CREATE TABLE `services` (
	`key` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`aliases` text NOT NULL,
	`place` text NOT NULL,
	`where_fact` text,
	`weekly` text,
	`breaks` text NOT NULL,
	`slot_minutes` integer NOT NULL,
	`places` integer NOT NULL,
	`lead_minutes` integer NOT NULL,
	`horizon_days` integer NOT NULL,
	`per_person` integer NOT NULL,
	`discreet` integer NOT NULL,
	`active` integer NOT NULL,
	`position` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `place_holds` (
	`service` text NOT NULL,
	`start_at` integer NOT NULL,
	`place` integer NOT NULL,
	`holder` text NOT NULL,
	`until` integer,
	PRIMARY KEY(`service`, `start_at`, `place`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `place_holds_holder` ON `place_holds` (`holder`);--> statement-breakpoint
CREATE TABLE `waits` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`service` text NOT NULL,
	`person_id` text,
	`from_at` integer NOT NULL,
	`to_at` integer NOT NULL,
	`urgent` integer NOT NULL,
	`state` text NOT NULL,
	`offers` integer NOT NULL,
	`offered_start` integer,
	`offered_until` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `waits_line` ON `waits` (`service`,`state`);--> statement-breakpoint
CREATE INDEX `waits_person` ON `waits` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `waits_number` ON `waits` (`number`);--> statement-breakpoint
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