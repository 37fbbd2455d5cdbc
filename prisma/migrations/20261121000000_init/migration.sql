-- CreateEnum
CREATE TYPE "SurfaceName" AS ENUM ('web', 'slack', 'discord', 'mail');

-- CreateEnum
CREATE TYPE "InstallationStatus" AS ENUM ('ACTIVE', 'REMOVED');

-- CreateEnum
CREATE TYPE "RecipientKind" AS ENUM ('MEMBER', 'EMAIL', 'ROOM');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('PENDING', 'SENDING', 'SENT', 'MANUAL', 'DROPPED', 'FAILED');

-- CreateEnum
CREATE TYPE "PendingReason" AS ENUM ('ROUTING', 'QUEUED', 'DEFERRED', 'BUSY', 'NO_ROUTE');

-- CreateEnum
CREATE TYPE "LighterYes" AS ENUM ('NAME_USED', 'OFFICE_HOUR', 'ANSWERED');

-- CreateEnum
CREATE TYPE "RequestKind" AS ENUM ('CONTACT', 'EXPERTISE', 'PARTNER');

-- CreateEnum
CREATE TYPE "RequestUrgency" AS ENUM ('LOW', 'NORMAL', 'HIGH', 'URGENT');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('PENDING', 'MATCHED', 'ACCEPTED', 'INTRO_SENT', 'CONNECTED', 'CLOSED', 'DECLINED', 'EXPIRED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "RequestOutcome" AS ENUM ('NO_RESPONSE', 'NOT_INTERESTED', 'EMAIL_EXCHANGED', 'MEETING_SCHEDULED', 'CONNECTION_MADE', 'DEAL_CLOSED', 'UNKNOWN');

-- CreateEnum
CREATE TYPE "ReasonFor" AS ENUM ('NOBODY', 'ASKER', 'ADMINS');

-- CreateEnum
CREATE TYPE "OfferStatus" AS ENUM ('OPEN', 'QUESTIONED', 'DEFERRED', 'ACCEPTED', 'DECLINED', 'LAPSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "DraftTone" AS ENUM ('PLAIN', 'WARMER', 'SHORTER');

-- CreateEnum
CREATE TYPE "DraftFormat" AS ENUM ('EMAIL', 'BULLETS', 'SHORT');

-- CreateEnum
CREATE TYPE "DraftWriter" AS ENUM ('MODEL', 'TEMPLATE', 'PERSON');

-- CreateEnum
CREATE TYPE "IntroChannel" AS ENUM ('ROOM', 'MAIL', 'BY_HAND');

-- CreateEnum
CREATE TYPE "ConsentParty" AS ENUM ('REQUESTER', 'TARGET');

-- CreateEnum
CREATE TYPE "ConsentMeans" AS ENUM ('CHAT', 'LINK', 'FACILITATOR');

-- CreateEnum
CREATE TYPE "ConsentStatus" AS ENUM ('ASKED', 'YES', 'NO', 'LATER', 'LAPSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "ReminderKind" AS ENUM ('OFFER', 'QUESTION', 'DRAFT', 'CONSENT', 'FIRST_WRITER', 'DID_YOU_MEET', 'DID_YOU_MEET_AGAIN', 'LAST_ASK');

-- CreateEnum
CREATE TYPE "ReminderStatus" AS ENUM ('DUE', 'SENT', 'DONE', 'CANCELLED');

-- CreateEnum
CREATE TYPE "MeetingAnswer" AS ENUM ('YES', 'BOOKED', 'NOT_YET', 'FIZZLED');

-- CreateEnum
CREATE TYPE "ActivityType" AS ENUM ('REQUEST_CREATED', 'REQUEST_VIEWED', 'REQUEST_ACCEPTED', 'REQUEST_DECLINED', 'INTRODUCTION_SENT', 'MEETING_SCHEDULED', 'OUTCOME_RECORDED', 'MESSAGE_SENT', 'FOLLOW_UP_ADDED', 'REQUEST_EXPIRED', 'REQUEST_CANCELLED', 'REQUEST_EDITED', 'REQUEST_REROUTED', 'REQUEST_MATCHED', 'QUESTION_ASKED', 'QUESTION_ANSWERED', 'CONSENT_ASKED', 'CONSENT_GIVEN', 'CONSENT_REFUSED', 'REMINDER_SENT', 'REQUEST_CONNECTED', 'REQUEST_CLOSED');

-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('member', 'facilitator', 'partner_manager', 'admin');

-- CreateEnum
CREATE TYPE "MemberStatus" AS ENUM ('ACTIVE', 'LEFT', 'ERASED');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('ONLY_ME', 'ROUTER', 'FACILITATORS', 'WORKSPACE');

-- CreateTable
CREATE TABLE "workspaces" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "nextReference" INTEGER NOT NULL DEFAULT 1,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "isDemo" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "workspaces_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "installations" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "surface" "SurfaceName" NOT NULL,
    "externalId" TEXT NOT NULL,
    "status" "InstallationStatus" NOT NULL DEFAULT 'ACTIVE',
    "details" JSONB NOT NULL DEFAULT '{}',
    "secrets" TEXT,
    "installedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removedAt" TIMESTAMPTZ(3),

    CONSTRAINT "installations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "kept_interactions" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "surface" "SurfaceName" NOT NULL,
    "externalId" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "actorId" TEXT,
    "contract" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '[]',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "kept_interactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "events" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "interactionId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "notice" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "recipientKind" "RecipientKind" NOT NULL,
    "recipient" TEXT NOT NULL,
    "details" JSONB NOT NULL DEFAULT '{}',
    "status" "DeliveryStatus" NOT NULL DEFAULT 'PENDING',
    "surface" "SurfaceName",
    "installation" TEXT,
    "unreachable" "SurfaceName"[] DEFAULT ARRAY[]::"SurfaceName"[],
    "ref" TEXT,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "shown" INTEGER NOT NULL DEFAULT 0,
    "contentHash" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "interactionId" TEXT,
    "epoch" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "sentAt" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rooms" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "surface" "SurfaceName" NOT NULL,
    "installation" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "memberIds" TEXT[],
    "title" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rooms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signed_links" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "contract" TEXT NOT NULL,
    "values" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signed_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ui_states" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "state" JSONB NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ui_states_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk_settings" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "desk_settings_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "seen_signatures" (
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seen_signatures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "discord_directs" (
    "installation" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "channelId" TEXT,
    "threadId" TEXT,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "discord_directs_pkey" PRIMARY KEY ("installation","userId")
);

-- CreateTable
CREATE TABLE "discord_channels" (
    "channelId" TEXT NOT NULL,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT NOT NULL,
    "offUntil" TIMESTAMPTZ(3),

    CONSTRAINT "discord_channels_pkey" PRIMARY KEY ("channelId")
);

-- CreateTable
CREATE TABLE "discord_rooms" (
    "installation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "threadId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discord_rooms_pkey" PRIMARY KEY ("installation","key")
);

-- CreateTable
CREATE TABLE "discord_leases" (
    "name" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discord_leases_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "discord_sessions" (
    "application" TEXT NOT NULL,
    "shard" INTEGER NOT NULL,
    "sessionId" TEXT NOT NULL,
    "resumeUrl" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "shardCount" INTEGER NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discord_sessions_pkey" PRIMARY KEY ("application","shard")
);

-- CreateTable
CREATE TABLE "referral_requests" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" "RequestKind" NOT NULL,
    "requesterId" TEXT NOT NULL,
    "contactId" TEXT,
    "criteria" TEXT,
    "purpose" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "urgency" "RequestUrgency" NOT NULL DEFAULT 'NORMAL',
    "blind" BOOLEAN NOT NULL DEFAULT false,
    "status" "RequestStatus" NOT NULL DEFAULT 'PENDING',
    "pendingReason" "PendingReason",
    "retryAt" TIMESTAMPTZ(3),
    "boardAt" TIMESTAMPTZ(3),
    "facilitatorId" TEXT,
    "respondedAt" TIMESTAMPTZ(3),
    "facilitatorResponse" TEXT,
    "introSentAt" TIMESTAMPTZ(3),
    "connectedAt" TIMESTAMPTZ(3),
    "meetingDate" TIMESTAMPTZ(3),
    "outcome" "RequestOutcome",
    "outcomeAt" TIMESTAMPTZ(3),
    "followUpNotes" TEXT,
    "lighterYes" "LighterYes",
    "offersMade" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "expiryNoticeAt" TIMESTAMPTZ(3),
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offers" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "facilitatorId" TEXT NOT NULL,
    "contactId" TEXT,
    "rank" INTEGER NOT NULL,
    "reasons" TEXT[],
    "status" "OfferStatus" NOT NULL DEFAULT 'OPEN',
    "answerBy" TIMESTAMPTZ(3) NOT NULL,
    "clockLeftMinutes" INTEGER,
    "questions" INTEGER NOT NULL DEFAULT 0,
    "question" TEXT,
    "answer" TEXT,
    "reason" TEXT,
    "reasonFor" "ReasonFor",
    "deferredUntil" TIMESTAMPTZ(3),
    "suggestedId" TEXT,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "routing_proofs" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "candidates" JSONB NOT NULL,
    "picked" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "routing_proofs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "introductions" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "facilitatorId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "aiSuggestedIntro" TEXT,
    "subject" TEXT,
    "body" TEXT,
    "talkingPoints" TEXT[],
    "tone" "DraftTone" NOT NULL DEFAULT 'PLAIN',
    "format" "DraftFormat" NOT NULL DEFAULT 'EMAIL',
    "writtenBy" "DraftWriter",
    "writerNote" TEXT,
    "draftWanted" INTEGER NOT NULL DEFAULT 1,
    "draftWritten" INTEGER NOT NULL DEFAULT 0,
    "sendBy" TIMESTAMPTZ(3),
    "inputTokens" INTEGER NOT NULL DEFAULT 0,
    "outputTokens" INTEGER NOT NULL DEFAULT 0,
    "channel" "IntroChannel",
    "sentAt" TIMESTAMPTZ(3),
    "cancelledAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "introductions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consents" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "introductionId" TEXT NOT NULL,
    "party" "ConsentParty" NOT NULL,
    "memberId" TEXT,
    "contactId" TEXT,
    "status" "ConsentStatus" NOT NULL DEFAULT 'ASKED',
    "means" "ConsentMeans" NOT NULL,
    "linkId" TEXT,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "consents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminders" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "memberId" TEXT,
    "kind" "ReminderKind" NOT NULL,
    "subjectId" TEXT NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "status" "ReminderStatus" NOT NULL DEFAULT 'DUE',
    "slot" TEXT,
    "sentAt" TIMESTAMPTZ(3),
    "answer" "MeetingAnswer",
    "answeredAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referral_activities" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "actorId" TEXT,
    "type" "ActivityType" NOT NULL,
    "description" TEXT NOT NULL,
    "metadata" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_activities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "members" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "headline" TEXT,
    "bio" TEXT,
    "organization" TEXT,
    "city" TEXT,
    "tags" TEXT[],
    "roles" "MemberRole"[] DEFAULT ARRAY['member']::"MemberRole"[],
    "status" "MemberStatus" NOT NULL DEFAULT 'ACTIVE',
    "external" BOOLEAN NOT NULL DEFAULT false,
    "timeZone" TEXT,
    "locale" TEXT,
    "quietFrom" TEXT NOT NULL DEFAULT '20:00',
    "quietUntil" TEXT NOT NULL DEFAULT '08:00',
    "quietWeekends" BOOLEAN NOT NULL DEFAULT true,
    "mutedTopics" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "edgeVisibility" "Visibility" NOT NULL DEFAULT 'ROUTER',
    "openToAsks" BOOLEAN NOT NULL DEFAULT true,
    "awayUntil" TIMESTAMPTZ(3),
    "pausedAt" TIMESTAMPTZ(3),
    "silentOffers" INTEGER NOT NULL DEFAULT 0,
    "lastAskedAt" TIMESTAMPTZ(3),
    "nextDigestAt" TIMESTAMPTZ(3),
    "lastDigestDay" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "leftAt" TIMESTAMPTZ(3),

    CONSTRAINT "members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "identities" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "surface" "SurfaceName" NOT NULL,
    "installation" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "displayName" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastActiveAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contacts" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "emails" TEXT[],
    "phones" TEXT[],
    "organizationId" TEXT,
    "title" TEXT,
    "city" TEXT,
    "tags" TEXT[],
    "source" TEXT NOT NULL DEFAULT 'manual',
    "sourceUrl" TEXT,
    "memberId" TEXT,
    "addedById" TEXT,
    "searchKey" TEXT NOT NULL DEFAULT '',
    "aboutKey" TEXT NOT NULL DEFAULT '',
    "neverContactAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "erasedAt" TIMESTAMPTZ(3),

    CONSTRAINT "contacts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_keys" (
    "workspaceId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,

    CONSTRAINT "contact_keys_pkey" PRIMARY KEY ("workspaceId","key","contactId")
);

-- CreateTable
CREATE TABLE "organizations" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "domain" TEXT,
    "industry" TEXT,
    "city" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relationships" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "contactId" TEXT NOT NULL,
    "declared" DOUBLE PRECISION,
    "interactions" INTEGER NOT NULL DEFAULT 0,
    "lastInteractionAt" TIMESTAMPTZ(3),
    "visibility" "Visibility" NOT NULL DEFAULT 'ROUTER',
    "notes" TEXT,
    "neverAsk" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relationships_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "blocks" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "blockedId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blocks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "never_contact" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "never_contact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "never_contact_keys" (
    "workspaceId" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "never_contact_keys_pkey" PRIMARY KEY ("workspaceId")
);

-- CreateTable
CREATE TABLE "web_conversations" (
    "id" TEXT NOT NULL,
    "installation" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "externalIds" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_messages" (
    "id" TEXT NOT NULL,
    "position" SERIAL NOT NULL,
    "conversationId" TEXT NOT NULL,
    "deliveryId" TEXT,
    "authorId" TEXT,
    "body" JSONB NOT NULL,
    "visibleTo" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),

    CONSTRAINT "web_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_mail" (
    "id" TEXT NOT NULL,
    "position" SERIAL NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "card" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),

    CONSTRAINT "web_mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "web_forms" (
    "id" TEXT NOT NULL,
    "form" JSONB NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_forms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "installations_workspaceId_idx" ON "installations"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "installations_surface_externalId_key" ON "installations"("surface", "externalId");

-- CreateIndex
CREATE INDEX "kept_interactions_workspaceId_at_idx" ON "kept_interactions"("workspaceId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "kept_interactions_workspaceId_surface_externalId_key" ON "kept_interactions"("workspaceId", "surface", "externalId");

-- CreateIndex
CREATE INDEX "events_workspaceId_at_idx" ON "events"("workspaceId", "at");

-- CreateIndex
CREATE INDEX "deliveries_workspaceId_subject_idx" ON "deliveries"("workspaceId", "subject");

-- CreateIndex
CREATE INDEX "deliveries_workspaceId_recipient_createdAt_idx" ON "deliveries"("workspaceId", "recipient", "createdAt");

-- CreateIndex
CREATE INDEX "deliveries_status_dueAt_idx" ON "deliveries"("status", "dueAt");

-- CreateIndex
CREATE INDEX "deliveries_surface_ref_idx" ON "deliveries"("surface", "ref");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_workspaceId_notice_key_recipient_key" ON "deliveries"("workspaceId", "notice", "key", "recipient");

-- CreateIndex
CREATE UNIQUE INDEX "rooms_workspaceId_key_key" ON "rooms"("workspaceId", "key");

-- CreateIndex
CREATE INDEX "signed_links_workspaceId_idx" ON "signed_links"("workspaceId");

-- CreateIndex
CREATE INDEX "signed_links_expiresAt_idx" ON "signed_links"("expiresAt");

-- CreateIndex
CREATE INDEX "ui_states_expiresAt_idx" ON "ui_states"("expiresAt");

-- CreateIndex
CREATE INDEX "seen_signatures_expiresAt_idx" ON "seen_signatures"("expiresAt");

-- CreateIndex
CREATE INDEX "referral_requests_workspaceId_requesterId_status_idx" ON "referral_requests"("workspaceId", "requesterId", "status");

-- CreateIndex
CREATE INDEX "referral_requests_workspaceId_contactId_status_idx" ON "referral_requests"("workspaceId", "contactId", "status");

-- CreateIndex
CREATE INDEX "referral_requests_workspaceId_status_createdAt_idx" ON "referral_requests"("workspaceId", "status", "createdAt");

-- CreateIndex
CREATE INDEX "referral_requests_status_expiresAt_idx" ON "referral_requests"("status", "expiresAt");

-- CreateIndex
CREATE INDEX "referral_requests_status_expiryNoticeAt_idx" ON "referral_requests"("status", "expiryNoticeAt");

-- CreateIndex
CREATE INDEX "referral_requests_status_retryAt_idx" ON "referral_requests"("status", "retryAt");

-- CreateIndex
CREATE UNIQUE INDEX "referral_requests_workspaceId_number_key" ON "referral_requests"("workspaceId", "number");

-- CreateIndex
CREATE INDEX "offers_workspaceId_facilitatorId_status_idx" ON "offers"("workspaceId", "facilitatorId", "status");

-- CreateIndex
CREATE INDEX "offers_workspaceId_facilitatorId_askedAt_idx" ON "offers"("workspaceId", "facilitatorId", "askedAt");

-- CreateIndex
CREATE INDEX "offers_status_answerBy_idx" ON "offers"("status", "answerBy");

-- CreateIndex
CREATE UNIQUE INDEX "offers_workspaceId_requestId_facilitatorId_contactId_key" ON "offers"("workspaceId", "requestId", "facilitatorId", "contactId");

-- CreateIndex
CREATE INDEX "routing_proofs_workspaceId_requestId_idx" ON "routing_proofs"("workspaceId", "requestId");

-- CreateIndex
CREATE INDEX "introductions_workspaceId_requestId_idx" ON "introductions"("workspaceId", "requestId");

-- CreateIndex
CREATE INDEX "introductions_sendBy_idx" ON "introductions"("sendBy");

-- CreateIndex
CREATE INDEX "consents_status_expiresAt_idx" ON "consents"("status", "expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "consents_workspaceId_introductionId_party_key" ON "consents"("workspaceId", "introductionId", "party");

-- CreateIndex
CREATE INDEX "reminders_workspaceId_memberId_slot_idx" ON "reminders"("workspaceId", "memberId", "slot");

-- CreateIndex
CREATE INDEX "reminders_workspaceId_requestId_idx" ON "reminders"("workspaceId", "requestId");

-- CreateIndex
CREATE INDEX "reminders_status_dueAt_idx" ON "reminders"("status", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "reminders_workspaceId_subjectId_memberId_kind_key" ON "reminders"("workspaceId", "subjectId", "memberId", "kind");

-- CreateIndex
CREATE INDEX "referral_activities_workspaceId_requestId_id_idx" ON "referral_activities"("workspaceId", "requestId", "id");

-- CreateIndex
CREATE INDEX "members_workspaceId_status_idx" ON "members"("workspaceId", "status");

-- CreateIndex
CREATE INDEX "members_nextDigestAt_idx" ON "members"("nextDigestAt");

-- CreateIndex
CREATE UNIQUE INDEX "members_workspaceId_email_key" ON "members"("workspaceId", "email");

-- CreateIndex
CREATE INDEX "identities_workspaceId_memberId_idx" ON "identities"("workspaceId", "memberId");

-- CreateIndex
CREATE UNIQUE INDEX "identities_workspaceId_surface_externalId_key" ON "identities"("workspaceId", "surface", "externalId");

-- CreateIndex
CREATE INDEX "contacts_workspaceId_name_idx" ON "contacts"("workspaceId", "name");

-- CreateIndex
CREATE INDEX "contacts_workspaceId_organizationId_idx" ON "contacts"("workspaceId", "organizationId");

-- CreateIndex
CREATE INDEX "contacts_workspaceId_memberId_idx" ON "contacts"("workspaceId", "memberId");

-- CreateIndex
CREATE INDEX "contact_keys_contactId_idx" ON "contact_keys"("contactId");

-- CreateIndex
CREATE UNIQUE INDEX "organizations_workspaceId_nameKey_key" ON "organizations"("workspaceId", "nameKey");

-- CreateIndex
CREATE INDEX "relationships_workspaceId_contactId_idx" ON "relationships"("workspaceId", "contactId");

-- CreateIndex
CREATE UNIQUE INDEX "relationships_workspaceId_memberId_contactId_key" ON "relationships"("workspaceId", "memberId", "contactId");

-- CreateIndex
CREATE UNIQUE INDEX "blocks_workspaceId_memberId_blockedId_key" ON "blocks"("workspaceId", "memberId", "blockedId");

-- CreateIndex
CREATE UNIQUE INDEX "never_contact_workspaceId_hash_key" ON "never_contact"("workspaceId", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "web_conversations_installation_key_key" ON "web_conversations"("installation", "key");

-- CreateIndex
CREATE UNIQUE INDEX "web_messages_position_key" ON "web_messages"("position");

-- CreateIndex
CREATE UNIQUE INDEX "web_messages_deliveryId_key" ON "web_messages"("deliveryId");

-- CreateIndex
CREATE INDEX "web_messages_conversationId_position_idx" ON "web_messages"("conversationId", "position");

-- CreateIndex
CREATE UNIQUE INDEX "web_mail_position_key" ON "web_mail"("position");

-- CreateIndex
CREATE UNIQUE INDEX "web_mail_deliveryId_key" ON "web_mail"("deliveryId");

-- CreateIndex
CREATE INDEX "web_forms_openedAt_idx" ON "web_forms"("openedAt");

-- AddForeignKey
ALTER TABLE "installations" ADD CONSTRAINT "installations_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "referral_requests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "introductions" ADD CONSTRAINT "introductions_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "referral_requests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_introductionId_fkey" FOREIGN KEY ("introductionId") REFERENCES "introductions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "referral_requests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral_activities" ADD CONSTRAINT "referral_activities_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "referral_requests"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "members" ADD CONSTRAINT "members_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspaces"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "identities" ADD CONSTRAINT "identities_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "organizations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_keys" ADD CONSTRAINT "contact_keys_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_memberId_fkey" FOREIGN KEY ("memberId") REFERENCES "members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relationships" ADD CONSTRAINT "relationships_contactId_fkey" FOREIGN KEY ("contactId") REFERENCES "contacts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "web_messages" ADD CONSTRAINT "web_messages_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "web_conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
