-- AlterTable
ALTER TABLE "consents" ADD COLUMN     "askedWithId" TEXT;

-- CreateIndex
CREATE INDEX "consents_askedWithId_idx" ON "consents"("askedWithId");

-- AddForeignKey
ALTER TABLE "consents" ADD CONSTRAINT "consents_askedWithId_fkey" FOREIGN KEY ("askedWithId") REFERENCES "consents"("id") ON DELETE SET NULL ON UPDATE CASCADE;
