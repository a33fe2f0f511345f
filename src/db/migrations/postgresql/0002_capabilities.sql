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
CREATE TABLE "point_hand_acts" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"key" text NOT NULL,
	"person_id" text,
	"points" integer NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"decided_by" text,
	"decided_at" timestamp (3) with time zone,
	"movement_id" text,
	"undoes" text,
	CONSTRAINT "point_hand_acts_number" UNIQUE("number"),
	CONSTRAINT "point_hand_acts_key" UNIQUE("key"),
	CONSTRAINT "point_hand_acts_undoes" UNIQUE("undoes")
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
CREATE TABLE "merchant_codes" (
	"digest" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "merchant_links" (
	"merchant_id" text PRIMARY KEY NOT NULL,
	"edition" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchant_people" (
	"person_id" text PRIMARY KEY NOT NULL,
	"merchant_id" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "merchants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"place" text NOT NULL,
	"near" text,
	"lat" integer,
	"lon" integer,
	"hours" jsonb NOT NULL,
	"holidays" text NOT NULL,
	"phone" text,
	"does" jsonb NOT NULL,
	"parking" text,
	"terms" jsonb NOT NULL,
	"state" text NOT NULL,
	"sample" boolean NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "merchants_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "point_objections" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"person_id" text,
	"movement_id" text NOT NULL,
	"line" text NOT NULL,
	"amount" integer NOT NULL,
	"words" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	"reason" text,
	CONSTRAINT "point_objections_number" UNIQUE("number")
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
CREATE TABLE "point_drivers" (
	"person_id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"phone" text,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "point_drivers_number" UNIQUE("number")
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
CREATE TABLE "spendings" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"person_id" text,
	"merchant_id" text NOT NULL,
	"hold_id" text NOT NULL,
	"points" integer NOT NULL,
	"code_digest" text NOT NULL,
	"state" text NOT NULL,
	"misses" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"confirm_key" text,
	"movement_id" text,
	"used" integer,
	"bill" integer,
	"fen" integer,
	CONSTRAINT "spendings_number" UNIQUE("number")
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
CREATE TABLE "visits" (
	"person_id" text NOT NULL,
	"day" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "visits_person_id_day_pk" PRIMARY KEY("person_id","day")
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
CREATE INDEX "announcement_acks_person" ON "announcement_acks" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "announcements_state" ON "announcements" USING btree ("state","due_at");--> statement-breakpoint
CREATE INDEX "announcements_started" ON "announcements" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "study_attendance_person" ON "study_attendance" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "bookings_person" ON "bookings" USING btree ("person_id","state");--> statement-breakpoint
CREATE INDEX "bookings_day" ON "bookings" USING btree ("service","start_at");--> statement-breakpoint
CREATE INDEX "point_audits_started" ON "point_audits" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "lost_claims_found" ON "lost_claims" USING btree ("found_id");--> statement-breakpoint
CREATE INDEX "lost_claims_state" ON "lost_claims" USING btree ("state");--> statement-breakpoint
CREATE INDEX "point_debts_open" ON "point_debts" USING btree ("account_id") WHERE settled_at is null;--> statement-breakpoint
CREATE INDEX "tickets_line" ON "tickets" USING btree ("service","day","state");--> statement-breakpoint
CREATE INDEX "tickets_person" ON "tickets" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "deadlines_person" ON "deadlines" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "deadlines_next" ON "deadlines" USING btree ("next_at");--> statement-breakpoint
CREATE INDEX "knowledge_changes_number" ON "knowledge_changes" USING btree ("number");--> statement-breakpoint
CREATE INDEX "knowledge_changes_key" ON "knowledge_changes" USING btree ("kind","key");--> statement-breakpoint
CREATE INDEX "knowledge_changes_sequence" ON "knowledge_changes" USING btree ("sequence");--> statement-breakpoint
CREATE INDEX "point_hand_acts_state" ON "point_hand_acts" USING btree ("state","at");--> statement-breakpoint
CREATE INDEX "point_hand_acts_person" ON "point_hand_acts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "lost_custody_report" ON "lost_custody" USING btree ("report_id","at");--> statement-breakpoint
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
CREATE INDEX "lost_events_at" ON "lost_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "lost_reports_person" ON "lost_reports" USING btree ("person_id","state");--> statement-breakpoint
CREATE INDEX "lost_reports_state" ON "lost_reports" USING btree ("state","kind","created_at");--> statement-breakpoint
CREATE INDEX "lost_reports_settled" ON "lost_reports" USING btree ("settled_at");--> statement-breakpoint
CREATE INDEX "mailing_targets_person" ON "mailing_targets" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "mailing_targets_state" ON "mailing_targets" USING btree ("mailing_id","state");--> statement-breakpoint
CREATE UNIQUE INDEX "mailings_matter" ON "mailings" USING btree ("matter","round");--> statement-breakpoint
CREATE INDEX "mailings_state" ON "mailings" USING btree ("state");--> statement-breakpoint
CREATE INDEX "lost_matches_found" ON "lost_matches" USING btree ("found_id");--> statement-breakpoint
CREATE INDEX "lost_keys_key" ON "lost_keys" USING btree ("kind","key","at");--> statement-breakpoint
CREATE INDEX "merchant_codes_merchant" ON "merchant_codes" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "merchant_people_merchant" ON "merchant_people" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "merchants_kind" ON "merchants" USING btree ("kind");--> statement-breakpoint
CREATE UNIQUE INDEX "point_objections_open" ON "point_objections" USING btree ("movement_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "point_objections_person" ON "point_objections" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "point_objections_state" ON "point_objections" USING btree ("state","created_at");--> statement-breakpoint
CREATE INDEX "point_caps_at" ON "point_caps" USING btree ("at");--> statement-breakpoint
CREATE INDEX "point_drivers_phone" ON "point_drivers" USING btree ("phone");--> statement-breakpoint
CREATE UNIQUE INDEX "regression_questions_folded" ON "regression_questions" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "relay_lines_owner" ON "relay_lines" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "relay_lines_finder" ON "relay_lines" USING btree ("finder_id");--> statement-breakpoint
CREATE INDEX "relay_words_line" ON "relay_words" USING btree ("line_id","at");--> statement-breakpoint
CREATE INDEX "service_days_day" ON "service_days" USING btree ("service","day");--> statement-breakpoint
CREATE UNIQUE INDEX "spendings_open_code" ON "spendings" USING btree ("merchant_id","code_digest") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "spendings_person" ON "spendings" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "spendings_due" ON "spendings" USING btree ("expires_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "spendings_merchant" ON "spendings" USING btree ("merchant_id","settled_at");--> statement-breakpoint
CREATE INDEX "spendings_movement" ON "spendings" USING btree ("movement_id");--> statement-breakpoint
CREATE INDEX "study_enrolments_person" ON "study_enrolments" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "study_enrolments_offer" ON "study_enrolments" USING btree ("offered_until");--> statement-breakpoint
CREATE INDEX "study_sessions_start" ON "study_sessions" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "visits_day" ON "visits" USING btree ("day");--> statement-breakpoint
CREATE INDEX "waits_line" ON "waits" USING btree ("service","state");--> statement-breakpoint
CREATE INDEX "waits_person" ON "waits" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "point_holds_open" ON "point_holds" USING btree ("account_id","id") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "point_lots_account" ON "point_lots" USING btree ("account_id","until_day") WHERE left_over > 0;--> statement-breakpoint
CREATE INDEX "point_lots_until" ON "point_lots" USING btree ("until_day") WHERE left_over > 0;--> statement-breakpoint
CREATE INDEX "point_lots_movement" ON "point_lots" USING btree ("movement_id");--> statement-breakpoint
CREATE INDEX "outgoing_matter" ON "outgoing" USING btree ("matter");--> statement-breakpoint
CREATE INDEX "outgoing_pushed" ON "outgoing" USING btree ("channel","settled_at") WHERE kind = 'push';