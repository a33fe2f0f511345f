CREATE TABLE "study_enrolments" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"person_id" text NOT NULL,
	"state" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"offered_until" timestamp (3) with time zone,
	CONSTRAINT "study_enrolments_once" UNIQUE("session_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "study_required" (
	"kind" text PRIMARY KEY NOT NULL,
	"tenths" integer NOT NULL,
	"sample" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "study_series" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"place" text NOT NULL,
	"places" integer NOT NULL,
	"tenths" integer NOT NULL,
	"points" integer NOT NULL,
	"audience" text NOT NULL,
	"weekday" integer NOT NULL,
	"weeks" integer NOT NULL,
	"start_time" text NOT NULL,
	"end_time" text NOT NULL,
	"first_day" text,
	"last_day" text,
	"made_until" text,
	"sample" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "study_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"series_id" text,
	"kind" text NOT NULL,
	"title" text NOT NULL,
	"place" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"places" integer NOT NULL,
	"taken" integer NOT NULL,
	"tenths" integer NOT NULL,
	"points" integer NOT NULL,
	"audience" text NOT NULL,
	"groups" jsonb NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"version" integer NOT NULL,
	"sample" boolean NOT NULL,
	"day_reminded" boolean NOT NULL,
	"soon_reminded" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "study_sessions_number" UNIQUE("number"),
	CONSTRAINT "study_sessions_series" UNIQUE("series_id","starts_at"),
	CONSTRAINT "study_sessions_places" CHECK ("study_sessions"."taken" >= 0 and "study_sessions"."taken" <= "study_sessions"."places")
);
--> statement-breakpoint
CREATE INDEX "study_enrolments_person" ON "study_enrolments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "study_enrolments_offer" ON "study_enrolments" USING btree ("offered_until");--> statement-breakpoint
CREATE INDEX "study_sessions_start" ON "study_sessions" USING btree ("starts_at");