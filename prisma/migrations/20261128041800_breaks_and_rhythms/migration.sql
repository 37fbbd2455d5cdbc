-- CreateEnum
CREATE TYPE "AskRhythm" AS ENUM ('AT_ONCE', 'DAILY', 'WEEKLY');

-- AlterTable
ALTER TABLE "members" ADD COLUMN     "askRhythm" "AskRhythm" NOT NULL DEFAULT 'AT_ONCE',
ADD COLUMN     "awayByStatus" BOOLEAN NOT NULL DEFAULT false;
