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
CREATE TABLE `knowledge_editions` (
	`name` text PRIMARY KEY NOT NULL,
	`edition` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `console_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`password` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `console_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `console_accounts_user` ON `console_accounts` (`user_id`,`provider_id`);--> statement-breakpoint
CREATE TABLE `console_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `console_users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `console_sessions_token` ON `console_sessions` (`token`);--> statement-breakpoint
CREATE INDEX `console_sessions_user` ON `console_sessions` (`user_id`);--> statement-breakpoint
CREATE INDEX `console_sessions_expires` ON `console_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `console_users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`id`) REFERENCES `staff`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `console_users_email` ON `console_users` (`email`);--> statement-breakpoint
CREATE TABLE `console_verifications` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `console_verifications_value` ON `console_verifications` (`value`);--> statement-breakpoint
CREATE INDEX `console_verifications_identifier` ON `console_verifications` (`identifier`);--> statement-breakpoint
DROP INDEX `outgoing_key`;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `answers` text;--> statement-breakpoint
CREATE UNIQUE INDEX `outgoing_push_key` ON `outgoing` (`key`) WHERE kind = 'push';--> statement-breakpoint
CREATE INDEX `outgoing_address` ON `outgoing` (`channel`,`address`,`due_at`);--> statement-breakpoint
ALTER TABLE `groups` ADD `title` text;--> statement-breakpoint
ALTER TABLE `groups` ADD `gone` text;--> statement-breakpoint
CREATE INDEX `updates_conversation` ON `updates` (`conversation_id`,`at`);