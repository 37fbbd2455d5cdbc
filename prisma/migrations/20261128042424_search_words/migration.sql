-- AlterTable
ALTER TABLE "referral_requests" ADD COLUMN     "searchWords" TEXT;
