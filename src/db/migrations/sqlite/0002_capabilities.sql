CREATE TABLE `paces` (
	`channel` text PRIMARY KEY NOT NULL,
	`held_until` integer,
	`health` integer DEFAULT 100 NOT NULL,
	`health_at` integer NOT NULL,
	`resting` integer DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `study_excuses` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`session_id` text NOT NULL,
	`person_id` text,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`told` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `study_excuses_person` ON `study_excuses` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_excuses_number` ON `study_excuses` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_excuses_once` ON `study_excuses` (`session_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `announcement_acks` (
	`number` text NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`number`, `person_id`)
);
--> statement-breakpoint
CREATE INDEX `announcement_acks_person` ON `announcement_acks` (`person_id`);--> statement-breakpoint
CREATE TABLE `announcements` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`text` text NOT NULL,
	`picture` text,
	`audience` text NOT NULL,
	`emergency` integer DEFAULT false NOT NULL,
	`ack` integer DEFAULT true NOT NULL,
	`due_at` integer,
	`last_at` integer,
	`state` text NOT NULL,
	`why` text,
	`author` text,
	`approver` text,
	`approved_at` integer,
	`started_at` integer,
	`corrects` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `announcements_state` ON `announcements` (`state`,`due_at`);--> statement-breakpoint
CREATE INDEX `announcements_started` ON `announcements` (`started_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `announcements_number` ON `announcements` (`number`);--> statement-breakpoint
CREATE TABLE `study_attendance` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`person_id` text,
	`at` integer NOT NULL,
	`way` text NOT NULL,
	`by` text,
	`kind` text NOT NULL,
	`starts_at` integer NOT NULL,
	`tenths` integer NOT NULL,
	`points` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `study_attendance_person` ON `study_attendance` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_attendance_once` ON `study_attendance` (`session_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `study_codes` (
	`session_id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `study_tries` (
	`person_id` text PRIMARY KEY NOT NULL,
	`misses` integer NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `booking_persons` (
	`person_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `bookings` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`service` text NOT NULL,
	`person_id` text,
	`start_at` integer NOT NULL,
	`end_at` integer NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`source` text NOT NULL,
	`confirmed_at` integer,
	`forgiven` integer NOT NULL,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `bookings_person` ON `bookings` (`person_id`,`state`);--> statement-breakpoint
CREATE INDEX `bookings_day` ON `bookings` (`service`,`start_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `bookings_number` ON `bookings` (`number`);--> statement-breakpoint
CREATE TABLE `point_audits` (
	`id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`cursor` text NOT NULL,
	`checked` integer NOT NULL,
	`faults` integer NOT NULL,
	`found` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `point_audits_started` ON `point_audits` (`started_at`);--> statement-breakpoint
CREATE TABLE `lost_claims` (
	`lost_id` text NOT NULL,
	`found_id` text NOT NULL,
	`state` text NOT NULL,
	`misses` integer NOT NULL,
	`answer` text NOT NULL,
	`agrees` integer NOT NULL,
	`confirmed_by` text,
	`created_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	PRIMARY KEY(`lost_id`, `found_id`)
);
--> statement-breakpoint
CREATE INDEX `lost_claims_found` ON `lost_claims` (`found_id`);--> statement-breakpoint
CREATE INDEX `lost_claims_state` ON `lost_claims` (`state`);--> statement-breakpoint
CREATE TABLE `point_debts` (
	`movement_id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`points` integer NOT NULL,
	`left_over` integer NOT NULL,
	`at` integer NOT NULL,
	`settled_at` integer,
	`how` text,
	CONSTRAINT "point_debts_within" CHECK(left_over >= 0 and left_over <= points)
);
--> statement-breakpoint
CREATE INDEX `point_debts_open` ON `point_debts` (`account_id`) WHERE settled_at is null;--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`service` text NOT NULL,
	`day` text NOT NULL,
	`number` integer NOT NULL,
	`person_id` text,
	`booking` text,
	`booked_at` integer,
	`urgent` text NOT NULL,
	`state` text NOT NULL,
	`taken_at` integer NOT NULL,
	`called_at` integer,
	`done_at` integer
);
--> statement-breakpoint
CREATE INDEX `tickets_line` ON `tickets` (`service`,`day`,`state`);--> statement-breakpoint
CREATE INDEX `tickets_person` ON `tickets` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_number` ON `tickets` (`service`,`day`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `tickets_booking` ON `tickets` (`booking`);--> statement-breakpoint
CREATE TABLE `deadlines` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`label` text NOT NULL,
	`plate` text,
	`day` text NOT NULL,
	`leads` text NOT NULL,
	`next_at` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `deadlines_person` ON `deadlines` (`person_id`);--> statement-breakpoint
CREATE INDEX `deadlines_next` ON `deadlines` (`next_at`);--> statement-breakpoint
CREATE TABLE `knowledge_changes` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`sequence` integer NOT NULL,
	`at` integer NOT NULL,
	`who` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`before` text,
	`after` text,
	`undoes` text
);
--> statement-breakpoint
CREATE INDEX `knowledge_changes_number` ON `knowledge_changes` (`number`);--> statement-breakpoint
CREATE INDEX `knowledge_changes_key` ON `knowledge_changes` (`kind`,`key`);--> statement-breakpoint
CREATE INDEX `knowledge_changes_sequence` ON `knowledge_changes` (`sequence`);--> statement-breakpoint
CREATE TABLE `knowledge_notices` (
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`valid_until` text NOT NULL,
	`stage` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`kind`, `key`, `valid_until`, `stage`)
);
--> statement-breakpoint
CREATE TABLE `point_hand_acts` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`key` text NOT NULL,
	`person_id` text,
	`points` integer NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`movement_id` text,
	`undoes` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_hand_acts_number` ON `point_hand_acts` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `point_hand_acts_key` ON `point_hand_acts` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `point_hand_acts_undoes` ON `point_hand_acts` (`undoes`);--> statement-breakpoint
CREATE INDEX `point_hand_acts_state` ON `point_hand_acts` (`state`,`at`);--> statement-breakpoint
CREATE INDEX `point_hand_acts_person` ON `point_hand_acts` (`person_id`);--> statement-breakpoint
CREATE TABLE `lost_custody` (
	`id` text PRIMARY KEY NOT NULL,
	`report_id` text NOT NULL,
	`holder` text NOT NULL,
	`spot` text,
	`at` integer NOT NULL,
	`by` text
);
--> statement-breakpoint
CREATE INDEX `lost_custody_report` ON `lost_custody` (`report_id`,`at`);--> statement-breakpoint
CREATE TABLE `closures` (
	`id` text PRIMARY KEY NOT NULL,
	`place` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer,
	`reason` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `holidays` (
	`day` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lessons` (
	`name` text PRIMARY KEY NOT NULL,
	`edition` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `wordings` (
	`id` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`text` text NOT NULL,
	`folded` text NOT NULL,
	`state` text NOT NULL,
	`breaks` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `wordings_folded` ON `wordings` (`folded`);--> statement-breakpoint
CREATE INDEX `wordings_label` ON `wordings` (`label`);--> statement-breakpoint
CREATE TABLE `ledger_accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`owner` text,
	`balance` integer NOT NULL,
	`entries` integer NOT NULL,
	`merged_into` text,
	CONSTRAINT "ledger_accounts_not_below_zero" CHECK(kind = 'issuance' or balance >= 0)
);
--> statement-breakpoint
CREATE INDEX `ledger_accounts_merged` ON `ledger_accounts` (`merged_into`) WHERE merged_into is not null;--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_accounts_owner` ON `ledger_accounts` (`kind`,`owner`);--> statement-breakpoint
CREATE TABLE `ledger_entries` (
	`account_id` text NOT NULL,
	`seq` integer NOT NULL,
	`movement_id` text NOT NULL,
	`amount` integer NOT NULL,
	`balance` integer NOT NULL,
	PRIMARY KEY(`account_id`, `seq`),
	FOREIGN KEY (`account_id`) REFERENCES `ledger_accounts`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`movement_id`) REFERENCES `ledger_movements`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "ledger_entries_not_zero" CHECK(amount <> 0)
);
--> statement-breakpoint
CREATE INDEX `ledger_entries_movement` ON `ledger_entries` (`movement_id`);--> statement-breakpoint
CREATE TABLE `ledger_freezes` (
	`movement_id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ledger_movements` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`digest` text NOT NULL,
	`what` text NOT NULL,
	`rule` text,
	`cause` text,
	`words` text,
	`actor` text NOT NULL,
	`at` integer NOT NULL,
	`reverses` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_movements_key` ON `ledger_movements` (`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_movements_reverses` ON `ledger_movements` (`reverses`);--> statement-breakpoint
CREATE INDEX `ledger_movements_cause` ON `ledger_movements` (`cause`) WHERE cause is not null;--> statement-breakpoint
CREATE TABLE `legal_intakes` (
	`id` text PRIMARY KEY NOT NULL,
	`booking` text NOT NULL,
	`person_id` text,
	`matter` text NOT NULL,
	`opponent` text NOT NULL,
	`urgent` text,
	`created_at` integer NOT NULL,
	`closed_at` integer
);
--> statement-breakpoint
CREATE INDEX `legal_intakes_person` ON `legal_intakes` (`person_id`);--> statement-breakpoint
CREATE INDEX `legal_intakes_closed` ON `legal_intakes` (`closed_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `legal_intakes_booking` ON `legal_intakes` (`booking`);--> statement-breakpoint
CREATE TABLE `legal_parties` (
	`id` text PRIMARY KEY NOT NULL,
	`digest` text NOT NULL,
	`side` text NOT NULL,
	`booking` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `legal_parties_digest` ON `legal_parties` (`digest`,`side`);--> statement-breakpoint
CREATE INDEX `legal_parties_booking` ON `legal_parties` (`booking`);--> statement-breakpoint
CREATE INDEX `legal_parties_created` ON `legal_parties` (`created_at`);--> statement-breakpoint
CREATE TABLE `lost_events` (
	`id` text PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`what` text NOT NULL,
	`item` text NOT NULL,
	`days` integer
);
--> statement-breakpoint
CREATE INDEX `lost_events_at` ON `lost_events` (`at`);--> statement-breakpoint
CREATE TABLE `lost_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`item` text NOT NULL,
	`place` text,
	`thing` text NOT NULL,
	`words` text NOT NULL,
	`contact` text,
	`pictures` text NOT NULL,
	`state` text NOT NULL,
	`urgent` integer NOT NULL,
	`since` integer,
	`until` integer,
	`group_id` text,
	`other_id` text,
	`created_at` integer NOT NULL,
	`watch_until` integer NOT NULL,
	`asked_at` integer,
	`fetch_until` integer,
	`noticed_at` integer,
	`settled_at` integer,
	`edition` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `lost_reports_person` ON `lost_reports` (`person_id`,`state`);--> statement-breakpoint
CREATE INDEX `lost_reports_state` ON `lost_reports` (`state`,`kind`,`created_at`);--> statement-breakpoint
CREATE INDEX `lost_reports_settled` ON `lost_reports` (`settled_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `lost_reports_number` ON `lost_reports` (`number`);--> statement-breakpoint
CREATE TABLE `mailing_targets` (
	`mailing_id` text NOT NULL,
	`target` text NOT NULL,
	`person_id` text,
	`group_id` text,
	`state` text DEFAULT 'open' NOT NULL,
	`why` text,
	`at` integer,
	PRIMARY KEY(`mailing_id`, `target`)
);
--> statement-breakpoint
CREATE INDEX `mailing_targets_person` ON `mailing_targets` (`person_id`);--> statement-breakpoint
CREATE INDEX `mailing_targets_state` ON `mailing_targets` (`mailing_id`,`state`);--> statement-breakpoint
CREATE TABLE `mailings` (
	`id` text PRIMARY KEY NOT NULL,
	`matter` text NOT NULL,
	`round` integer NOT NULL,
	`words` text NOT NULL,
	`reason` text NOT NULL,
	`priority` integer NOT NULL,
	`urgent` integer NOT NULL,
	`owner` text,
	`last_at` integer NOT NULL,
	`state` text NOT NULL,
	`why` text,
	`tolerated` integer DEFAULT 0 NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mailings_matter` ON `mailings` (`matter`,`round`);--> statement-breakpoint
CREATE INDEX `mailings_state` ON `mailings` (`state`);--> statement-breakpoint
CREATE TABLE `lost_matches` (
	`lost_id` text NOT NULL,
	`found_id` text NOT NULL,
	`score` integer NOT NULL,
	`why` text NOT NULL,
	`told_at` integer,
	`refused_at` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`lost_id`, `found_id`)
);
--> statement-breakpoint
CREATE INDEX `lost_matches_found` ON `lost_matches` (`found_id`);--> statement-breakpoint
CREATE TABLE `lost_sought` (
	`report_id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`kind` text NOT NULL,
	`person_id` text,
	`thing` text NOT NULL,
	`since` integer,
	`until` integer,
	`at` integer NOT NULL,
	`reported_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `lost_keys` (
	`report_id` text NOT NULL,
	`kind` text NOT NULL,
	`key` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`report_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `lost_keys_key` ON `lost_keys` (`kind`,`key`,`at`);--> statement-breakpoint
CREATE TABLE `merchant_codes` (
	`digest` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `merchant_codes_merchant` ON `merchant_codes` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `merchant_links` (
	`merchant_id` text PRIMARY KEY NOT NULL,
	`edition` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `merchant_people` (
	`person_id` text PRIMARY KEY NOT NULL,
	`merchant_id` text NOT NULL,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `merchant_people_merchant` ON `merchant_people` (`merchant_id`);--> statement-breakpoint
CREATE TABLE `merchants` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`place` text NOT NULL,
	`near` text,
	`lat` integer,
	`lon` integer,
	`hours` text NOT NULL,
	`holidays` text NOT NULL,
	`phone` text,
	`does` text NOT NULL,
	`parking` text,
	`terms` text NOT NULL,
	`state` text NOT NULL,
	`sample` integer NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `merchants_name` ON `merchants` (`name`);--> statement-breakpoint
CREATE INDEX `merchants_kind` ON `merchants` (`kind`);--> statement-breakpoint
CREATE TABLE `point_objections` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`person_id` text,
	`movement_id` text NOT NULL,
	`line` text NOT NULL,
	`amount` integer NOT NULL,
	`words` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`reason` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_objections_number` ON `point_objections` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `point_objections_open` ON `point_objections` (`movement_id`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `point_objections_person` ON `point_objections` (`person_id`);--> statement-breakpoint
CREATE INDEX `point_objections_state` ON `point_objections` (`state`,`created_at`);--> statement-breakpoint
CREATE TABLE `point_caps` (
	`scope` text PRIMARY KEY NOT NULL,
	`used` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `point_caps_at` ON `point_caps` (`at`);--> statement-breakpoint
CREATE TABLE `point_rules` (
	`name` text PRIMARY KEY NOT NULL,
	`rule` text NOT NULL,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `point_drivers` (
	`person_id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`phone` text,
	`since` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_drivers_number` ON `point_drivers` (`number`);--> statement-breakpoint
CREATE INDEX `point_drivers_phone` ON `point_drivers` (`phone`);--> statement-breakpoint
CREATE TABLE `regression_questions` (
	`id` text PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`folded` text NOT NULL,
	`label` text NOT NULL,
	`aspect` text,
	`contains` text NOT NULL,
	`added_by` text NOT NULL,
	`added_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `regression_questions_folded` ON `regression_questions` (`folded`);--> statement-breakpoint
CREATE TABLE `relay_lines` (
	`id` text PRIMARY KEY NOT NULL,
	`about` text NOT NULL,
	`owner_id` text NOT NULL,
	`finder_id` text NOT NULL,
	`owner_agreed` integer,
	`finder_agreed` integer,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`opened_at` integer,
	`ended_at` integer,
	`ended_by` text
);
--> statement-breakpoint
CREATE INDEX `relay_lines_owner` ON `relay_lines` (`owner_id`);--> statement-breakpoint
CREATE INDEX `relay_lines_finder` ON `relay_lines` (`finder_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `relay_lines_about` ON `relay_lines` (`about`);--> statement-breakpoint
CREATE TABLE `relay_words` (
	`id` text PRIMARY KEY NOT NULL,
	`line_id` text NOT NULL,
	`side` text NOT NULL,
	`text` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `relay_words_line` ON `relay_words` (`line_id`,`at`);--> statement-breakpoint
CREATE TABLE `service_days` (
	`id` text PRIMARY KEY NOT NULL,
	`service` text NOT NULL,
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`hours` text NOT NULL,
	`reason` text NOT NULL,
	`by` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `service_days_day` ON `service_days` (`service`,`day`);--> statement-breakpoint
CREATE TABLE `services` (
	`key` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`aliases` text NOT NULL,
	`place` text NOT NULL,
	`where_fact` text,
	`weekly` text,
	`breaks` text NOT NULL,
	`slot_minutes` integer NOT NULL,
	`places` integer NOT NULL,
	`lead_minutes` integer NOT NULL,
	`horizon_days` integer NOT NULL,
	`per_person` integer NOT NULL,
	`discreet` integer NOT NULL,
	`active` integer NOT NULL,
	`position` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `place_holds` (
	`service` text NOT NULL,
	`start_at` integer NOT NULL,
	`place` integer NOT NULL,
	`holder` text NOT NULL,
	`until` integer,
	PRIMARY KEY(`service`, `start_at`, `place`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `place_holds_holder` ON `place_holds` (`holder`);--> statement-breakpoint
CREATE TABLE `spendings` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`person_id` text,
	`merchant_id` text NOT NULL,
	`hold_id` text NOT NULL,
	`points` integer NOT NULL,
	`code_digest` text NOT NULL,
	`state` text NOT NULL,
	`misses` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`settled_at` integer,
	`confirm_key` text,
	`movement_id` text,
	`used` integer,
	`bill` integer,
	`fen` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spendings_number` ON `spendings` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `spendings_open_code` ON `spendings` (`merchant_id`,`code_digest`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `spendings_person` ON `spendings` (`person_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `spendings_due` ON `spendings` (`expires_at`) WHERE state = 'open';--> statement-breakpoint
CREATE INDEX `spendings_merchant` ON `spendings` (`merchant_id`,`settled_at`);--> statement-breakpoint
CREATE INDEX `spendings_movement` ON `spendings` (`movement_id`);--> statement-breakpoint
CREATE TABLE `study_enrolments` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`person_id` text NOT NULL,
	`state` text NOT NULL,
	`since` integer NOT NULL,
	`offered_until` integer
);
--> statement-breakpoint
CREATE INDEX `study_enrolments_person` ON `study_enrolments` (`person_id`);--> statement-breakpoint
CREATE INDEX `study_enrolments_offer` ON `study_enrolments` (`offered_until`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_enrolments_once` ON `study_enrolments` (`session_id`,`person_id`);--> statement-breakpoint
CREATE TABLE `study_required` (
	`kind` text PRIMARY KEY NOT NULL,
	`tenths` integer NOT NULL,
	`sample` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `study_series` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`place` text NOT NULL,
	`places` integer NOT NULL,
	`tenths` integer NOT NULL,
	`points` integer NOT NULL,
	`audience` text NOT NULL,
	`weekday` integer NOT NULL,
	`weeks` integer NOT NULL,
	`start_time` text NOT NULL,
	`end_time` text NOT NULL,
	`first_day` text,
	`last_day` text,
	`made_until` text,
	`sample` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `study_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`series_id` text,
	`kind` text NOT NULL,
	`title` text NOT NULL,
	`place` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`places` integer NOT NULL,
	`taken` integer NOT NULL,
	`tenths` integer NOT NULL,
	`points` integer NOT NULL,
	`audience` text NOT NULL,
	`groups` text NOT NULL,
	`state` text NOT NULL,
	`why` text,
	`version` integer NOT NULL,
	`sample` integer NOT NULL,
	`day_reminded` integer NOT NULL,
	`soon_reminded` integer NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "study_sessions_places" CHECK("study_sessions"."taken" >= 0 and "study_sessions"."taken" <= "study_sessions"."places")
);
--> statement-breakpoint
CREATE INDEX `study_sessions_start` ON `study_sessions` (`starts_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_sessions_number` ON `study_sessions` (`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `study_sessions_series` ON `study_sessions` (`series_id`,`starts_at`);--> statement-breakpoint
CREATE TABLE `visits` (
	`person_id` text NOT NULL,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `day`)
);
--> statement-breakpoint
CREATE INDEX `visits_day` ON `visits` (`day`);--> statement-breakpoint
CREATE TABLE `waits` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`service` text NOT NULL,
	`person_id` text,
	`from_at` integer NOT NULL,
	`to_at` integer NOT NULL,
	`urgent` integer NOT NULL,
	`state` text NOT NULL,
	`offers` integer NOT NULL,
	`offered_start` integer,
	`offered_until` integer,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `waits_line` ON `waits` (`service`,`state`);--> statement-breakpoint
CREATE INDEX `waits_person` ON `waits` (`person_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `waits_number` ON `waits` (`number`);--> statement-breakpoint
CREATE TABLE `point_holds` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`points` integer NOT NULL,
	`state` text NOT NULL,
	`expires_at` integer NOT NULL,
	`settled_at` integer,
	CONSTRAINT "point_holds_points" CHECK(points > 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `point_holds_open` ON `point_holds` (`account_id`,`id`) WHERE state = 'held';--> statement-breakpoint
CREATE TABLE `point_lot_uses` (
	`movement_id` text NOT NULL,
	`lot_id` text NOT NULL,
	`amount` integer NOT NULL,
	PRIMARY KEY(`movement_id`, `lot_id`)
);
--> statement-breakpoint
CREATE TABLE `point_lots` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`movement_id` text NOT NULL,
	`granted` integer NOT NULL,
	`left_over` integer NOT NULL,
	`lapsed` integer DEFAULT 0 NOT NULL,
	`until_day` text NOT NULL,
	CONSTRAINT "point_lots_within" CHECK(left_over >= 0 and lapsed >= 0 and left_over + lapsed <= granted)
);
--> statement-breakpoint
CREATE INDEX `point_lots_account` ON `point_lots` (`account_id`,`until_day`) WHERE left_over > 0;--> statement-breakpoint
CREATE INDEX `point_lots_until` ON `point_lots` (`until_day`) WHERE left_over > 0;--> statement-breakpoint
CREATE INDEX `point_lots_movement` ON `point_lots` (`movement_id`);--> statement-breakpoint
ALTER TABLE `outgoing` ADD `files` text;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `matter` text;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `urgent` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `unasked` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `outgoing` ADD `deferred` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `outgoing_matter` ON `outgoing` (`matter`);--> statement-breakpoint
CREATE INDEX `outgoing_pushed` ON `outgoing` (`channel`,`settled_at`) WHERE kind = 'push';--> statement-breakpoint
ALTER TABLE `persons` ADD `quiet` text;--> statement-breakpoint
ALTER TABLE `persons` ADD `drives` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `chosen` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `settled` text;--> statement-breakpoint
ALTER TABLE `questions` ADD `settled_at` integer;--> statement-breakpoint
ALTER TABLE `aspects` ADD `source` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `aspects` ADD `owner` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `source` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `owner` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `places` ADD `valid_until` text;--> statement-breakpoint
ALTER TABLE `topics` ADD `names` text;