-- AlterTable
ALTER TABLE "coach_configs" ADD COLUMN     "helpLines" JSONB NOT NULL DEFAULT '{}';
