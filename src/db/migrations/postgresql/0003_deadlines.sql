CREATE TABLE "deadlines" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"label" text NOT NULL,
	"plate" text,
	"day" text NOT NULL,
	"leads" jsonb NOT NULL,
	"next_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "deadlines_person" ON "deadlines" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "deadlines_next" ON "deadlines" USING btree ("next_at");