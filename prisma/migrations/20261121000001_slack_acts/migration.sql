-- CreateTable
CREATE TABLE "slack_acts" (
    "id" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "slack_acts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "slack_acts_receivedAt_idx" ON "slack_acts"("receivedAt");
