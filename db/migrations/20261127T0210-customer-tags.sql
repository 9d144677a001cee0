-- The words with which shop owners describe their customers, by category: one set for all, so that counts add up.
create table customer_tag (
  category_id integer not null references category,
  tag text not null check (tag <> 'unknown' and length(tag) between 1 and 40),
  name_zh text not null,
  name_en text not null,
  primary key (category_id, tag)
);
comment on table customer_tag is 'reference; owner_tag counts customers by these words, and as ''unknown'' those whom nobody can tell';

grant select on customer_tag to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_owner, {{prefix}}_system;
grant insert, update on customer_tag to {{prefix}}_planner, {{prefix}}_system;

insert into customer_tag (category_id, tag, name_zh, name_en)
select distinct category_id, tag, tag, tag from owner_tag where tag <> 'unknown' and length(tag) between 1 and 40;
