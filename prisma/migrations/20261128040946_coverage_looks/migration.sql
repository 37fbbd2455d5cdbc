-- CreateTable
CREATE TABLE "coverage_looks" (
    "workspaceId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "looks" INTEGER NOT NULL,

    CONSTRAINT "coverage_looks_pkey" PRIMARY KEY ("workspaceId","memberId","day")
);
