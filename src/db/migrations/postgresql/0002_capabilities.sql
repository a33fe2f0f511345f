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
CREATE TABLE "booking_persons" (
	"person_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bookings" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"service" text NOT NULL,
	"person_id" text,
	"start_at" timestamp (3) with time zone NOT NULL,
	"end_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"version" integer NOT NULL,
	"source" text NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"forgiven" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "bookings_number" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" text PRIMARY KEY NOT NULL,
	"service" text NOT NULL,
	"day" text NOT NULL,
	"number" integer NOT NULL,
	"person_id" text,
	"booking" text,
	"booked_at" timestamp (3) with time zone,
	"urgent" text NOT NULL,
	"state" text NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"called_at" timestamp (3) with time zone,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "tickets_number" UNIQUE("service","day","number"),
	CONSTRAINT "tickets_booking" UNIQUE("booking")
);
--> statement-breakpoint
CREATE TABLE "knowledge_changes" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"sequence" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"who" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"undoes" text
);
--> statement-breakpoint
CREATE TABLE "knowledge_notices" (
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"valid_until" text NOT NULL,
	"stage" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "knowledge_notices_pk" PRIMARY KEY("kind","key","valid_until","stage")
);
--> statement-breakpoint
CREATE TABLE "closures" (
	"id" text PRIMARY KEY NOT NULL,
	"place" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"reason" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holidays" (
	"day" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL
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
CREATE TABLE "legal_intakes" (
	"id" text PRIMARY KEY NOT NULL,
	"booking" text NOT NULL,
	"person_id" text,
	"matter" text NOT NULL,
	"opponent" text NOT NULL,
	"urgent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "legal_intakes_booking" UNIQUE("booking")
);
--> statement-breakpoint
CREATE TABLE "legal_parties" (
	"id" text PRIMARY KEY NOT NULL,
	"digest" text NOT NULL,
	"side" text NOT NULL,
	"booking" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "regression_questions" (
	"id" text PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"folded" text NOT NULL,
	"label" text NOT NULL,
	"aspect" text,
	"contains" jsonb NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "service_days" (
	"id" text PRIMARY KEY NOT NULL,
	"service" text NOT NULL,
	"day" text NOT NULL,
	"kind" text NOT NULL,
	"hours" jsonb NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "services" (
	"key" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"aliases" jsonb NOT NULL,
	"place" text NOT NULL,
	"where_fact" text,
	"weekly" jsonb,
	"breaks" jsonb NOT NULL,
	"slot_minutes" integer NOT NULL,
	"places" integer NOT NULL,
	"lead_minutes" integer NOT NULL,
	"horizon_days" integer NOT NULL,
	"per_person" integer NOT NULL,
	"discreet" boolean NOT NULL,
	"active" boolean NOT NULL,
	"position" integer NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "place_holds" (
	"service" text NOT NULL,
	"start_at" timestamp (3) with time zone NOT NULL,
	"place" integer NOT NULL,
	"holder" text NOT NULL,
	"until" timestamp (3) with time zone,
	CONSTRAINT "place_holds_pk" PRIMARY KEY("service","start_at","place"),
	CONSTRAINT "place_holds_holder" UNIQUE("holder")
);
--> statement-breakpoint
CREATE TABLE "waits" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"service" text NOT NULL,
	"person_id" text,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL,
	"urgent" boolean NOT NULL,
	"state" text NOT NULL,
	"offers" integer NOT NULL,
	"offered_start" timestamp (3) with time zone,
	"offered_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "waits_number" UNIQUE("number")
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
ALTER TABLE "aspects" ADD COLUMN "source" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "aspects" ADD COLUMN "owner" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "places" ADD COLUMN "source" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "places" ADD COLUMN "owner" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "places" ADD COLUMN "valid_until" text;--> statement-breakpoint
ALTER TABLE "topics" ADD COLUMN "names" jsonb;--> statement-breakpoint
CREATE INDEX "bookings_person" ON "bookings" USING btree ("person_id","state");--> statement-breakpoint
CREATE INDEX "bookings_day" ON "bookings" USING btree ("service","start_at");--> statement-breakpoint
CREATE INDEX "tickets_line" ON "tickets" USING btree ("service","day","state");--> statement-breakpoint
CREATE INDEX "tickets_person" ON "tickets" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "knowledge_changes_number" ON "knowledge_changes" USING btree ("number");--> statement-breakpoint
CREATE INDEX "knowledge_changes_key" ON "knowledge_changes" USING btree ("kind","key");--> statement-breakpoint
CREATE INDEX "knowledge_changes_sequence" ON "knowledge_changes" USING btree ("sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "wordings_folded" ON "wordings" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "wordings_label" ON "wordings" USING btree ("label");--> statement-breakpoint
CREATE INDEX "legal_intakes_person" ON "legal_intakes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "legal_intakes_closed" ON "legal_intakes" USING btree ("closed_at");--> statement-breakpoint
CREATE INDEX "legal_parties_digest" ON "legal_parties" USING btree ("digest","side");--> statement-breakpoint
CREATE INDEX "legal_parties_booking" ON "legal_parties" USING btree ("booking");--> statement-breakpoint
CREATE INDEX "legal_parties_created" ON "legal_parties" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "regression_questions_folded" ON "regression_questions" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "service_days_day" ON "service_days" USING btree ("service","day");--> statement-breakpoint
CREATE INDEX "waits_line" ON "waits" USING btree ("service","state");--> statement-breakpoint
CREATE INDEX "waits_person" ON "waits" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "outgoing_matter" ON "outgoing" USING btree ("matter");--> statement-breakpoint
CREATE INDEX "outgoing_pushed" ON "outgoing" USING btree ("channel","settled_at") WHERE kind = 'push';