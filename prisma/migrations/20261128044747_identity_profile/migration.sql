-- AlterTable
ALTER TABLE "identities" ADD COLUMN     "locale" TEXT,
ADD COLUMN     "timeZone" TEXT;
