CREATE TABLE `merchant_codes` (
	`digest` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `merchant_codes_merchant` ON `merchant_codes` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `merchant_links` (
	`merchant_id` text PRIMARY KEY NOT NULL,
	`edition` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `merchant_people` (
	`person_id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `merchant_people_merchant` ON `merchant_people` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `merchants` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`place` text NOT NULL,
	`near` text,
	`lat` integer,
	`lon` integer,
	`hours` text NOT NULL,
	`holidays` text NOT NULL,
	`phone` text,
	`does` text NOT NULL,
	`parking` text,
	`terms` text NOT NULL,
	`state` text NOT NULL,
	`sample` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merchants_name` ON `merchants` (`name`);--> statement-breakpoint
CREATE INDEX `merchants_kind` ON `merchants` (`kind`);--> statement-breakpoint
CREATE TABLE `spendings` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`person_id` text,
	`merchant_id` text NOT NULL,
	`hold_id` text NOT NULL,
	`points` integer NOT NULL,
	`code_digest` text NOT NULL,
	`state` text NOT NULL,
	`misses` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`settled_at` integer,
	`confirm_key` text,
	`movement_id` text,
	`used` integer,
	`bill` integer,
	`fen` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spendings_number` ON `spendings` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `spendings_open_code` ON `spendings` (`merchant_id`,`code_digest`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `spendings_person` ON `spendings` (`person_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `spendings_due` ON `spendings` (`expires_at`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `spendings_merchant` ON `spendings` (`merchant_id`,`settled_at`);--> statement-breakpoint
CREATE INDEX `spendings_movement` ON `spendings` (`movement_id`);