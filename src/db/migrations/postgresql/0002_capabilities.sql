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
ALTER TABLE "questions" ADD COLUMN "chosen" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "settled" text;--> statement-breakpoint
ALTER TABLE "questions" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_account_id_ledger_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."ledger_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_movement_id_ledger_movements_id_fk" FOREIGN KEY ("movement_id") REFERENCES "public"."ledger_movements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "point_audits_started" ON "point_audits" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "point_debts_open" ON "point_debts" USING btree ("account_id") WHERE settled_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "wordings_folded" ON "wordings" USING btree ("folded");--> statement-breakpoint
CREATE INDEX "wordings_label" ON "wordings" USING btree ("label");--> statement-breakpoint
CREATE INDEX "ledger_accounts_merged" ON "ledger_accounts" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_movement" ON "ledger_entries" USING btree ("movement_id");--> statement-breakpoint
CREATE INDEX "ledger_movements_cause" ON "ledger_movements" USING btree ("cause") WHERE cause is not null;--> statement-breakpoint
CREATE INDEX "point_caps_at" ON "point_caps" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "point_holds_open" ON "point_holds" USING btree ("account_id","id") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "point_lots_account" ON "point_lots" USING btree ("account_id","until_day") WHERE left_over > 0;--> statement-breakpoint
CREATE INDEX "point_lots_until" ON "point_lots" USING btree ("until_day") WHERE left_over > 0;--> statement-breakpoint
CREATE INDEX "point_lots_movement" ON "point_lots" USING btree ("movement_id");