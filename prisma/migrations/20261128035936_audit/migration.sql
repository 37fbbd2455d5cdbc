-- CreateTable
CREATE TABLE "audit_lines" (
    "id" TEXT NOT NULL,
    "workspaceId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by" TEXT NOT NULL,
    "actorId" TEXT,
    "kind" TEXT NOT NULL,
    "said" TEXT,
    "aboutId" TEXT,
    "why" TEXT,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_lines_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "audit_lines_workspaceId_actorId_idx" ON "audit_lines"("workspaceId", "actorId");

-- CreateIndex
CREATE INDEX "audit_lines_workspaceId_aboutId_idx" ON "audit_lines"("workspaceId", "aboutId");

-- CreateIndex
CREATE UNIQUE INDEX "audit_lines_workspaceId_position_key" ON "audit_lines"("workspaceId", "position");

-- Lines are only ever added. The audit of a workspace ends with the workspace, which says so.
create function audit_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('introdesk.ends', true) = old."workspaceId" then
    return old;
  end if;
  raise exception 'The audit is append-only: line % of workspace % stays as it is.', old.position, old."workspaceId";
end $$;
create trigger audit_lines_stay before update or delete on audit_lines for each row execute function audit_is_append_only();
