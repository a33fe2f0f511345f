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
CREATE INDEX "merchant_codes_merchant" ON "merchant_codes" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "merchant_people_merchant" ON "merchant_people" USING btree ("merchant_id");--> statement-breakpoint
CREATE INDEX "merchants_kind" ON "merchants" USING btree ("kind");--> statement-breakpoint
CREATE UNIQUE INDEX "spendings_open_code" ON "spendings" USING btree ("merchant_id","code_digest") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "spendings_person" ON "spendings" USING btree ("person_id","created_at");--> statement-breakpoint
CREATE INDEX "spendings_due" ON "spendings" USING btree ("expires_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "spendings_merchant" ON "spendings" USING btree ("merchant_id","settled_at");--> statement-breakpoint
CREATE INDEX "spendings_movement" ON "spendings" USING btree ("movement_id");