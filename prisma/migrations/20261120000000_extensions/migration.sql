-- Words with typing mistakes are found by their letters in threes. Before the first tables, because their indexes need it.
create extension if not exists pg_trgm;
