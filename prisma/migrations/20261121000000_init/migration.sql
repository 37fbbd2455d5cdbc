-- CreateEnum
CREATE TYPE "SurfaceName" AS ENUM ('web', 'slack', 'discord', 'mail');

-- CreateEnum
CREATE TYPE "InstallationStatus" AS ENUM ('ACTIVE', 'REMOVED');

-- CreateEnum
CREATE TYPE "RecipientKind" AS ENUM ('MEMBER', 'EMAIL', 'ROOM');

-- CreateEnum
CREATE TYPE "DeliveryStatus" AS ENUM ('PENDING', 'SENDING', 'SENT', 'MANUAL', 'DROPPED', 'FAILED');

-- CreateEnum
CREATE TYPE "CoachRole" AS ENUM ('user', 'assistant', 'human');

-- CreateEnum
CREATE TYPE "CoachAnswerStatus" AS ENUM ('WAITING', 'WRITING', 'DONE', 'STOPPED', 'FAILED', 'FIXED');

-- CreateEnum
CREATE TYPE "CoachWhy" AS ENUM ('CRISIS', 'HARM', 'ASKS_HUMAN', 'OUT_OF_BUDGET', 'SWITCHED_OFF', 'NO_MODEL', 'BUSY', 'DOWN', 'NONSENSE', 'REFUSED', 'BROKEN_OFF', 'TOO_LONG');

-- CreateEnum
CREATE TYPE "CoachClass" AS ENUM ('CRISIS', 'HARM', 'LEGAL_MONEY', 'ASKS_HUMAN');

