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
CREATE TABLE "study_excuses" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"session_id" text NOT NULL,
	"person_id" text,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"told" jsonb NOT NULL,
	CONSTRAINT "study_excuses_number" UNIQUE("number"),
	CONSTRAINT "study_excuses_once" UNIQUE("session_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "study_attendance" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"person_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"way" text NOT NULL,
	"by" text,
	"kind" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"tenths" integer NOT NULL,
	"points" integer NOT NULL,
	CONSTRAINT "study_attendance_once" UNIQUE("session_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "study_codes" (
	"session_id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "study_tries" (
	"person_id" text PRIMARY KEY NOT NULL,
	"misses" integer NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
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
CREATE TABLE "point_audits" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"cursor" text NOT NULL,
	"checked" integer NOT NULL,
	"faults" integer NOT NULL,
	"found" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "point_debts" (
	"movement_id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"points" integer NOT NULL,
	"left_over" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"how" text,
	CONSTRAINT "point_debts_within" CHECK (left_over >= 0 and left_over <= points)
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
CREATE TABLE "ledger_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"owner" text,
	"balance" integer NOT NULL,
	"entries" integer NOT NULL,
	"merged_into" text,
	CONSTRAINT "ledger_accounts_owner" UNIQUE("kind","owner"),
	CONSTRAINT "ledger_accounts_not_below_zero" CHECK (kind = 'issuance' or balance >= 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"account_id" text NOT NULL,
	"seq" integer NOT NULL,
	"movement_id" text NOT NULL,
	"amount" integer NOT NULL,
	"balance" integer NOT NULL,
	CONSTRAINT "ledger_entries_account_id_seq_pk" PRIMARY KEY("account_id","seq"),
	CONSTRAINT "ledger_entries_not_zero" CHECK (amount <> 0)
);
--> statement-breakpoint
CREATE TABLE "ledger_freezes" (
	"movement_id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_movements" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"digest" text NOT NULL,
	"what" text NOT NULL,
	"rule" text,
	"cause" text,
	"words" text,
	"actor" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"reverses" text,
	CONSTRAINT "ledger_movements_key" UNIQUE("key"),
	CONSTRAINT "ledger_movements_reverses" UNIQUE("reverses")
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
CREATE TABLE "point_caps" (
	"scope" text PRIMARY KEY NOT NULL,
	"used" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "point_rules" (
	"name" text PRIMARY KEY NOT NULL,
	"rule" jsonb NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
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
CREATE TABLE "point_holds" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"points" integer NOT NULL,
	"state" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "point_holds_points" CHECK (points > 0)
);
--> statement-breakpoint
CREATE TABLE "point_lot_uses" (
	"movement_id" text NOT NULL,
	"lot_id" text NOT NULL,
	"amount" integer NOT NULL,
	CONSTRAINT "point_lot_uses_movement_id_lot_id_pk" PRIMARY KEY("movement_id","lot_id")
);
--> statement-breakpoint
CREATE TABLE "point_lots" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"movement_id" text NOT NULL,
	"granted" integer NOT NULL,
	"left_over" integer NOT NULL,
	"lapsed" integer DEFAULT 0 NOT NULL,
	"until_day" text NOT NULL,
	CONSTRAINT "point_lots_within" CHECK (left_over >= 0 and lapsed >= 0 and left_over + lapsed <= granted)
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
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_ledger_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."ledger_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_movement_id_ledger_movements_id_fk" FOREIGN KEY ("movement_id") REFERENCES "public"."ledger_movements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "study_excuses_person" ON "study_excuses" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "study_attendance_person" ON "study_attendance" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "bookings_person" ON "bookings" USING btree ("person_id","state");--> statement-breakpoint
CREATE INDEX "bookings_day" ON "bookings" USING btree ("service","start_at");--> statement-breakpoint
CREATE INDEX "point_audits_started" ON "point_audits" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "point_debts_open" ON "point_debts" USING btree ("account_id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "tickets_line" ON "tickets" USING btree ("service","day","state");--> statement-breakpoint
CREATE INDEX "tickets_person" ON "tickets" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "deadlines_person" ON "deadlines" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "deadlines_next" ON "deadlines" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "knowledge_changes_number" ON "knowledge_changes" USING btree ("number");--> statement-breakpoint
CREATE INDEX "knowledge_changes_key" ON "knowledge_changes" USING btree ("kind","key");--> statement-breakpoint
CREATE INDEX "knowledge_changes_sequence" ON "knowledge_changes" USING btree ("sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "wordings_folded" ON "wordings" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "wordings_label" ON "wordings" USING btree ("label");--> statement-breakpoint
CREATE INDEX "ledger_accounts_merged" ON "ledger_accounts" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_movement" ON "ledger_entries" USING btree ("movement_id");--> statement-breakpoint
CREATE INDEX "ledger_movements_cause" ON "ledger_movements" USING btree ("cause") WHERE cause is not null;--> statement-breakpoint
CREATE INDEX "legal_intakes_person" ON "legal_intakes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "legal_intakes_closed" ON "legal_intakes" USING btree ("closed_at");--> statement-breakpoint
CREATE INDEX "legal_parties_digest" ON "legal_parties" USING btree ("digest","side");--> statement-breakpoint
CREATE INDEX "legal_parties_booking" ON "legal_parties" USING btree ("booking");--> statement-breakpoint
CREATE INDEX "legal_parties_created" ON "legal_parties" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "point_caps_at" ON "point_caps" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "regression_questions_folded" ON "regression_questions" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "service_days_day" ON "service_days" USING btree ("service","day");--> statement-breakpoint
CREATE INDEX "study_enrolments_person" ON "study_enrolments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "study_enrolments_offer" ON "study_enrolments" USING btree ("offered_until");--> statement-breakpoint
CREATE INDEX "study_sessions_start" ON "study_sessions" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "waits_line" ON "waits" USING btree ("service","state");--> statement-breakpoint
CREATE INDEX "waits_person" ON "waits" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "point_holds_open" ON "point_holds" USING btree ("account_id","id") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "point_lots_account" ON "point_lots" USING btree ("account_id","until_day") WHERE left_over > 0;--> statement-breakpoint
CREATE INDEX "point_lots_until" ON "point_lots" USING btree ("until_day") WHERE left_over > 0;--> statement-breakpoint
CREATE INDEX "point_lots_movement" ON "point_lots" USING btree ("movement_id");--> statement-breakpoint
CREATE INDEX "outgoing_matter" ON "outgoing" USING btree ("matter");--> statement-breakpoint
CREATE INDEX "outgoing_pushed" ON "outgoing" USING btree ("channel","settled_at") WHERE kind = 'push';