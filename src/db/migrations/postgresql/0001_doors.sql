CREATE TABLE "lines" (
	"channel" text PRIMARY KEY NOT NULL,
	"worker" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "gone" text;--> statement-breakpoint
ALTER TABLE "outgoing" ADD COLUMN "answers" jsonb;