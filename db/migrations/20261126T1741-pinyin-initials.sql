-- Found by the initials of its Chinese name: 芒果周箱 by mgzx. The order of characters by sound is that of ICU's Chinese
-- collation; where a server has none, Chinese characters have no initials and the rest of a name is still found.
do $migration$
begin
  if exists (select from pg_collation where collname = 'zh-x-icu') then
    create function pinyin_initials(name text) returns text language sql immutable strict parallel safe as $function$
      select coalesce(string_agg(case
        when letter ~ '[a-zA-Z0-9]' then lower(letter)
        when letter >= '一' collate "C" and letter <= '龥' collate "C" then substr('abcdefghjklmnopqrstwxyz', (
          select greatest(1, count(*)::integer) from regexp_split_to_table('阿八嚓咑妸发旮哈丌咔垃痳拏喔妑七呥仨他穵夕丫帀', '') as first
          where first collate "zh-x-icu" <= letter collate "zh-x-icu"), 1)
        else '' end, '' order by place), '')
      from regexp_split_to_table(name, '') with ordinality as part (letter, place)
    $function$;
  else
    create function pinyin_initials(name text) returns text language sql immutable strict parallel safe as $function$
      select lower(regexp_replace(name, '[^a-zA-Z0-9]', '', 'g'))
    $function$;
  end if;
end
$migration$;

alter table item add column name_initials text generated always as (pinyin_initials(name_zh)) stored;
comment on column item.name_initials is 'first letters of the sounds of name_zh, lower case, other letters and digits as they are';