-- CreateEnum
CREATE TYPE "CoachEscalationStatus" AS ENUM ('OPEN', 'ANSWERED', 'CLOSED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "CoachShared" AS ENUM ('NOTHING', 'QUESTION', 'CONVERSATION');

-- CreateEnum
CREATE TYPE "CoachConfigStatus" AS ENUM ('DRAFT', 'LIVE', 'PAST', 'DISCARDED');

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
CREATE TYPE "PartnerType" AS ENUM ('ATTORNEY', 'LENDER', 'AGENT', 'TITLE', 'INSURANCE', 'CPA');

-- CreateEnum
CREATE TYPE "PartnerStatus" AS ENUM ('INVITED', 'PENDING_REVIEW', 'ACTIVE', 'INACTIVE', 'REMOVED');

-- CreateEnum
CREATE TYPE "CoverageStatus" AS ENUM ('AVAILABLE', 'COMING_SOON', 'UNAVAILABLE');

-- CreateEnum
CREATE TYPE "WaitingStatus" AS ENUM ('WAITING', 'ASKED', 'YES', 'NO', 'LAPSED', 'LEFT');

-- CreateEnum
CREATE TYPE "MemberRole" AS ENUM ('member', 'facilitator', 'partner_manager', 'admin');

-- CreateEnum
CREATE TYPE "MemberStatus" AS ENUM ('ACTIVE', 'LEFT', 'ERASED');

-- CreateEnum
CREATE TYPE "Visibility" AS ENUM ('ONLY_ME', 'ROUTER', 'FACILITATORS', 'WORKSPACE');

-- CreateEnum
CREATE TYPE "ApiScope" AS ENUM ('ADMIN', 'GROUP', 'PARTNER');

-- CreateEnum
CREATE TYPE "WebhookStatus" AS ENUM ('PENDING', 'DELIVERED', 'FAILED');

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
CREATE TABLE "coach_conversations" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "title" TEXT NOT NULL DEFAULT 'New conversation',
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "thread" TEXT,
    "lastMessageAt" TIMESTAMPTZ(3) NOT NULL,
    "messageCount" INTEGER NOT NULL DEFAULT 0,
    "totalTokens" INTEGER NOT NULL DEFAULT 0,
    "averageRating" DOUBLE PRECISION,
    "hasEscalation" BOOLEAN NOT NULL DEFAULT false,
    "summary" TEXT,
    "summarisedTo" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coach_conversations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coach_messages" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "role" "CoachRole" NOT NULL,
    "content" TEXT NOT NULL,
    "tokensUsed" INTEGER,
    "rating" INTEGER,
    "ratingFeedback" TEXT,
    "isEscalation" BOOLEAN NOT NULL DEFAULT false,
    "metadata" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "screened" "CoachClass",
    "language" TEXT,
    "questionId" TEXT,
    "status" "CoachAnswerStatus",
    "why" "CoachWhy",
    "writer" TEXT,
    "stopWantedAt" TIMESTAMPTZ(3),
    "dueBy" TIMESTAMPTZ(3),
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "reservedDay" TEXT,
    "flaggedAt" TIMESTAMPTZ(3),
    "reviewedAt" TIMESTAMPTZ(3),
    "reviewedById" TEXT,

    CONSTRAINT "coach_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coach_days" (
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "spent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "coach_days_pkey" PRIMARY KEY ("workspaceId","memberId","day")
);

-- CreateTable
CREATE TABLE "coach_escalations" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "conversationId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "reason" "CoachClass" NOT NULL,
    "status" "CoachEscalationStatus" NOT NULL DEFAULT 'OPEN',
    "shared" "CoachShared" NOT NULL DEFAULT 'NOTHING',
    "consentedAt" TIMESTAMPTZ(3),
    "note" TEXT,
    "messageId" TEXT,
    "responderIds" TEXT[],
    "answerBy" TIMESTAMPTZ(3),
    "escalatedAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "answeredById" TEXT,
    "closedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coach_escalations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coach_configs" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "CoachConfigStatus" NOT NULL,
    "systemPrompt" TEXT NOT NULL,
    "maxTokensPerMessage" INTEGER NOT NULL DEFAULT 500,
    "maxTokensPerDay" INTEGER NOT NULL DEFAULT 5000,
    "enabledCapabilities" JSONB NOT NULL,
    "escalationKeywords" JSONB NOT NULL,
    "helpNote" TEXT,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "dryRun" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedBy" TEXT,
    "liveAt" TIMESTAMPTZ(3),

    CONSTRAINT "coach_configs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "coach_desks" (
    "workspaceId" TEXT NOT NULL,
    "nextReportAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "coach_desks_pkey" PRIMARY KEY ("workspaceId")
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
CREATE TABLE "discord_acts" (
    "id" TEXT NOT NULL,
    "line" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "discord_acts_pkey" PRIMARY KEY ("id")
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
    "disclosure" TEXT,
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
CREATE TABLE "groups" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "channel" TEXT,
    "createdById" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_members" (
    "workspaceId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "addedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "group_members_pkey" PRIMARY KEY ("groupId","memberId")
);

-- CreateTable
CREATE TABLE "partners" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT,
    "contactId" TEXT,
    "type" "PartnerType" NOT NULL,
    "status" "PartnerStatus" NOT NULL DEFAULT 'INVITED',
    "companyName" TEXT NOT NULL,
    "contactName" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "website" TEXT,
    "serviceAreas" TEXT[],
    "agreementSignedAt" TIMESTAMPTZ(3),
    "invitedById" TEXT,
    "notes" TEXT,
    "inviteLinkId" TEXT,
    "question" TEXT,
    "answer" TEXT,
    "lastTurnAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partners_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_area_coverage" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "stateCode" TEXT NOT NULL,
    "partnerType" "PartnerType" NOT NULL,
    "status" "CoverageStatus" NOT NULL,
    "setById" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_area_coverage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_asks" (
    "requestId" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "partnerType" "PartnerType" NOT NULL,
    "stateCode" TEXT NOT NULL,
    "context" JSONB NOT NULL,
    "partnerId" TEXT,
    "preferredPartnerId" TEXT,
    "regulated" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_asks_pkey" PRIMARY KEY ("requestId")
);

