-- AlterTable
ALTER TABLE "workspaces" ADD COLUMN     "endingSince" TIMESTAMPTZ(3);
