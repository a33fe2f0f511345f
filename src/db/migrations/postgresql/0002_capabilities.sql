CREATE TABLE "paces" (
	"channel" text PRIMARY KEY NOT NULL,
	"held_until" timestamp (3) with time zone,
	"health" integer DEFAULT 100 NOT NULL,
	"health_at" timestamp (3) with time zone NOT NULL,
	"resting" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lessons" (
	"name" text PRIMARY KEY NOT NULL,
	"edition" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wordings" (
	"id" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"text" text NOT NULL,
	"folded" text NOT NULL,
	"state" text NOT NULL,
	"breaks" jsonb NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "outgoing" ADD COLUMN "files" jsonb;--> statement-breakpoint
ALTER TABLE "outgoing" ADD COLUMN "matter" text;--> statement-breakpoint
ALTER TABLE "outgoing" ADD COLUMN "urgent" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "outgoing" ADD COLUMN "unasked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "outgoing" ADD COLUMN "deferred" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "quiet" jsonb;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "drives" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "chosen" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "settled" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "wordings_folded" ON "wordings" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "wordings_label" ON "wordings" USING btree ("label");--> statement-breakpoint
CREATE INDEX "outgoing_matter" ON "outgoing" USING btree ("matter");--> statement-breakpoint
CREATE INDEX "outgoing_pushed" ON "outgoing" USING btree ("channel","settled_at") WHERE kind = 'push';