CREATE TABLE "lost_claims" (
	"lost_id" text NOT NULL,
	"found_id" text NOT NULL,
	"state" text NOT NULL,
	"misses" integer NOT NULL,
	"answer" text NOT NULL,
	"agrees" integer NOT NULL,
	"confirmed_by" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lost_claims_lost_id_found_id_pk" PRIMARY KEY("lost_id","found_id")
);
--> statement-breakpoint
CREATE TABLE "lost_custody" (
	"id" text PRIMARY KEY NOT NULL,
	"report_id" text NOT NULL,
	"holder" text NOT NULL,
	"spot" text,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text
);
--> statement-breakpoint
CREATE TABLE "lost_events" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"what" text NOT NULL,
	"item" text NOT NULL,
	"days" integer
);
--> statement-breakpoint
CREATE TABLE "lost_reports" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" text,
	"item" text NOT NULL,
	"place" text,
	"thing" jsonb NOT NULL,
	"words" text NOT NULL,
	"contact" text,
	"pictures" jsonb NOT NULL,
	"state" text NOT NULL,
	"urgent" boolean NOT NULL,
	"since" timestamp (3) with time zone,
	"until" timestamp (3) with time zone,
	"group_id" text,
	"other_id" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"watch_until" timestamp (3) with time zone NOT NULL,
	"asked_at" timestamp (3) with time zone,
	"fetch_until" timestamp (3) with time zone,
	"noticed_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"edition" integer NOT NULL,
	CONSTRAINT "lost_reports_number" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "lost_matches" (
	"lost_id" text NOT NULL,
	"found_id" text NOT NULL,
	"score" integer NOT NULL,
	"why" jsonb NOT NULL,
	"told_at" timestamp (3) with time zone,
	"refused_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lost_matches_lost_id_found_id_pk" PRIMARY KEY("lost_id","found_id")
);
--> statement-breakpoint
CREATE TABLE "lost_sought" (
	"report_id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"person_id" text,
	"thing" jsonb NOT NULL,
	"since" timestamp (3) with time zone,
	"until" timestamp (3) with time zone,
	"at" timestamp (3) with time zone NOT NULL,
	"reported_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lost_keys" (
	"report_id" text NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "lost_keys_report_id_key_pk" PRIMARY KEY("report_id","key")
);
--> statement-breakpoint
CREATE TABLE "relay_lines" (
	"id" text PRIMARY KEY NOT NULL,
	"about" text NOT NULL,
	"owner_id" text NOT NULL,
	"finder_id" text NOT NULL,
	"owner_agreed" timestamp (3) with time zone,
	"finder_agreed" timestamp (3) with time zone,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"ended_by" text,
	CONSTRAINT "relay_lines_about" UNIQUE("about")
);
--> statement-breakpoint
CREATE TABLE "relay_words" (
	"id" text PRIMARY KEY NOT NULL,
	"line_id" text NOT NULL,
	"side" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "lost_claims_found" ON "lost_claims" USING btree ("found_id");--> statement-breakpoint
CREATE INDEX "lost_claims_state" ON "lost_claims" USING btree ("state");--> statement-breakpoint
CREATE INDEX "lost_custody_report" ON "lost_custody" USING btree ("report_id","at");--> statement-breakpoint
CREATE INDEX "lost_events_at" ON "lost_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "lost_reports_person" ON "lost_reports" USING btree ("person_id","state");--> statement-breakpoint
CREATE INDEX "lost_reports_state" ON "lost_reports" USING btree ("state","kind","created_at");--> statement-breakpoint
CREATE INDEX "lost_reports_settled" ON "lost_reports" USING btree ("settled_at");--> statement-breakpoint
CREATE INDEX "lost_matches_found" ON "lost_matches" USING btree ("found_id");--> statement-breakpoint
CREATE INDEX "lost_keys_key" ON "lost_keys" USING btree ("kind","key","at");--> statement-breakpoint
CREATE INDEX "relay_lines_owner" ON "relay_lines" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "relay_lines_finder" ON "relay_lines" USING btree ("finder_id");--> statement-breakpoint
CREATE INDEX "relay_words_line" ON "relay_words" USING btree ("line_id","at");