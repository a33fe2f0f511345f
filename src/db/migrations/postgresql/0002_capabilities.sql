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
CREATE TABLE "announcement_acks" (
	"number" text NOT NULL,
	"person_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "announcement_acks_number_person_id_pk" PRIMARY KEY("number","person_id")
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"text" text NOT NULL,
	"picture" jsonb,
	"audience" jsonb NOT NULL,
	"emergency" boolean DEFAULT false NOT NULL,
	"ack" boolean DEFAULT true NOT NULL,
	"due_at" timestamp (3) with time zone,
	"last_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"why" text,
	"author" text,
	"approver" text,
	"approved_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"corrects" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "announcements_number" UNIQUE("number")
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
CREATE TABLE "mailing_targets" (
	"mailing_id" text NOT NULL,
	"target" text NOT NULL,
	"person_id" text,
	"group_id" text,
	"state" text DEFAULT 'open' NOT NULL,
	"why" text,
	"at" timestamp (3) with time zone,
	CONSTRAINT "mailing_targets_mailing_id_target_pk" PRIMARY KEY("mailing_id","target")
);
--> statement-breakpoint
CREATE TABLE "mailings" (
	"id" text PRIMARY KEY NOT NULL,
	"matter" text NOT NULL,
	"round" integer NOT NULL,
	"words" jsonb NOT NULL,
	"reason" text NOT NULL,
	"priority" integer NOT NULL,
	"urgent" integer NOT NULL,
	"owner" text,
	"last_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"tolerated" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
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
CREATE INDEX "announcement_acks_person" ON "announcement_acks" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "announcements_state" ON "announcements" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "announcements_started" ON "announcements" USING btree ("started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "wordings_folded" ON "wordings" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "wordings_label" ON "wordings" USING btree ("label");--> statement-breakpoint
CREATE INDEX "mailing_targets_person" ON "mailing_targets" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mailing_targets_state" ON "mailing_targets" USING btree ("mailing_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "mailings_matter" ON "mailings" USING btree ("matter","round");--> statement-breakpoint
CREATE INDEX "mailings_state" ON "mailings" USING btree ("state");--> statement-breakpoint
CREATE INDEX "outgoing_matter" ON "outgoing" USING btree ("matter");--> statement-breakpoint
CREATE INDEX "outgoing_pushed" ON "outgoing" USING btree ("channel","settled_at") WHERE kind = 'push';