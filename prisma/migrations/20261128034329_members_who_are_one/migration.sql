-- AlterTable
ALTER TABLE "members" ADD COLUMN     "joinedIntoId" TEXT,
ADD COLUMN     "settleUntil" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "members_settleUntil_idx" ON "members"("settleUntil");