-- CreateTable
CREATE TABLE "waiting_places" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "partnerType" "PartnerType" NOT NULL,
    "stateCode" TEXT NOT NULL,
    "status" "WaitingStatus" NOT NULL DEFAULT 'WAITING',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "askedAt" TIMESTAMPTZ(3),
    "answerBy" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),

    CONSTRAINT "waiting_places_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_turns" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "candidates" JSONB NOT NULL,
    "picked" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_turns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partner_type_rules" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "partnerType" "PartnerType" NOT NULL,
    "regulated" BOOLEAN NOT NULL,
    "reason" TEXT NOT NULL,
    "setById" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_type_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relationship_changes" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "oneId" TEXT,
    "otherId" TEXT,
    "transaction" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "relationship_changes_pkey" PRIMARY KEY ("id")
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
CREATE TABLE "api_keys" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "scope" "ApiScope" NOT NULL,
    "subjectId" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answers" (
    "keyId" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "body" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotent_answers_pkey" PRIMARY KEY ("keyId","idempotencyKey")
);

-- CreateTable
CREATE TABLE "webhook_endpoints" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "events" TEXT[],
    "secret" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "disabledAt" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "webhook_endpoints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_deliveries" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "endpointId" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "data" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" "WebhookStatus" NOT NULL DEFAULT 'PENDING',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "lastAnswer" TEXT,
    "deliveredAt" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "slack_acts" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "slack_acts_pkey" PRIMARY KEY ("id")
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
CREATE INDEX "coach_conversations_workspaceId_memberId_lastMessageAt_idx" ON "coach_conversations"("workspaceId", "memberId", "lastMessageAt");

-- CreateIndex
CREATE INDEX "coach_conversations_workspaceId_memberId_thread_idx" ON "coach_conversations"("workspaceId", "memberId", "thread");

-- CreateIndex
CREATE INDEX "coach_conversations_lastMessageAt_idx" ON "coach_conversations"("lastMessageAt");

-- CreateIndex
CREATE INDEX "coach_messages_workspaceId_memberId_status_idx" ON "coach_messages"("workspaceId", "memberId", "status");

-- CreateIndex
CREATE INDEX "coach_messages_workspaceId_createdAt_idx" ON "coach_messages"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "coach_messages_workspaceId_flaggedAt_idx" ON "coach_messages"("workspaceId", "flaggedAt");

-- CreateIndex
CREATE INDEX "coach_messages_status_dueBy_idx" ON "coach_messages"("status", "dueBy");

-- CreateIndex
CREATE UNIQUE INDEX "coach_messages_conversationId_position_key" ON "coach_messages"("conversationId", "position");

-- CreateIndex
CREATE INDEX "coach_escalations_workspaceId_status_idx" ON "coach_escalations"("workspaceId", "status");

-- CreateIndex
CREATE INDEX "coach_escalations_workspaceId_memberId_idx" ON "coach_escalations"("workspaceId", "memberId");

-- CreateIndex
CREATE INDEX "coach_escalations_workspaceId_createdAt_idx" ON "coach_escalations"("workspaceId", "createdAt");

-- CreateIndex
CREATE INDEX "coach_escalations_answerBy_idx" ON "coach_escalations"("answerBy");

-- CreateIndex
CREATE INDEX "coach_configs_workspaceId_status_idx" ON "coach_configs"("workspaceId", "status");

-- CreateIndex
CREATE UNIQUE INDEX "coach_configs_workspaceId_version_key" ON "coach_configs"("workspaceId", "version");

-- CreateIndex
CREATE INDEX "coach_desks_nextReportAt_idx" ON "coach_desks"("nextReportAt");

