-- Every change of who knows whom is noted in the transaction that makes it, and contacts are found by what is said about them
-- (docs/routing.md). Prisma's schema does not know of triggers, functions and expression indexes: they are written by hand.

-- Whole words and their beginnings, in what is said about a contact; already folded, so without a language's rules.
create index "contacts_aboutKey_words" on contacts using gin (to_tsvector('simple', "aboutKey"));

-- Takes [workspace, one, other] triples.
create function note_relationship_changes(noted jsonb) returns void language plpgsql as $$
begin
  insert into relationship_changes (id, "workspaceId", "oneId", "otherId", transaction, at)
  select gen_random_uuid()::text, pair ->> 0, pair ->> 1, pair ->> 2, pg_current_xact_id()::text::bigint, now()
  from (select distinct value as pair from jsonb_array_elements(noted)) as pairs;
  -- A graph is never older than a day, so nobody asks for these any more. Whoever else clears them is not waited for.
  delete from relationship_changes where id in (
    select id from relationship_changes
    where "workspaceId" in (select value ->> 0 from jsonb_array_elements(noted)) and at < now() - interval '2 days'
    limit 1000 for update skip locked);
end $$;

create function note_relationships() returns trigger language plpgsql as $$
declare
  noted jsonb;
  -- More than this in one statement are an import: then everything is read again.
  most constant int := 500;
begin
  if tg_op = 'UPDATE' then
    select jsonb_agg(jsonb_build_array("workspaceId", "memberId", "contactId")) into noted from (
      select "workspaceId", "memberId", "contactId" from changed
      union select "workspaceId", "memberId", "contactId" from before limit most + 1
    ) as pairs;
  else
    select jsonb_agg(jsonb_build_array("workspaceId", "memberId", "contactId")) into noted
    from (select * from changed limit most + 1) as pairs;
  end if;
  if jsonb_array_length(noted) > most then
    select jsonb_agg(jsonb_build_array("workspaceId", null, null)) into noted
    from (select distinct "workspaceId" from changed) as workspaces;
  end if;
  if noted is not null then perform note_relationship_changes(noted); end if;
  return null;
end $$;

create trigger relationships_added after insert on relationships
  referencing new table as changed for each statement execute function note_relationships();
create trigger relationships_changed after update on relationships
  referencing old table as before new table as changed for each statement execute function note_relationships();
create trigger relationships_removed after delete on relationships
  referencing old table as changed for each statement execute function note_relationships();

-- A contact who becomes a member, stops being one, is erased, or wants no contact: everybody's ties with both.
create function note_contact() returns trigger language plpgsql as $$
begin
  perform note_relationship_changes(jsonb_agg(jsonb_build_array(new."workspaceId", person, null)))
  from unnest(array[new.id, old."memberId", new."memberId"]) as person where person is not null;
  return null;
end $$;

create trigger contacts_changed after update of "memberId", "erasedAt", "neverContactAt" on contacts for each row
  when (old."memberId" is distinct from new."memberId" or old."erasedAt" is distinct from new."erasedAt"
    or old."neverContactAt" is distinct from new."neverContactAt")
  execute function note_contact();

-- A member who leaves, comes back or is erased: their own ties, and the entries that others have of them.
create function note_member() returns trigger language plpgsql as $$
begin
  perform note_relationship_changes(jsonb_agg(jsonb_build_array(new."workspaceId", person, null))) from (
    select new.id as person
    union select id from contacts where "workspaceId" = new."workspaceId" and "memberId" = new.id
  ) as persons;
  return null;
end $$;

create trigger members_changed after update of status on members for each row
  when (old.status is distinct from new.status) execute function note_member();

create function note_blocks() returns trigger language plpgsql as $$
begin
  perform note_relationship_changes(jsonb_agg(jsonb_build_array("workspaceId", "memberId", "blockedId")))
  from changed having count(*) > 0;
  return null;
end $$;

create trigger blocks_added after insert on blocks
  referencing new table as changed for each statement execute function note_blocks();
create trigger blocks_removed after delete on blocks
  referencing old table as changed for each statement execute function note_blocks();

-- Contacts with a word in what is said about them that could be this one with a typing mistake, or its origin with one.
-- Judged strictly by whoever asks. Where the word as it is (`exact`, a tsquery) finds enough, nobody mistyped it.
create function contacts_resembling(workspace text, word text, exact text) returns setof text language sql stable
set pg_trgm.word_similarity_threshold = 0.4 as $$
  select id from contacts
  where "workspaceId" = workspace and word <% "aboutKey" and not exists (
    select from contacts
    where "workspaceId" = workspace and to_tsvector('simple', "aboutKey") @@ to_tsquery('simple', exact) offset 24)
$$;
