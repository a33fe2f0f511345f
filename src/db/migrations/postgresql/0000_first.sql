CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"external" text NOT NULL,
	"person_id" text NOT NULL,
	"display" text,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"reachable" boolean DEFAULT false NOT NULL,
	"gone" text,
	"code_misses" integer DEFAULT 0 NOT NULL,
	"codes_locked_until" timestamp (3) with time zone,
	CONSTRAINT "accounts_external" UNIQUE("channel","external")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "binding_codes" (
	"digest" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"version" integer NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"state" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "group_answers" (
	"group_id" text NOT NULL,
	"question" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "group_answers_group_id_question_pk" PRIMARY KEY("group_id","question")
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" text PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"chat" text NOT NULL,
	"unasked" boolean DEFAULT false NOT NULL,
	"answers_left" integer NOT NULL,
	"minute_start" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "mutes" (
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "mutes_person_id_kind_pk" PRIMARY KEY("person_id","kind")
);
--> statement-breakpoint
CREATE TABLE "numbers" (
	"kind" text PRIMARY KEY NOT NULL,
	"last" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outgoing" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"key" text NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"place" text NOT NULL,
	"person_id" text,
	"audience" text NOT NULL,
	"text" text NOT NULL,
	"choices" jsonb NOT NULL,
	"update_id" text,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"repeated" boolean DEFAULT false NOT NULL,
	"worker" text,
	"priority" integer NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"worthless_after" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "outgoing_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "parked" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"merged_into" text,
	"parked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "questions" (
	"id" text PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"person_id" text,
	"text" text NOT NULL,
	"band" text NOT NULL,
	"nearest" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"person_id" text,
	"code_digest" text,
	"code_expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_name" UNIQUE("name"),
	CONSTRAINT "staff_code" UNIQUE("code_digest")
);
--> statement-breakpoint
CREATE TABLE "staff_roles" (
	"staff_id" text NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "staff_roles_staff_id_role_pk" PRIMARY KEY("staff_id","role")
);
--> statement-breakpoint
CREATE TABLE "updates" (
	"key" text PRIMARY KEY NOT NULL,
	"conversation_id" text NOT NULL,
	"person_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL,
	"outcome" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" text PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"pid" integer NOT NULL,
	"alive_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "help_messages" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"person_id" text,
	"text" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"told" jsonb NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"answered_by" text,
	"answer" text,
	CONSTRAINT "help_messages_number" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "aspects" (
	"topic" text NOT NULL,
	"aspect" text NOT NULL,
	"template" text NOT NULL,
	"sample" boolean NOT NULL,
	"valid_until" text,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "aspects_pk" PRIMARY KEY("topic","aspect")
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL,
	"sample" boolean NOT NULL,
	"source" text NOT NULL,
	"owner" text NOT NULL,
	"valid_until" text,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "places" (
	"key" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"weekly" jsonb NOT NULL,
	"holidays" jsonb NOT NULL,
	"sample" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "special_days" (
	"place" text NOT NULL,
	"day" text NOT NULL,
	"hours" jsonb NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "special_days_pk" PRIMARY KEY("place","day")
);
--> statement-breakpoint
CREATE TABLE "topics" (
	"name" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"place" text,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"name" text PRIMARY KEY NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"last_due" timestamp (3) with time zone,
	"last_run_at" timestamp (3) with time zone,
	"skipped" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_roles" ADD CONSTRAINT "staff_roles_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "aspects" ADD CONSTRAINT "aspects_topic_topics_name_fk" FOREIGN KEY ("topic") REFERENCES "public"."topics"("name") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_person" ON "accounts" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "audit_at" ON "audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "consents_person" ON "consents" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "outgoing_due" ON "outgoing" USING btree ("due_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "outgoing_held" ON "outgoing" USING btree ("worker") WHERE state in ('claimed', 'sending');--> statement-breakpoint
CREATE INDEX "outgoing_settled" ON "outgoing" USING btree ("settled_at");--> statement-breakpoint
CREATE INDEX "outgoing_person" ON "outgoing" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "parked_person" ON "parked" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "questions_at" ON "questions" USING btree ("at");--> statement-breakpoint
CREATE INDEX "updates_at" ON "updates" USING btree ("at");--> statement-breakpoint
CREATE INDEX "updates_person" ON "updates" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "help_messages_person" ON "help_messages" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "help_messages_state" ON "help_messages" USING btree ("state");