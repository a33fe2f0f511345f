CREATE TABLE `deadlines` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`plate` text,
	`day` text NOT NULL,
	`leads` text NOT NULL,
	`next_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deadlines_person` ON `deadlines` (`person_id`);--> statement-breakpoint
CREATE INDEX `deadlines_next` ON `deadlines` (`next_at`);