-- CreateIndex
CREATE INDEX "discord_acts_line_idx" ON "discord_acts"("line");

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
CREATE INDEX "groups_workspaceId_name_idx" ON "groups"("workspaceId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "groups_workspaceId_channel_key" ON "groups"("workspaceId", "channel");

-- CreateIndex
CREATE INDEX "group_members_workspaceId_memberId_idx" ON "group_members"("workspaceId", "memberId");

-- CreateIndex
CREATE INDEX "partners_workspaceId_status_type_idx" ON "partners"("workspaceId", "status", "type");

-- CreateIndex
CREATE INDEX "partners_workspaceId_memberId_idx" ON "partners"("workspaceId", "memberId");

-- CreateIndex
CREATE INDEX "partners_workspaceId_contactId_idx" ON "partners"("workspaceId", "contactId");

-- CreateIndex
CREATE UNIQUE INDEX "partners_workspaceId_type_email_key" ON "partners"("workspaceId", "type", "email");

-- CreateIndex
CREATE UNIQUE INDEX "service_area_coverage_workspaceId_stateCode_partnerType_key" ON "service_area_coverage"("workspaceId", "stateCode", "partnerType");

-- CreateIndex
CREATE INDEX "partner_asks_workspaceId_groupId_createdAt_idx" ON "partner_asks"("workspaceId", "groupId", "createdAt");

-- CreateIndex
CREATE INDEX "partner_asks_workspaceId_partnerId_idx" ON "partner_asks"("workspaceId", "partnerId");

-- CreateIndex
CREATE INDEX "waiting_places_workspaceId_stateCode_partnerType_status_cre_idx" ON "waiting_places"("workspaceId", "stateCode", "partnerType", "status", "createdAt");

-- CreateIndex
CREATE INDEX "waiting_places_status_answerBy_idx" ON "waiting_places"("status", "answerBy");

-- CreateIndex
CREATE UNIQUE INDEX "waiting_places_workspaceId_requestId_key" ON "waiting_places"("workspaceId", "requestId");

-- CreateIndex
CREATE INDEX "partner_turns_workspaceId_requestId_idx" ON "partner_turns"("workspaceId", "requestId");

-- CreateIndex
CREATE INDEX "partner_type_rules_workspaceId_partnerType_id_idx" ON "partner_type_rules"("workspaceId", "partnerType", "id");

-- CreateIndex
CREATE INDEX "relationship_changes_workspaceId_transaction_idx" ON "relationship_changes"("workspaceId", "transaction");

-- CreateIndex
CREATE INDEX "relationship_changes_workspaceId_at_idx" ON "relationship_changes"("workspaceId", "at");

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
CREATE INDEX "contacts_searchKey_idx" ON "contacts" USING GIN ("searchKey" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "contacts_aboutKey_idx" ON "contacts" USING GIN ("aboutKey" gin_trgm_ops);

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
CREATE UNIQUE INDEX "api_keys_hash_key" ON "api_keys"("hash");

-- CreateIndex
CREATE INDEX "api_keys_workspaceId_idx" ON "api_keys"("workspaceId");

-- CreateIndex
CREATE INDEX "idempotent_answers_workspaceId_idx" ON "idempotent_answers"("workspaceId");

-- CreateIndex
CREATE INDEX "idempotent_answers_createdAt_idx" ON "idempotent_answers"("createdAt");

-- CreateIndex
CREATE INDEX "webhook_endpoints_workspaceId_idx" ON "webhook_endpoints"("workspaceId");

-- CreateIndex
CREATE INDEX "webhook_deliveries_workspaceId_endpointId_id_idx" ON "webhook_deliveries"("workspaceId", "endpointId", "id");

-- CreateIndex
CREATE INDEX "webhook_deliveries_status_dueAt_idx" ON "webhook_deliveries"("status", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_deliveries_endpointId_eventId_key" ON "webhook_deliveries"("endpointId", "eventId");

-- CreateIndex
CREATE INDEX "slack_acts_receivedAt_idx" ON "slack_acts"("receivedAt");

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
ALTER TABLE "coach_messages" ADD CONSTRAINT "coach_messages_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "coach_conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "coach_escalations" ADD CONSTRAINT "coach_escalations_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "coach_conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_groupId_fkey" FOREIGN KEY ("groupId") REFERENCES "groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpointId_fkey" FOREIGN KEY ("endpointId") REFERENCES "webhook_endpoints"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "web_messages" ADD CONSTRAINT "web_messages_conversationId_fkey" FOREIGN KEY ("conversationId") REFERENCES "web_conversations"("id") ON DELETE CASCADE ON UPDATE CASCADE;
