-- AlterTable
ALTER TABLE "coach_conversations" ADD COLUMN     "isShared" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "threadInstallation" TEXT,
ADD COLUMN     "threadSurface" TEXT;
