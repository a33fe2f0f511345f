CREATE TABLE "lines" (
	"channel" text PRIMARY KEY NOT NULL,
	"worker" text NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "secrets" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "knowledge_editions" (
	"name" text PRIMARY KEY NOT NULL,
	"edition" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "console_accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"password" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "console_accounts_user" UNIQUE("user_id","provider_id")
);
--> statement-breakpoint
CREATE TABLE "console_sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "console_sessions_token" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "console_users" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "console_users_email" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "console_verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "console_verifications_value" UNIQUE("value")
);
--> statement-breakpoint
ALTER TABLE "outgoing" DROP CONSTRAINT "outgoing_key";--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "title" text;--> statement-breakpoint
ALTER TABLE "groups" ADD COLUMN "gone" text;--> statement-breakpoint
ALTER TABLE "outgoing" ADD COLUMN "answers" jsonb;--> statement-breakpoint
ALTER TABLE "console_accounts" ADD CONSTRAINT "console_accounts_user_id_console_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."console_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_user_id_console_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."console_users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "console_users" ADD CONSTRAINT "console_users_id_staff_id_fk" FOREIGN KEY ("id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "console_sessions_user" ON "console_sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "console_sessions_expires" ON "console_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "console_verifications_identifier" ON "console_verifications" USING btree ("identifier");--> statement-breakpoint
CREATE UNIQUE INDEX "outgoing_push_key" ON "outgoing" USING btree ("key") WHERE kind = 'push';--> statement-breakpoint
CREATE INDEX "outgoing_address" ON "outgoing" USING btree ("channel","address","due_at");--> statement-breakpoint
CREATE INDEX "updates_conversation" ON "updates" USING btree ("conversation_id","at");