-- CreateTable
CREATE TABLE "house_rules" (
    "workspaceId" TEXT NOT NULL,
    "numbers" JSONB NOT NULL,
    "changedById" TEXT,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "house_rules_pkey" PRIMARY KEY ("workspaceId")
);
