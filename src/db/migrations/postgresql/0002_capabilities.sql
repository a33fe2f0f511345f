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
ALTER TABLE "questions" ADD COLUMN "chosen" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "settled" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "wordings_folded" ON "wordings" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "wordings_label" ON "wordings" USING btree ("label");